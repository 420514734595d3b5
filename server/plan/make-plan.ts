import type { PoolClient } from 'pg';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import { composePlan } from '../../runtime/diff/compose-plan.ts';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import type { RetiredName } from '../../runtime/diff/findings/finding-input.ts';
import type { Plan, PlannedMigration, PlanSide } from '../../runtime/diff/plan.ts';
import { questionsOf } from '../../runtime/diff/questions-of.ts';
import type { Answers, Question } from '../../runtime/diff/question.ts';
import type { DataRefusal, Drift } from '../../runtime/diff/refusals.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { codeOf } from '../db/connection-problem.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Preparation, prepareMigration } from '../migrate/prepare-migration.ts';
import { sha256 } from '../releases/active-release.ts';
import { contentHash } from '../releases/content-hash.ts';
import { findOpenMigration } from '../releases/open-migration.ts';
import { answerQuestions } from './answer-questions.ts';
import { type BaseSide, readRelease, releaseSide, revisionSide, type StoredRelease } from './base-side.ts';
import { createBudget } from './budget.ts';
import { planHash } from './plan-hash.ts';
import type { Live } from './live.ts';
import { openLive } from './open-live.ts';
import { databaseInputs, definitionInputs, inOrder } from './plan-inputs.ts';
import { PlanProblem } from './plan-problem.ts';
import { plannedMigration } from './planned-migration.ts';
import { withSeenSamples } from './refusal-samples.ts';
import { retiredNames } from './retired-names.ts';

/** What a plan starts from. */
export type Against =
  | { readonly is: 'database' }
  /** Of the git repository that holds the folder. */
  | { readonly is: 'revision'; readonly revision: string; readonly folder: string }
  | { readonly is: 'release'; readonly number: number };

export type PlanHead = {
  readonly files: readonly SourceFile[];
  readonly model: Model;
  /** How the plan names it: `definitions/`. */
  readonly name?: string;
  /** Where the head is an earlier release that is published again: its number. */
  readonly release?: number;
};

export type PlanRequest = {
  /** Null: nothing is counted, and there is no migration. */
  readonly database: Database | null;
  readonly head: PlanHead;
  readonly against: Against;
  /** How long questions to the database may take together. */
  readonly budgetMs: number;
  /** Who reads the plan: it shows no record that this person may not see. */
  readonly reader: Actor;
  /** The day on which acceptances are judged and rules look at `today`, `2026-11-26`. */
  readonly today: string;
  /** Records of a table up to which everything is counted; above, a sample is. */
  readonly rowLimit?: number;
  /** Whether the head is an earlier release: then what came since is put aside knowingly. */
  readonly rollback?: boolean;
};

/** A plan with the two models that it compares. */
export type Review = { readonly plan: Plan; readonly base: Model | null; readonly head: Model };

const ROW_LIMIT = 1_000_000;
/** What stands in the way of a migration is always counted, so it gets more time than what is merely told. */
const REFUSALS_MS = 60_000;
/** Another release may come while one is being read. */
const MOST_ATTEMPTS = 3;

/**
 * Compares the head with the release in force, an earlier one or a git revision, and asks the database what the change does to
 * its records and people: one snapshot, read-only, within the budget. The same inputs and data give the same bytes. Throws
 * PlanProblem where there is nothing to compare with, and DatabaseProblem where the database does not answer.
 */
export async function makePlan(request: PlanRequest): Promise<Plan> {
  return (await makeReview(request)).plan;
}

/** The same, with the models beside it for whoever shows them. */
export async function makeReview(request: PlanRequest): Promise<Review> {
  const { database, against } = request;
  if (against.is === 'revision') {
    const base = await revisionSide(against.folder, against.revision);
    if (database === null) return reviewOf(request, compared(base, request.head.model), NOTHING);
    return overSnapshot(database, request, () => Promise.resolve(base));
  }
  if (database === null)
    throw new PlanProblem(
      'There is no database to compare with. Name one in DATABASE_URL, start `jig dev` once, or compare with a git revision: `jig plan --base main`.',
    );
  return overSnapshot(database, request, async (client, inForce) => {
    if (against.is === 'database')
      return releaseSide(inForce, `the database, release ${inForce?.number ?? ''}`);
    const release = await readRelease(client, against.number);
    if (release !== null) return releaseSide(release, `release ${release.number}`);
    const newest = inForce === null ? 'it has none yet' : `its newest is ${inForce.number}`;
    throw new PlanProblem(
      `The database has no release ${against.number}; ${newest}. \`jig releases\` lists them.`,
    );
  });
}

