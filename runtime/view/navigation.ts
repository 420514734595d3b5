import type { Model, Screen, Tool } from '../model/model.ts';
import type { NavigationJson, ToolJson } from '../wire/view.ts';
import type { ViewScope } from './scope.ts';
import { readsFilters, readsWhere } from './table-view.ts';

type ToolHead = NavigationJson['tools'][number];

/** Tools, screens and entities that the actor may open. */
export function viewNavigation(scope: ViewScope): NavigationJson {
  const { tools, entities } = scope.model;
  return {
    tools: Object.values(tools)
      .filter((tool) => seesTool(scope, tool))
      .map((tool) => viewToolHead(scope, tool)),
    entities: Object.values(entities)
      .filter((entity) => entity.partOf === null && scope.may(entity.name, 'read'))
      .map(({ name, title, plural }) => ({ name, title, plural })),
  };
}

/** The tool with its runbook; null where there is none of that name for the actor. */
export function viewTool(scope: ViewScope, name: string): ToolJson | null {
  const tool = findTool(scope, name);
  if (tool === null) return null;
  const { runbook } = tool;
  return {
    ...viewToolHead(scope, tool),
    runbook: runbook?.text ?? null,
    runbook_path: runbook?.path ?? null,
  };
}

/** The tool of that name; null where there is none or none of the actor's roles may see it. */
export function findTool(scope: ViewScope, name: string): Tool | null {
  const tool = Object.hasOwn(scope.model.tools, name) ? scope.model.tools[name] : undefined;
  return tool !== undefined && seesTool(scope, tool) ? tool : null;
}

function seesTool(scope: ViewScope, tool: Tool): boolean {
  return tool.roles.some((role) => scope.actor.roles.includes(role));
}

function viewToolHead(scope: ViewScope, tool: Tool): ToolHead {
  return {
    name: tool.name,
    title: tool.title,
    purpose: tool.purpose,
    owner: ownerOf(scope.model, tool.owner),
    has_runbook: tool.runbook !== null,
    screens: Object.values(tool.screens)
      .filter((screen) => seesScreen(scope, screen))
      .map(({ name, title, kind, entity }) => ({ name, title, kind, entity })),
  };
}

/** Whether the actor can use the screen: reads its records and what it chooses them by, or for a form may write them. */
export function seesScreen(scope: ViewScope, screen: Screen): boolean {
  const entity = scope.model.entities[screen.entity];
  if (entity === undefined || !scope.may(entity.name, 'read')) return false;
  if (screen.kind === 'form') return scope.may(entity.name, 'create') || scope.may(entity.name, 'update');
  if (screen.kind !== 'table') return true;
  return readsFilters(scope, entity, screen.filters) && readsWhere(scope, entity, screen.where);
}

/**
 * The tool's own screen of that kind for an entity, where the actor may see it. A list that its author narrowed
 * does not count: a link to the entity's records means all of them.
 */
export function ownScreen<Kind extends Screen['kind']>(
  scope: ViewScope,
  tool: Tool,
  kind: Kind,
  entity: string,
): Extract<Screen, { kind: Kind }> | null {
  const own = Object.values(tool.screens).find(
    (screen) =>
      screen.kind === kind &&
      screen.entity === entity &&
      !(screen.kind === 'table' && (screen.filters.length > 0 || screen.where !== null)) &&
      seesScreen(scope, screen),
  );
  return (own as Extract<Screen, { kind: Kind }> | undefined) ?? null;
}

function ownerOf(model: Model, name: string): ToolHead['owner'] {
  const owner = model.workspace.owners[name];
  return { title: owner?.title ?? name, contact: owner?.contact ?? '' };
}
