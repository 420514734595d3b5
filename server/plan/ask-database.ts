import type { PoolClient } from 'pg';
import type { AccessDifference } from '../../runtime/diff/access-difference.ts';
import type { Change } from '../../runtime/diff/change.ts';
import type { RetiredName } from '../../runtime/diff/findings/finding-input.ts';
import type { PlannedMigration } from '../../runtime/diff/plan.ts';
import type { Answers, Question } from '../../runtime/diff/question.ts';
import type { DataRefusal, Drift } from '../../runtime/diff/refusals.ts';
import type { Model } from '../../runtime/model/model.ts';
import { codeOf } from '../db/connection-problem.ts';
import { type Preparation, prepareMigration } from '../migrate/prepare-migration.ts';
import { Refusal } from '../operations/refusal.ts';
import { findOpenMigration } from '../releases/open-migration.ts';
import { answerQuestions } from './answer-questions.ts';
import type { BaseSide, StoredRelease } from './base-side.ts';
import { createBudget, TOO_SLOW } from './budget.ts';
import type { Live } from './live.ts';
import type { PlanRequest } from './make-plan.ts';
import { openLive } from './open-live.ts';
import { databaseInputs } from './plan-inputs.ts';
import { plannedMigration } from './planned-migration.ts';
import { withSeenSamples } from './refusal-samples.ts';
import { retiredNames } from './retired-names.ts';

const ROW_LIMIT = 1_000_000;
/** What stands in the way of a migration is always counted, so it gets more time than what is merely told. */
const REFUSALS_MS = 60_000;

/** The two models, compared without a database. */
export type Compared = {
  readonly base: BaseSide;
  readonly changes: readonly Change[];
  readonly access: readonly AccessDifference[];
  readonly questions: readonly Question[];
};

/** What the database says; without one nothing. */
export type LiveFacts = {
  readonly answers: Answers;
  readonly migration: PlannedMigration | null;
  readonly refusals: readonly DataRefusal[];
  readonly drift: readonly Drift[];
  readonly retired: readonly RetiredName[];
  readonly inputs: Readonly<Record<string, string>>;
  /** Release whose records were counted, where that is not the base. */
  readonly countedOn: number | null;
};

export const NO_FACTS: LiveFacts = {
  answers: new Map(),
  migration: null,
  refusals: [],
  drift: [],
  retired: [],
  inputs: {},
  countedOn: null,
};

/**
 * Asks the database, in a transaction that only reads, what the change does to its records and people, and what the migration
 * takes. Null where the release in force is another one by now; refuses while another release is half-way.
 */
export async function askDatabase(
  client: PoolClient,
  request: PlanRequest,
  found: Compared,
  inForce: StoredRelease | null,
): Promise<LiveFacts | null> {
  await client.query('set transaction read only');
  await client.query('set local idle_in_transaction_session_timeout = 0');
  const { rows } = await client.query<{ hash: string; number: number }>(
    'select number, hash from jig.release order by number desc limit 1',
  );
  if (rows[0]?.number !== inForce?.number || rows[0]?.hash !== inForce?.hash) return null;
  const { head, against, budgetMs, reader, today, rowLimit = ROW_LIMIT } = request;
  if (against.is === 'database') await refuseOpenMigration(client);
  const preparation = against.is === 'database' ? await prepare(client, head.model, budgetMs) : null;
  const live = await openLive(client, {
    inForce: inForce?.model ?? null,
    base: found.base.hash === inForce?.hash ? (inForce?.model ?? null) : found.base.model,
    head: head.model,
    headPlaces: preparation?.names ?? null,
    reader,
    now: new Date(),
    today,
    rowLimit,
  });
  const budget = createBudget(client, budgetMs);
  const answers = await answerQuestions(live, budget, found.questions);
  const onBase = against.is === 'database' || found.base.side.release === inForce?.number;
  return {
    answers,
    migration: preparation === null ? null : plannedMigration(preparation),
    refusals: await seenRefusals(client, live, preparation?.refusals ?? []),
    drift: preparation?.drift ?? [],
    retired: preparation === null ? [] : await retiredNames(client, head.model),
    inputs: preparation === null ? {} : databaseInputs(inForce, preparation),
    countedOn: onBase || found.questions.length === 0 ? null : (inForce?.number ?? null),
  };
}

function seenRefusals(
  client: PoolClient,
  live: Live,
  refusals: readonly DataRefusal[],
): Promise<readonly DataRefusal[]> {
  const work = createBudget(client, REFUSALS_MS).within(1, (ask) => withSeenSamples(live, ask, refusals));
  return work.then((seen) => seen ?? refusals.map((refusal) => ({ ...refusal, samples: [] })));
}

async function prepare(client: PoolClient, model: Model, budgetMs: number): Promise<Preparation> {
  await client.query(`set local statement_timeout = ${Math.max(budgetMs, REFUSALS_MS)}`);
  try {
    return await prepareMigration(client, model, { countRefusals: true });
  } catch (error) {
    if (!TOO_SLOW.has(codeOf(error) ?? '')) throw error;
    throw new Refusal(
      'database/timeout',
      'The database took too long to say whether its records fit the new definitions: they are many, or somebody changes their table.',
      { hint: 'Plan again with more time (`--budget`), or when less is going on.', cause: error },
    );
  }
}

/** Half-way tables tell nothing of what a change does. */
async function refuseOpenMigration(client: PoolClient): Promise<void> {
  const open = await findOpenMigration(client);
  if (open === null) return;
  const { id, startedBy, startedAt, state, stagesDone, stages } = open;
  throw new Refusal(
    'release/busy',
    `A migration that ${startedBy} began at ${startedAt} ${STATES[state]}: ${stagesDone} of ${stages} steps are done, so the tables are between two releases.`,
    {
      hint: '`jig releases` shows it; plan again once it is through, or compare with a git revision.',
      extra: { migration: id },
    },
  );
}

const STATES = { running: 'goes on', paused: 'is paused', taking_back: 'is being taken back' } as const;
