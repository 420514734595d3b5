import { expect, it } from 'vitest';
import { createRandom } from '../expression-sql/random.ts';
import { generatePair } from './generate-pairs.ts';
import { judgePair } from './judge-pair.ts';

/** A part of what `test/prove/decider.test.ts` does, for every run. */
const [PAIRS, CASES] = [400, 60];

it(`no made-up case contradicts ${PAIRS} generated pairs, and every example holds`, () => {
  const random = createRandom(7);
  const wrong: unknown[] = [];
  const verdicts = new Map<string, number>();
  let examples = 0;
  for (let index = 0; index < PAIRS; index += 1) {
    const [before, after] = generatePair(random, 6, 0.08);
    const judged = judgePair(before, after, CASES, index);
    verdicts.set(judged.verdict, (verdicts.get(judged.verdict) ?? 0) + 1);
    examples += judged.examples;
    if (judged.faults.length > 0) wrong.push({ before, after, faults: judged.faults });
  }
  expect(wrong).toEqual([]);
  // Every verdict comes up, so that the comparison says something.
  for (const verdict of ['equivalent', 'narrower', 'wider', 'incomparable'])
    expect([verdict, (verdicts.get(verdict) ?? 0) > 40]).toEqual([verdict, true]);
  expect(verdicts.get('undecided') ?? 0).toBeLessThan(20);
  expect(examples).toBeGreaterThan(300);
});
