import type { Decision } from '../model/model.ts';
import type { Finding } from './decision-finding.ts';

/** What the proof looks at: the very trees that run. */
export type ProvableDecision = Pick<Decision, 'inputs' | 'compiled'>;

/**
 * Proves of a decision table that exactly one row matches (as its `hit` asks) in every case there can be, or gives a case
 * that shows the contrary. Cells that are expressions of their own are taken as possible where that saves the author a false
 * alarm.
 */
export function analyseDecision(decision: ProvableDecision): readonly Finding[] {
  throw new Error(`not yet: ${String(decision)}`);
}
