import type { Model } from '../../model/model.ts';
import type { AccessDifference } from '../access-difference.ts';
import type { Change } from '../change.ts';
import { inHeadNames } from '../model/in-head-names.ts';
import { type EntityPair, pairModels } from '../model/pair-models.ts';
import type { PlannedMigration } from '../plan.ts';
import { type Answer, type Answers, type Question, questionKey } from '../question.ts';
import type { DataRefusal, Drift } from '../refusals.ts';

/** A name that an earlier release gave up and whose values are still kept. */
export type RetiredName = {
  readonly entity: string;
  /** Null for the entity itself. */
  readonly field: string | null;
  /** Type of the values as the database prints it; null for an entity. */
  readonly type: string | null;
  /** The same for the field of the head that has the name now; null where it has no column. */
  readonly typeNow: string | null;
};

export type FindingInput = {
  readonly base: Model | null;
  readonly head: Model;
  readonly changes: readonly Change[];
  readonly access: readonly AccessDifference[];
  readonly answers: Answers;
  /** Null where no database was asked. */
  readonly migration: PlannedMigration | null;
  readonly refusals: readonly DataRefusal[];
  readonly drift: readonly Drift[];
  /** The day on which acceptances are judged, `2026-11-26`. */
  readonly today: string;
  /** Whether the head is an earlier release that is published again: then what came since is put aside knowingly. */
  readonly rollback?: boolean;
  /** What earlier releases left behind, where the database was asked. */
  readonly retired?: readonly RetiredName[];
};

/** The input with what every group of findings looks up. */
export type FindingContext = {
  readonly input: FindingInput;
  /** The base in the names of the head; null where everything is new. */
  readonly base: Model | null;
  readonly head: Model;
  readonly entities: readonly EntityPair[];
  /** Undefined: nobody was asked. Null: the time ran out. */
  readonly answer: (question: Question) => Answer | null | undefined;
  /** Whether an entity is in both. */
  readonly isKept: (entity: string) => boolean;
};

/** Prepares the input for the groups of findings. */
export function contextOf(input: FindingInput): FindingContext {
  const { base, head, answers } = input;
  const entities = pairModels(base, head);
  const kept = new Set(entities.flatMap((pair) => (pair.base === null ? [] : (pair.head?.name ?? []))));
  return {
    input,
    base: base === null ? null : inHeadNames(base, head),
    head,
    entities,
    answer: (question) => answers.get(questionKey(question)),
    isKept: (entity) => kept.has(entity),
  };
}
