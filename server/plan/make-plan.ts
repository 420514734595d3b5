import type { PoolClient } from 'pg';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import { composePlan } from '../../runtime/diff/compose-plan.ts';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import type { Plan, PlanSide } from '../../runtime/diff/plan.ts';
import { questionsOf } from '../../runtime/diff/questions-of.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';
import { Refusal } from '../operations/refusal.ts';
import { sha256 } from '../releases/active-release.ts';
import { contentHash } from '../releases/content-hash.ts';
import { askDatabase, type Compared, type LiveFacts, NO_FACTS } from './ask-database.ts';
import { type BaseSide, readRelease, releaseSide, revisionSide, type StoredRelease } from './base-side.ts';
import { planHash } from './plan-hash.ts';
import { definitionInputs, inOrder } from './plan-inputs.ts';
import { PlanProblem } from './plan-problem.ts';

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

/** Another release may come while one is being read. */
const MOST_ATTEMPTS = 3;

/**
 * Compares the head with the release in force, an earlier one or a git revision, and asks the database what the change does to
 * its records and people: one snapshot, read-only, within the budget. The same inputs and data give the same bytes. Throws
 * PlanProblem where there is nothing to compare with, and refuses while another release is half-way.
 */
export async function makePlan(request: PlanRequest): Promise<Plan> {
  return (await makeReview(request)).plan;
}

/** The same, with the models beside it for whoever shows them. */
export async function makeReview(request: PlanRequest): Promise<Review> {
  const { database, against } = request;
  if (against.is === 'revision') {
    const base = await revisionSide(against.folder, against.revision);
    if (database === null) return reviewOf(request, compared(base, request.head.model), NO_FACTS);
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
    throw new Refusal(
      'release/unknown',
      `The database has no release ${against.number}; ${inForce === null ? 'it has none yet' : `its newest is ${inForce.number}`}.`,
      { hint: '`jig releases` lists them.' },
    );
  });
}

function compared(base: BaseSide, head: Model): Compared {
  const changes = diffModels(base.model, head);
  const access = compareAccess(base.model, head);
  return { base, changes, access, questions: questionsOf(base.model, head, changes, access) };
}

function reviewOf(request: PlanRequest, { base, changes, access }: Compared, facts: LiveFacts): Review {
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
      throw new Refusal('release/moved', 'Releases follow each other too quickly to plan against one.', {
        hint: 'Try again.',
      });
  }
}
