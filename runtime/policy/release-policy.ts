import type { Model } from '../model/model.ts';
import type { Actor } from './decision.ts';
import { byWholeRole, type Verdict } from './workspace-policy.ts';

/** Whether the actor may see releases and plans: who sees, publishes or approves them. */
export function maySeeReleases(model: Model, actor: Actor): Verdict {
  const { releases, owners } = model.workspace;
  const approvers = Object.values(owners).flatMap((owner) => owner.approvers);
  const able = [...new Set([...releases.seenBy, ...releases.publishedBy, ...approvers])];
  return who(model, actor, able, 'see releases', 'the workspace names nobody under `releases`');
}

/** Whether the actor may plan and publish releases, roll back, and resume or take back a migration. */
export function mayPublish(model: Model, actor: Actor): Verdict {
  const { publishedBy } = model.workspace.releases;
  return who(
    model,
    actor,
    publishedBy,
    'publish releases',
    'the workspace has no `published_by` under `releases`',
  );
}

/** Whether the actor may approve a finding for one of the owners. */
export function mayApprove(model: Model, actor: Actor, owners: readonly string[]): Verdict {
  const known = model.workspace.owners;
  const able = [
    ...new Set(owners.flatMap((name) => (Object.hasOwn(known, name) ? (known[name]?.approvers ?? []) : []))),
  ];
  return who(
    model,
    actor,
    able,
    'approve this',
    `no owner of it (${owners.join(', ')}) has \`approvers\` in the release in force`,
  );
}

function who(model: Model, actor: Actor, able: readonly string[], what: string, empty: string): Verdict {
  if (able.length === 0 && actor.kind !== 'system')
    return { allowed: false, reason: `Only an operator may ${what}: ${empty}.`, by: null };
  return byWholeRole(model, actor, able, what);
}
