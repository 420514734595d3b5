import { spanOf } from '../definition/node.ts';
import type { Entity, Model, Role, Tool } from '../model/model.ts';
import { checkAccess } from './check-access.ts';
import { checkTool } from './check-tools.ts';
import { checkWorkspace } from './check-workspace.ts';
import { deepFreeze } from './deep-freeze.ts';
import { deriveEntity } from './derive-entity.ts';
import { textAt, type Draft } from './draft.ts';
import { nameInWords } from './words.ts';

/** The model from what the phases before settled; checks entities, then the tools that show them. */
export function assemble(draft: Draft): Model | null {
  const workspace = checkWorkspace(draft);
  const entities: Record<string, Entity> = {};
  const openAccess = new Set<string>();
  for (const entity of draft.entities.values()) {
    if (entity.broken) continue;
    const { access, open } = checkAccess(draft, entity);
    if (open) openAccess.add(entity.name);
    entities[entity.name] = deriveEntity(draft, entity, access);
  }
  const roles: Record<string, Role> = {};
  for (const { name, map, nameNode } of draft.roles.values()) {
    const title = textAt(draft.check, map, 'title') ?? nameInWords(name);
    const about = textAt(draft.check, map, 'about') ?? '';
    roles[name] = { name, title, about, givenBy: [], span: spanOf(nameNode) };
  }
  const tools: Record<string, Tool> = {};
  const compiled = { entities, openAccess };
  for (const tool of draft.tools.values())
    if (!tool.broken) tools[tool.name] = checkTool(draft, compiled, tool);
  if (workspace === null) return null;
  return deepFreeze({ language: 1, workspace, entities, roles, tools, parameters: {}, decisions: {} });
}
