import type { PoolClient } from 'pg';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { codeOf } from '../db/connection-problem.ts';
import type { Database } from '../db/open.ts';
import { prepareMigration } from '../migrate/prepare-migration.ts';
import { SchemaRefusal } from '../migrate/schema-refusal.ts';
import { Refusal } from '../operations/refusal.ts';
import { makePlan, type PlanHead } from '../plan/make-plan.ts';
import { movedInputs } from '../plan/moved-inputs.ts';
import { sha256 } from './active-release.ts';
import { activate, MovedBase } from './activate.ts';
import { contentHash, releaseFiles } from './content-hash.ts';
import { withoutSamples } from './kept-plan.ts';
import { openMigration } from './migration-rows.ts';
import { inPublishingTurn } from './publishing-turn.ts';
import { refuseBlocked, refuseMoved, refuseUnapproved } from './release-refusals.ts';
import type { PublishedFacts } from './release-store.ts';
import { writeReleaseEntry } from './release-audit.ts';

/** Definitions that compile. */
export type Head = { readonly files: readonly SourceFile[]; readonly model: Model };

export type PublishContext = {
  readonly database: Database;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly requestId: string;
  readonly decidedBy?: string | null;
};

export type PublishRequest = {
  readonly head: Head;
  /** How the plan names it, such as its folder. */
  readonly name?: string;
  readonly reason: string;
  readonly gitCommit: string | null;
  /** Earlier release whose definitions these are. */
  readonly rolledBackTo: number | null;
  /** The plan that was looked at; null where nobody looked at one before. */
  readonly plan: Plan | null;
  /** How long to wait for another publisher. */
  readonly waitMs: number;
  /** Told of the plan before anything happens; may refuse by throwing. */
  readonly planned?: (plan: Plan) => Promise<void>;
};

export type Published = { readonly plan: Plan } & (
  | { readonly release: number; readonly migration: null }
  /** Opened, and to be run by `runMigration`. */
  | { readonly release: null; readonly migration: string }
);

/** Time for the questions that a plan puts to the database. */
export const PLAN_BUDGET_MS = 10_000;

/**
 * Publishes definitions as a new release: makes the plan anew, refuses what moved since the one that was looked at, what blocks it
 * and what nobody approved; then puts it in force in one transaction, or opens the migration that leads to it. Refuses as well while
 * somebody else publishes. Nothing is changed by a refusal.
 */
export async function publish(context: PublishContext, request: PublishRequest): Promise<Published> {
  const { database, actor, now } = context;
  const turn = {
    name: actor.kind === 'system' ? 'an operator' : actor.name,
    waitMs: request.waitMs,
    now: now(),
  };
  return inPublishingTurn(database, turn, async () => {
    const { head } = request;
    const plan = await makePlan({
      database,
      head: planHead(request),
      against: { is: 'database' },
      budgetMs: PLAN_BUDGET_MS,
      reader: actor,
      today: now().toISOString().slice(0, 10),
      rollback: request.rolledBackTo !== null,
    });
    if (request.plan !== null) refuseMoved(await movedInputs(database, request.plan, head));
    await request.planned?.(plan);
    if (plan.empty && plan.base.contentHash === contentHash(head.files))
      throw new Refusal(
        'release/nothing',
        `Release ${plan.base.release ?? ''} holds these very definitions.`,
      );
    refuseBlocked(plan);
    await refuseUnapproved(context, plan);
    try {
      return await begin(context, request, plan);
    } catch (error) {
      throw explained(error);
    }
  });
}

/** The head as the plan names it. */
export function planHead({
  head,
  name,
  rolledBackTo,
}: Pick<PublishRequest, 'head' | 'name' | 'rolledBackTo'>): PlanHead {
  return rolledBackTo === null
    ? { ...head, ...(name === undefined ? {} : { name }) }
    : { ...head, name: `release ${rolledBackTo}`, release: rolledBackTo };
}

async function begin(context: PublishContext, request: PublishRequest, plan: Plan): Promise<Published> {
  const { database, actor } = context;
  const { head, reason, gitCommit, rolledBackTo } = request;
  const published: PublishedFacts = {
    reason,
    gitCommit,
    rolledBackTo,
    plan: JSON.stringify(withoutSamples(plan)),
  };
  const base = plan.base.release;
  const preparation = await prepareMigration(database.pool, head.model, { countRefusals: false });
  if (preparation.mode !== 'online') {
    const record = (client: PoolClient, number: number): Promise<void> =>
      writeReleaseEntry(
        client,
        { ...context, actorId: actor.id },
        { ...published, base, number, contentHash: contentHash(head.files) },
      );
    const { number } = await activate(database, head.model, {
      files: head.files,
      actorId: actor.id,
      published,
      base,
      record,
    });
    return { plan, release: number, migration: null };
  }
  const modelText = JSON.stringify(head.model);
  const migration = await openMigration(database, {
    base,
    hash: sha256(modelText),
    modelText,
    files: releaseFiles(head.files),
    contentHash: contentHash(head.files),
    preparation,
    published,
    actorId: actor.id,
  });
  return { plan, release: null, migration };
}

function explained(error: unknown): unknown {
  if (error instanceof MovedBase)
    return new Refusal(
      'release/moved',
      'Another release was put in force while this one was being published.',
    );
  if (error instanceof SchemaRefusal)
    return new Refusal('release/blocked', 'The data changed meanwhile and stands in the way now.', {
      errors: error.items.map(({ entity, field, reason, next, code }) => ({
        pointer: '',
        code,
        message: `${field === null ? entity : `${entity}.${field}`}: ${reason} ${next}`,
      })),
    });
  // The index that lets at most one migration be open.
  if (codeOf(error) === '23505')
    return new Refusal('release/busy', 'Another migration was opened at the same moment.');
  return error;
}
