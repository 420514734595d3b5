import { expect, it } from 'vitest';
import { compareConditions } from '../../runtime/diff/decider/compare.ts';
import type { Possible } from '../../runtime/diff/decider/possible.ts';
import { conditionOf, FACTS } from '../decider/desk.ts';
import { generatePair } from '../decider/generate-pairs.ts';
import { judgePair } from '../decider/judge-pair.ts';
import { PAIRS } from '../decider/pairs.ts';
import { createEncoder, openSolver, Outside } from '../decider/smt.ts';
import { createRandom } from '../expression-sql/random.ts';

const SEED = Number(process.env['JIG_SEED'] ?? 1);
const CASES = 300;

it('no made-up case contradicts 3,000 generated pairs, and every example holds', () => {
  const random = createRandom(SEED);
  const wrong: unknown[] = [];
  const tally = { decided: 0, undecided: 0, examples: 0 };
  for (let index = 0; index < 3000; index += 1) {
    const [before, after] = generatePair(random, 8, 0.08);
    const { verdict, faults, examples } = judgePair(before, after, CASES, index);
    tally[verdict === 'undecided' ? 'undecided' : 'decided'] += 1;
    tally.examples += examples;
    if (faults.length > 0) wrong.push({ before, after, faults });
  }
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  expect(wrong).toEqual([]);
  expect(tally.undecided).toBeLessThan(120);
});

it('a solver that was written by others agrees wherever both decide', async () => {
  const solve = await openSolver();
  const random = createRandom(SEED + 1);
  const generated = Array.from({ length: 1000 }, () => generatePair(random, 6, 0.03));
  const known = Object.values(PAIRS).flat();
  const wrong: unknown[] = [];
  const tally = { agreed: 0, outside: 0, unknown: 0, undecided: 0 };
  for (const [before, after] of [...known, ...generated]) {
    const [old, now] = [conditionOf(before), conditionOf(after)];
    const answers = compareConditions(old, now, FACTS);
    const encoder = createEncoder();
    try {
      const [was, is] = [encoder.truth(old), encoder.truth(now)];
      for (const [side, yes, no] of [
        ['gain', is, was],
        ['loss', was, is],
      ] as const) {
        const ours: Possible = answers[side];
        if (ours.is === 'undecided') {
          tally.undecided += 1;
          continue;
        }
        const theirs = solve(`${encoder.preamble()}\n(assert ${yes.yes})\n(assert (not ${no.yes}))`);
        if (theirs === 'unknown') tally.unknown += 1;
        else if ((theirs === 'sat') === (ours.is === 'here')) tally.agreed += 1;
        else wrong.push({ before, after, side, ours, theirs });
      }
    } catch (error) {
      if (!(error instanceof Outside)) throw error;
      tally.outside += 1;
    }
  }
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  expect(wrong).toEqual([]);
  expect(tally.agreed).toBeGreaterThan(1800);
});
