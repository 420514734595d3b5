import { mayPublish, maySeeReleases } from '../../runtime/policy/release-policy.ts';
import type { MigrationAnswerJson } from '../../runtime/wire/releases.ts';
import { viewMigration } from '../releases/migration-view.ts';
import {
  migrationToResume,
  migrationToTakeBack,
  resumeRelease,
  takeBackRelease,
} from '../releases/resume.ts';
import { LONGEST_REASON, readBody } from './body-reader.ts';
import { runInBackground } from './publish-release.ts';
import type { Context } from './operation.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

/** The open migration, else the last that there was. */
export const showMigration: WorkspaceOperation<null, MigrationAnswerJson> = {
  name: 'show-migration',
  prepare: ({ context, require }) => {
    require(maySeeReleases(context.release.model, context.actor));
    return { kind: 'read', run: () => show(context) };
  },
};

type Input = { readonly body: unknown };

/** Goes on with a migration that stopped, in the background of this process. */
export const resumeMigration = inBackground('resume-migration', async (acting, reason) => {
  const open = await migrationToResume(acting);
  return () => resumeRelease(acting, open, reason);
});

/** Undoes a migration whose release is not in force yet, in the background of this process. */
export const takeBackMigration = inBackground('take-back-migration', async (acting, reason) => {
  const open = await migrationToTakeBack(acting);
  return () => takeBackRelease(acting, open, reason);
});

type Acting = Context & { readonly actorId: string; readonly decidedBy: string | null };

/** An operation of whoever may publish: `begin` refuses or gives the work, which nobody waits for. */
function inBackground(
  name: string,
  begin: (acting: Acting, reason: string | null) => Promise<() => Promise<unknown>>,
): WorkspaceOperation<Input, MigrationAnswerJson> {
  return {
    name,
    prepare: ({ context, require }, { body }) => {
      const verdict = mayPublish(context.release.model, context.actor);
      require(verdict);
      const reason = readReason(body);
      return {
        kind: 'steps',
        run: async () => {
          const acting = { ...context, actorId: context.actor.id, decidedBy: verdict.by };
          runInBackground(context, await begin(acting, reason));
          return show(context);
        },
      };
    },
  };
}

function readReason(body: unknown): string | null {
  const reader = readBody(body, ['reason']);
  const reason = reader.text('reason', LONGEST_REASON);
  reader.finish();
  return reason;
}

async function show({ database, release, actor }: Context): Promise<MigrationAnswerJson> {
  return { migration: await viewMigration(database, { model: release.model, actor }, { closed: true }) };
}
