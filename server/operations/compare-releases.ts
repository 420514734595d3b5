import { maySeeReleases } from '../../runtime/policy/release-policy.ts';
import { compareReleases as compare, type Compared } from '../releases/compare-releases.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

type Input = { readonly from: number; readonly to: number };

/** What one release changes of another, from their models alone; in either direction. */
export const compareReleases: WorkspaceOperation<Input, Compared> = {
  name: 'compare-releases',
  prepare: ({ context, require }, { from, to }) => {
    require(maySeeReleases(context.release.model, context.actor));
    return { kind: 'read', run: () => compare(context.database.pool, from, to) };
  },
};
