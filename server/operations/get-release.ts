import { mayPublish, maySeeReleases } from '../../runtime/policy/release-policy.ts';
import type { AbilityJson } from '../../runtime/wire/access.ts';
import type { ReleaseDetailJson } from '../../runtime/wire/releases.ts';
import { findRelease, type StoredReleaseDetail } from '../releases/release-list.ts';
import type { Context } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

/** One release with its plan, its approvals and its definitions. */
export const getRelease: WorkspaceOperation<{ readonly number: number }, ReleaseDetailJson> = {
  name: 'get-release',
  prepare: ({ context, require }, { number }) => {
    require(maySeeReleases(context.release.model, context.actor));
    return {
      kind: 'read',
      run: async (client) => {
        const found = await findRelease(client, number);
        if (found === null) throw new Refusal('release/unknown', `There is no release ${number}.`);
        return { ...found, may_roll_back: mayRollBack(context, found) };
      },
    };
  },
};

function mayRollBack({ actor, release }: Context, found: StoredReleaseDetail): AbilityJson {
  const { allowed, reason } = mayPublish(release.model, actor);
  if (!allowed) return { allowed, reason };
  if (found.in_force) return { allowed: false, reason: 'It is in force.' };
  if (found.definitions === null) return { allowed: false, reason: 'Its definitions were not kept.' };
  return { allowed, reason };
}
