import { composePlan } from '../../runtime/diff/compose-plan.ts';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import type { Finding } from '../../runtime/diff/finding.ts';
import type { FindingInput } from '../../runtime/diff/findings/finding-input.ts';
import { findingsOf } from '../../runtime/diff/findings-of.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import { type Answer, type Question, questionKey } from '../../runtime/diff/question.ts';
import type { Model } from '../../runtime/model/model.ts';

type Given = Partial<Omit<FindingInput, 'base' | 'head' | 'changes' | 'answers'>> & {
  readonly answers?: readonly (readonly [Question, Answer | null])[];
};

/** What is found when the head takes the place of the base; without a database unless answers or a migration are given. */
export function find(base: Model | null, head: Model, given: Given = {}): readonly Finding[] {
  return findingsOf(inputOf(base, head, given));
}

/** The plan of that, with sides that every test shares. */
export function planOf(base: Model | null, head: Model, given: Given = {}): Plan {
  const side = { contentHash: null, modelHash: null, release: null };
  const parts = {
    ...inputOf(base, head, given),
    baseSide: { ...side, name: 'the database, release 12', release: 12 },
    headSide: { ...side, name: 'definitions/' },
    inputs: { definitions: 'a1', release: 'b2' },
  };
  return { ...composePlan(parts), hash: 'c3' };
}

function inputOf(base: Model | null, head: Model, { answers = [], ...given }: Given): FindingInput {
  return {
    base,
    head,
    changes: diffModels(base, head),
    access: given.access ?? compareAccess(base, head),
    answers: new Map(answers.map(([question, answer]) => [questionKey(question), answer])),
    migration: null,
    refusals: [],
    drift: [],
    today: '2026-11-26',
    ...given,
  };
}

/** So many records, counted exactly. */
export const exactly = (count: number, of: number | null = null, ...samples: string[]): Answer => ({
  count,
  of,
  exact: true,
  samples: samples.map((title) => ({ id: `id of ${title}`, title, detail: null })),
});
