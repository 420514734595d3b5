import type { Entity, Model, Parameter, Tool, Workspace } from '../model/model.ts';
import { checkAccess } from './check-access.ts';
import { checkActions } from './check-actions.ts';
import { checkDecisions } from './check-decisions.ts';
import { checkExamples } from './check-examples.ts';
import { checkMessages } from './check-messages.ts';
import { checkNeverUses } from './check-nevers.ts';
import { checkRoles } from './check-roles.ts';
import { checkChecks, checkNevers } from './check-rules.ts';
import { checkTool } from './check-tools.ts';
import { checkTransitions } from './check-transitions.ts';
import { deepFreeze } from './deep-freeze.ts';
import { deriveEntity } from './derive-entity.ts';
import type { DraftEntity } from './draft.ts';
import type { Compiled } from './readable.ts';
import type { RuleScope } from './rule-scope.ts';

/** The model from what the phases before settled; checks entities and their rules, then the tools that show them. */
export function assemble(
  scope: RuleScope,
  workspace: Workspace | null,
  parameters: Readonly<Record<string, Parameter>>,
): Model | null {
  const { draft } = scope;
  const entities: Record<string, Entity> = {};
  const openAccess = new Set<string>();
  const compiled: Compiled = { entities, openAccess };
  const drafts = [...draft.entities.values()].filter(({ broken }) => !broken);
  for (const entity of drafts) entities[entity.name] = assembleEntity(scope, entity, openAccess);
  for (const entity of drafts) {
    const own = entities[entity.name];
    if (own === undefined) continue;
    checkMessages(scope, compiled, entity, own);
    const lines = Object.values(own.fields).flatMap((field) =>
      field.type === 'children' && field.owned ? (entities[field.of] ?? []) : [],
    );
    const examples = checkExamples({ scope, draft: entity, entity: own, lines, parameters });
    entities[entity.name] = { ...own, examples };
  }
  const roles = checkRoles(draft);
  const decisions = checkDecisions(scope);
  const tools: Record<string, Tool> = {};
  for (const tool of draft.tools.values())
    if (!tool.broken) tools[tool.name] = checkTool(scope, compiled, tool);
  // What was reported may be what a proof lacks.
  if (draft.report.found.length === 0)
    for (const entity of Object.values(entities)) checkNeverUses(draft.report, entity);
  if (workspace === null) return null;
  return deepFreeze({
    language: draft.check.language,
    workspace,
    entities,
    roles,
    tools,
    parameters,
    decisions,
  });
}

function assembleEntity(scope: RuleScope, entity: DraftEntity, openAccess: Set<string>): Entity {
  const lifecycle = scope.lifecycles.get(entity.name) ?? null;
  const actions = checkActions(scope, entity);
  if (lifecycle !== null) checkTransitions(scope.draft, entity, lifecycle, Object.values(actions));
  const { access, open } = checkAccess(scope, entity);
  if (open) openAccess.add(entity.name);
  const checks = checkChecks(scope, entity);
  const never = checkNevers(scope, entity);
  return deriveEntity(scope.draft, entity, { access, checks, never, lifecycle, actions });
}
