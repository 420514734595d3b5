import { expect, it } from 'vitest';
import { buildAutomaton } from '../../runtime/expression/regex/automaton.ts';
import { type Effort, countSteps } from '../../runtime/expression/regex/count-steps.ts';
import { parseRegex, type RegexNode } from '../../runtime/expression/regex/parse-regex.ts';
import { vetPlainRegex } from '../../runtime/expression/regex/plain-regex.ts';
import { proveRegex } from '../../runtime/expression/regex/portable-regex.ts';
import { createRandom, type Random } from '../expression-sql/random.ts';
import { measure } from './counting-matcher.ts';

const ATOMS = ['a', 'b', 'c', '[ab]', '[bc]', '[^a]', '.', '(?:)'] as const;
const REPEATS = [
  '*',
  '+',
  '?',
  '{0}',
  '{2}',
  '{3}',
  '{0,2}',
  '{1,3}',
  '{2,4}',
  '{0,6}',
  '{2,}',
  '{0,}',
] as const;

function randomPattern(random: Random, depth: number): string {
  const kind = depth === 0 ? 0 : random.below(6);
  if (kind === 0) return random.pick(ATOMS);
  const inside = (): string => randomPattern(random, depth - 1);
  if (kind === 1) return `(?:${inside()}|${inside()}${random.chance(0.3) ? `|${inside()}` : ''})`;
  if (kind === 2) return `(?=${inside()})${inside()}`;
  if (kind === 3) return `(?:${inside()})${random.pick(REPEATS)}`;
  return `${inside()}${inside()}${random.chance(0.5) ? inside() : ''}`;
}

/** All texts of `a`, `b`, `c` up to a length, shortest first. */
function allTexts(length: number): readonly string[] {
  const texts = [''];
  for (const text of texts) if (text.length < length) texts.push(`${text}a`, `${text}b`, `${text}c`);
  return texts;
}
const SHORT_TEXTS = allTexts(5);
const LONG = 16;

function longTexts(random: Random): readonly string[] {
  const pumped = ['a', 'b', 'c', 'ab', 'bc', 'abc', 'aab'].flatMap((word) =>
    ['', 'c', 'z'].map((end) => word.repeat(LONG).slice(0, LONG - end.length) + end),
  );
  const drawn = Array.from({ length: 20 }, () =>
    Array.from({ length: LONG }, () => random.pick(['a', 'b', 'c'])).join(''),
  );
  return [...pumped, ...drawn];
}

function bound(root: RegexNode, maxLength: number, searches: boolean): Effort | null {
  const automaton = buildAutomaton(root);
  return automaton === null ? null : countSteps(automaton, maxLength, searches);
}

it('no text takes more steps than were counted, and the count is near to what some text takes', () => {
  const random = createRandom(20_261_126);
  const shares: number[] = [];
  for (let turn = 0; turn < 500; turn += 1) {
    const pattern = randomPattern(random, 3);
    const searches = turn % 3 === 0;
    const { root, lookahead } = parseRegex(pattern);
    const worst = (texts: readonly string[]): number =>
      Math.max(...texts.map((text) => measure(root, text, searches, 300_000).steps));
    const long = bound(root, LONG, searches);
    if (long?.tooLong !== null) continue;
    expect(worst(longTexts(random)), pattern).toBeLessThanOrEqual(long.steps);
    const short = bound(root, 5, searches)?.steps ?? 0;
    const found = worst(SHORT_TEXTS);
    expect(found, pattern).toBeLessThanOrEqual(short);
    shares.push(found / short);
    if (lookahead) continue;
    const regex = new RegExp(searches ? pattern : `^(?:${pattern})$`, 'u');
    for (const text of SHORT_TEXTS.slice(0, 121))
      expect(measure(root, text, searches).matches, `${pattern} ${text}`).toBe(regex.test(text));
  }
  expect(shares.length).toBeGreaterThan(300);
  expect(shares.filter((share) => share >= 0.5).length).toBeGreaterThan(0.7 * shares.length);
});

const TOKENS = [
  ...'a b aa [ab] . \\d ( ) | ^ $ , (?: a{255} a{0,255} (a|a|a) aaaaaaaa'.split(' '),
  ...'{2} {99} {255} {0,9} {0,255} {2,} * + ?'.split(' '),
  '\n',
];

it('what a browser takes is what the proof takes', () => {
  const random = createRandom(3);
  let taken = 0;
  const hardest = [
    '(a|a|a)a{0,255}aaaab',
    '(a|a)a{0,255}aaaaaab',
    '^(a|a|a|a)a*a{255}b',
    'a{255}a',
    'a?a{255}',
  ];
  for (let turn = 0; turn < 20_000 + hardest.length; turn += 1) {
    const pattern =
      hardest[turn] ?? Array.from({ length: 1 + random.below(8) }, () => random.pick(TOKENS)).join('');
    if (vetPlainRegex(pattern, () => null) === null) continue;
    taken += 1;
    expect(
      proveRegex(pattern, () => null),
      pattern,
    ).not.toBe(null);
  }
  expect(taken).toBeGreaterThan(1000);
});
