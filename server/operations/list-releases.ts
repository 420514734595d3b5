import { mayPublish, maySeeReleases } from '../../runtime/policy/release-policy.ts';
import type { ReleasesJson } from '../../runtime/wire/releases.ts';
import { ability } from '../identity/assignment-view.ts';
import { viewMigration } from '../releases/migration-view.ts';
import { livingProcesses } from '../releases/process-rows.ts';
import { listReleases as readReleases } from '../releases/release-list.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

/** Releases in one answer. */
const PAGE = 50;

type Input = { readonly before: number | null; readonly environment: string | null };

/** Releases, the latest first, with the migration that is open and the processes that serve them. */
export const listReleases: WorkspaceOperation<Input, ReleasesJson> = {
  name: 'list-releases',
  prepare: ({ context, require }, { before, environment }) => {
    const { actor, database, release } = context;
    const { model } = release;
    require(maySeeReleases(model, actor));
    return {
      kind: 'read',
      run: async (client) => {
        const rows = await readReleases(client, { before, most: PAGE + 1 });
        const data = rows.slice(0, PAGE);
        const processes = await livingProcesses(client);
        return {
          data,
          next: rows.length > PAGE ? (data.at(-1)?.number ?? null) : null,
          in_force: rows.find(({ in_force }) => in_force)?.number ?? release.number,
          environment,
          migration: await viewMigration(database, { model, actor }, { closed: false }),
          processes: processes.map(({ name, serving, oldest, started_at, seen_at }) => ({
            name,
            serving,
            oldest,
            started_at,
            seen_at,
          })),
          may_publish: ability(mayPublish(model, actor)),
        };
      },
    };
  },
};
