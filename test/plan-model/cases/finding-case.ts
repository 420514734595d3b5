import type { Level } from '../../../runtime/diff/finding.ts';
import type { FindingInput } from '../../../runtime/diff/findings/finding-input.ts';
import type { PlannedStage } from '../../../runtime/diff/plan.ts';
import type { Answer, Question } from '../../../runtime/diff/question.ts';
import type { Edit } from '../desk.ts';

/** A change of the desk, what the database says of it, and what has to be found. */
export type FindingCase = {
  readonly code: string;
  readonly level: Level;
  readonly message: string;
  /** Null: there is nothing to do. */
  readonly fix: string | null;
  /** Edits of the base as well, before those of the head. */
  readonly before?: readonly Edit[];
  readonly edits: readonly Edit[];
  readonly given?: Partial<Omit<FindingInput, 'base' | 'head' | 'changes' | 'answers'>> & {
    readonly answers?: readonly (readonly [Question, Answer | null])[];
  };
};

/** A step of a migration with what a case says of it. */
export const stage = (given: Partial<PlannedStage>): PlannedStage => ({
  phase: 'expand',
  what: 'Change the table.',
  entity: 'order',
  sql: ['select 1'],
  lock: null,
  rows: 0,
  rewrites: false,
  ...given,
});
