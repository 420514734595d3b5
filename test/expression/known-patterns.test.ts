import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { allowedSteps } from '../../runtime/expression/regex/count-steps.ts';
import { parseRegex } from '../../runtime/expression/regex/parse-regex.ts';
import { portableRegex } from '../../runtime/expression/regex/portable-regex.ts';
import { findRegexDanger } from '../../runtime/expression/regex/regex-danger.ts';
import { measure } from './counting-matcher.ts';
import { HARMFUL, HARMLESS, type Known } from './known-patterns.ts';
import { worstTexts } from './worst-texts.ts';

/** Milliseconds of the processor that no value may take. */
const MOST_TIME = 50;

/** What is matched, as the engine gets it. */
function written({ pattern, searches }: Known): string {
  if (!searches) return `^(?:${pattern})$`;
  const regex = portableRegex(pattern);
  return 'pattern' in regex ? regex.pattern : pattern;
}

const isRefused = ({ pattern, maxLength, searches }: Known): boolean =>
  searches
    ? 'refused' in portableRegex(pattern)
    : findRegexDanger(pattern, { maxLength, whole: true }) !== null;

/** Runs in a process of its own: the longest time of a text, for each pattern, the first time included. */
const TIMER = `
let input = '';
process.stdin.on('data', (part) => (input += part));
process.stdin.on('end', () => {
  const times = JSON.parse(input).map(([source, texts]) => {
    const regex = new RegExp(source, 'u');
    return Math.max(...texts.map((text) => {
      const before = process.cpuUsage();
      regex.test(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }));
  });
  process.stdout.write(JSON.stringify(times));
});`;

function timesOf(known: readonly Known[]): readonly number[] {
  const input = known.map((one) => {
    const { root } = parseRegex(one.pattern);
    const lengths = [20, 60, 400].filter((length) => length < one.maxLength);
    const texts = [...lengths, Math.min(one.maxLength, 5000)].flatMap((length) => worstTexts(root, length));
    return [written(one), texts];
  });
  const { stdout, status } = spawnSync(process.execPath, ['-e', TIMER], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    timeout: 60_000,
  });
  expect(status).toBe(0);
  return JSON.parse(stdout) as readonly number[];
}

describe('patterns that people write', () => {
  it.each(Object.entries(HARMLESS))('%s is accepted', (_name, known) => {
    expect(isRefused(known)).toBe(false);
  });

  it('are matched in time against the worst values', () => {
    const names = Object.keys(HARMLESS);
    const times = timesOf(Object.values(HARMLESS));
    const slow = names.flatMap((name, at) => ((times[at] ?? 0) < MOST_TIME ? [] : [`${name}: ${times[at]}`]));
    expect(slow).toEqual([]);
  }, 120_000);
});

/** The length of a text that takes more steps than allowed, the shortest of those that are tried; null for none. */
function blockedAt({ pattern, maxLength, searches }: Known): number | null {
  const { root } = parseRegex(pattern);
  const anywhere = searches && (!pattern.startsWith('^') || root.is === 'either');
  for (const length of [8, 12, 16, 20, 25, 30, 40, 60, 100, 160, 300, 600, 1200, 2000, 3500]) {
    if (length > maxLength) return null;
    const most = allowedSteps(length);
    for (const text of worstTexts(root, length).slice(0, length < 100 ? 200 : 30))
      if (measure(root, text, anywhere, most).steps > most) return length;
  }
  return null;
}

describe('patterns that a value can block', () => {
  it.each(HARMFUL.map((known) => [known.pattern, known] as const))(
    '`%s` is refused',
    (_pattern, known) => {
      expect(isRefused(known)).toBe(true);
      expect(blockedAt(known)).not.toBe(null);
    },
    60_000,
  );
});
