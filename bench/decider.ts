import { compareConditions } from '../runtime/diff/decider/compare.ts';
import { checkTypes } from '../runtime/expression/check.ts';
import type { Tree } from '../runtime/expression/tree.ts';
import { ENVIRONMENT, FACTS } from '../test/decider/desk.ts';
import { generatePairOf } from '../test/decider/generate-pairs.ts';
import { BOOL } from '../runtime/expression/types.ts';
import { createRandom } from '../test/expression-sql/random.ts';
import { median, percentile } from './statistics.ts';

export type DeciderTimes = {
  readonly atoms: number;
  readonly pairs: number;
  readonly undecided: number;
  /** Milliseconds for both directions of one pair, the first time that it is asked. */
  readonly median: number;
  readonly p95: number;
  readonly max: number;
};

/** Pairs that are decided before the clock runs, so that the program is warm. */
const WARM_UP = 20;

/** How long it takes to decide pairs of conditions of so many parts. */
export function measureDecider(atoms: number, pairs: number): DeciderTimes {
  const random = createRandom(atoms);
  const made: (readonly [Tree, Tree])[] = [];
  while (made.length < pairs + WARM_UP) {
    const [before, after] = generatePairOf(random, atoms).map(readable);
    // Some become longer than an expression may be.
    if (before != null && after != null) made.push([before, after]);
  }
  const times: number[] = [];
  let undecided = 0;
  for (const [index, [before, after]] of made.entries()) {
    const { time, decided } = decideOnce(before, after);
    if (index < WARM_UP) continue;
    times.push(time);
    if (!decided) undecided += 1;
  }
  return {
    atoms,
    pairs,
    undecided,
    median: median(times),
    p95: percentile(times, 0.95),
    max: Math.max(...times),
  };
}

function decideOnce(before: Tree, after: Tree): { readonly time: number; readonly decided: boolean } {
  const started = performance.now();
  const { gain, loss } = compareConditions(before, after, FACTS);
  const time = performance.now() - started;
  return { time, decided: gain.is !== 'undecided' && loss.is !== 'undecided' };
}

function readable(text: string): Tree | null {
  return checkTypes(text, ENVIRONMENT, BOOL).tree;
}
