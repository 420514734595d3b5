import { mayPublish } from '../../runtime/policy/release-policy.ts';
import type { PublishedJson } from '../../runtime/wire/releases.ts';
import { viewMigration } from '../releases/migration-view.ts';
import { publish } from '../releases/publish.ts';
import { findRelease, listReleases } from '../releases/release-list.ts';
import { runRelease } from '../releases/run-release.ts';
import { keptHead } from '../releases/view-plan.ts';
import { LONGEST_REASON, readBody } from './body-reader.ts';
import { findKept, keepAnswer } from './idempotency.ts';
import type { Context } from './operation.ts';
import { Refusal } from './refusal.ts';
import { mustFindPlan } from './show-plan.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';
import { keyOf } from './write-rules.ts';

type Input = { readonly body: unknown; readonly key: string | null };

/** The answer, and whether it was given before for the same key. */
export type PublishedAnswer = PublishedJson & { readonly repeated?: boolean };

/**
 * Publishes a plan that was made here. What takes steps goes on in the background of this process; if that ends, any other can
 * resume it.
 */
export const publishRelease: WorkspaceOperation<Input, PublishedAnswer> = {
  name: 'publish-release',
  prepare: ({ context, now, require }, { body, key }) => {
    const { actor, database, release, requestId } = context;
    const verdict = mayPublish(release.model, actor);
    require(verdict);
    const decidedBy = verdict.by;
    const reader = readBody(body, ['plan', 'reason']);
    const hash = reader.required('plan', 64);
    const reason = reader.required('reason', LONGEST_REASON);
    reader.finish();
    const repeat = key === null ? null : keyOf(key, 'publish-release', { plan: hash, reason });
    return {
      kind: 'steps',
      run: async () => {
        if (repeat !== null) {
          const before = await findKept(database.pool, actor.id, repeat, now);
          if (before !== null) return { ...(JSON.parse(before.json) as PublishedJson), repeated: true };
        }
        const kept = await mustFindPlan(database.pool, hash);
        const head = keptHead(kept);
        if (head === null)
          throw new Refusal(
            'release/not_kept',
            'This version of Jig no longer reads the definitions of the plan.',
          );
        const commit =
          kept.rollsBackTo === null
            ? null
            : ((await findRelease(database.pool, kept.rollsBackTo))?.git_commit ?? null);
        const published = await publish(
          { database, actor, now: context.now, requestId, decidedBy },
          { head, reason, gitCommit: commit, rolledBackTo: kept.rollsBackTo, plan: kept.plan, waitMs: 0 },
        );
        const answer =
          published.migration === null
            ? await released(context, published.release)
            : await migrating(context, published.migration, decidedBy);
        if (repeat !== null) {
          const status = answer.migration === null ? 201 : 202;
          await keepAnswer(
            database.pool,
            actor.id,
            now.toISOString(),
            { ...repeat, status },
            JSON.stringify(answer),
          );
        }
        return answer;
      },
    };
  },
};

async function released({ database }: Context, number: number): Promise<PublishedJson> {
  const [release] = await listReleases(database.pool, { before: number + 1, most: 1 });
  if (release === undefined) throw new Error(`Release ${number} was not written.`);
  return { release, migration: null };
}

async function migrating(context: Context, id: string, decidedBy: string | null): Promise<PublishedJson> {
  runInBackground(context, () => runRelease({ ...context, decidedBy }, id));
  const { model } = context.release;
  const migration = await viewMigration(context.database, { model, actor: context.actor }, { closed: true });
  if (migration === null) throw new Error(`The migration ${id} was not opened.`);
  return { release: null, migration };
}

/** Lets a migration go on after the answer. What goes wrong is in its row; only a fault of the program is told beside. */
export function runInBackground(
  { observe, requestId }: Pick<Context, 'observe' | 'requestId'>,
  run: () => Promise<unknown>,
): void {
  run().catch((cause: unknown) =>
    observe({ kind: 'request_failed', path: '/api/v1/releases/migration', requestId, cause }),
  );
}