type Compared = {
  readonly base: BaseSide;
  readonly changes: ReturnType<typeof diffModels>;
  readonly access: ReturnType<typeof compareAccess>;
  readonly questions: readonly Question[];
};

function compared(base: BaseSide, head: Model): Compared {
  const changes = diffModels(base.model, head);
  const access = compareAccess(base.model, head);
  return { base, changes, access, questions: questionsOf(base.model, head, changes, access) };
}

/** What the database says; without one nothing. */
type Facts = {
  readonly answers: Answers;
  readonly migration: PlannedMigration | null;
  readonly refusals: readonly DataRefusal[];
  readonly drift: readonly Drift[];
  readonly retired: readonly RetiredName[];
  readonly inputs: Readonly<Record<string, string>>;
  /** Release whose records were counted, where that is not the base. */
  readonly countedOn: number | null;
};

const NOTHING: Facts = {
  answers: new Map(),
  migration: null,
  refusals: [],
  drift: [],
  retired: [],
  inputs: {},
  countedOn: null,
};

function reviewOf(request: PlanRequest, { base, changes, access }: Compared, facts: Facts): Review {
  const { head, today, rollback = false } = request;
  const { answers, migration, refusals, drift, retired, countedOn } = facts;
  const headSide: PlanSide = {
    name: head.name ?? 'the definitions',
    contentHash: contentHash(head.files),
    modelHash: sha256(JSON.stringify(head.model)),
    release: head.release ?? null,
  };
  const counted = countedOn === null ? '' : `, counted on release ${countedOn} of the database`;
  const plan = composePlan({
    base: base.model,
    head: head.model,
    changes,
    access,
    answers,
    migration,
    refusals,
    drift,
    today,
    rollback,
    retired,
    baseSide: { ...base.side, name: base.side.name + counted },
    headSide,
    inputs: inOrder({ ...definitionInputs(head.files), ...facts.inputs }),
  });
  return { plan: { ...plan, hash: planHash(plan) }, base: base.model, head: head.model };
}

type ReadBase = (client: PoolClient, inForce: StoredRelease | null) => Promise<BaseSide>;

/**
 * The models are compared before the snapshot is taken, so that it is short; where another release came in between, all is
 * done again.
 */
async function overSnapshot(database: Database, request: PlanRequest, readBase: ReadBase): Promise<Review> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await database.pool.connect();
    let inForce: StoredRelease | null;
    let found: Compared;
    try {
      inForce = await readRelease(client, null);
      found = compared(await readBase(client, inForce), request.head.model);
    } finally {
      client.release();
    }
    const facts = await inTransaction(database, (held) => askDatabase(held, request, found, inForce), {
      isolation: 'repeatable read',
    });
    if (facts !== null) return reviewOf(request, found, facts);
    if (attempt === MOST_ATTEMPTS)
      throw new PlanProblem('Releases follow each other too quickly to plan against one. Try again.');
  }
}

/** Null where the release in force is another one by now. */
async function askDatabase(
  client: PoolClient,
  request: PlanRequest,
  found: Compared,
  inForce: StoredRelease | null,
): Promise<Facts | null> {
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
    if (codeOf(error) !== '57014') throw error;
    throw new PlanProblem(
      `The database took longer than ${Math.max(budgetMs, REFUSALS_MS) / 1000} seconds to say whether its records fit the new definitions. Plan again with a longer \`--budget\`, or when less is going on.`,
    );
  }
}

/** Half-way tables tell nothing of what a change does. */
async function refuseOpenMigration(client: PoolClient): Promise<void> {
  const open = await findOpenMigration(client);
  if (open === null) return;
  const { startedBy, startedAt, state, stagesDone, stages } = open;
  const going =
    state === 'paused' ? 'is paused' : state === 'taking_back' ? 'is being taken back' : 'goes on';
  throw new PlanProblem(
    `A release that ${startedBy} began at ${startedAt} ${going} (${stagesDone} of ${stages} steps are done), so the tables are between two releases. \`jig releases\` shows it; plan again once it is through, or compare with a git revision.`,
  );
}
