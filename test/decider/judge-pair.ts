import { compareConditions, verdictOf } from '../../runtime/diff/decider/compare.ts';
import type { Possible } from '../../runtime/diff/decider/possible.ts';
import { evaluatorOf } from '../../runtime/expression/evaluate.ts';
import type { AccessVerdict } from '../../runtime/diff/access-difference.ts';
import { createRandom } from '../expression-sql/random.ts';
import { conditionOf, FACTS, TABLES } from './desk.ts';
import { holdsOutside } from './outside-world.ts';
import { createWorlds } from './random-values.ts';

export type Judged = {
  readonly verdict: AccessVerdict;
  /** What is wrong with it; empty where nothing is. */
  readonly faults: readonly string[];
  readonly undecided: readonly string[];
  /** Milliseconds that deciding took. */
  readonly time: number;
  /** Examples that were given. */
  readonly examples: number;
};

/** Decides a pair and holds the answer against so many made-up cases, judged by the evaluator alone. */
export function judgePair(before: string, after: string, cases: number, seed: number): Judged {
  const [old, now] = [conditionOf(before), conditionOf(after)];
  const started = performance.now();
  const { gain, loss } = compareConditions(old, now, FACTS);
  const time = performance.now() - started;
  const [isOld, isNow] = [evaluatorOf(old, TABLES), evaluatorOf(now, TABLES)];
  const worlds = createWorlds([old, now], createRandom(seed));
  const faults: string[] = [];
  let [gained, lost] = [false, false];
  for (let turn = 0; turn < cases; turn += 1) {
    const facts = worlds();
    const [was, is] = [isOld(facts) === true, isNow(facts) === true];
    gained ||= is && !was;
    lost ||= was && !is;
  }
  if (gain.is === 'never' && gained) faults.push('a gain was said to be impossible');
  if (loss.is === 'never' && lost) faults.push('a loss was said to be impossible');
  if (gain.is === 'here' && !holdsOutside(gain.world, now, old)) faults.push('the example of a gain is none');
  if (loss.is === 'here' && !holdsOutside(loss.world, old, now)) faults.push('the example of a loss is none');
  const why = (possible: Possible): readonly string[] => (possible.is === 'undecided' ? [possible.why] : []);
  return {
    verdict: verdictOf({ gain, loss }),
    faults,
    undecided: [...why(gain), ...why(loss)],
    time,
    examples: [gain, loss].filter(({ is }) => is === 'here').length,
  };
}
