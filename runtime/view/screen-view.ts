import type { Entity, Screen } from '../model/model.ts';
import type { ScreenView } from '../wire/view.ts';
import { viewDetail } from './detail-view.ts';
import { viewForm } from './form-view.ts';
import { findTool, ownScreen, seesScreen } from './navigation.ts';
import type { ViewScope } from './scope.ts';
import { viewTable } from './table-view.ts';
import type { Origin } from './view-base.ts';

/** A screen of a tool as its author laid it out; null where there is none of that name for the actor. */
export function viewScreen(scope: ViewScope, toolName: string, screenName: string): ScreenView | null {
  const tool = findTool(scope, toolName);
  const screen =
    tool !== null && Object.hasOwn(tool.screens, screenName) ? tool.screens[screenName] : undefined;
  if (tool === null || screen === undefined || !seesScreen(scope, screen)) return null;
  return viewAuthored(scope, tool.name, screen);
}

/**
 * The view of an entity for links to it: the tool's own screen of that kind where it has one that the actor may see,
 * else the one that Jig makes. Null where the actor may not read the entity.
 */
export function viewEntity(
  scope: ViewScope,
  entityName: string,
  kind: ScreenView['kind'],
  toolName: string | null,
): ScreenView | null {
  const entity = Object.hasOwn(scope.model.entities, entityName)
    ? scope.model.entities[entityName]
    : undefined;
  if (entity === undefined || !scope.may(entity.name, 'read')) return null;
  const tool = toolName === null ? null : findTool(scope, toolName);
  const own = tool === null ? null : ownScreen(scope, tool, kind, entityName);
  if (tool !== null && own !== null) return viewAuthored(scope, tool.name, own);
  return viewDefault(scope, entity, kind, tool?.name ?? null);
}

function viewAuthored(scope: ViewScope, tool: string, screen: Screen): ScreenView | null {
  const entity = scope.model.entities[screen.entity];
  if (entity === undefined) return null;
  const origin: Origin = { tool, screen: screen.name, title: screen.title };
  if (screen.kind === 'table') return viewTable(scope, entity, origin, screen);
  if (screen.kind === 'form') return viewForm(scope, entity, origin, screen.sections);
  return viewDetail(scope, entity, origin, screen);
}

function viewDefault(
  scope: ViewScope,
  entity: Entity,
  kind: ScreenView['kind'],
  tool: string | null,
): ScreenView {
  const title = kind === 'table' ? entity.plural : entity.title;
  const origin: Origin = { tool, screen: null, title };
  if (kind === 'table') return viewTable(scope, entity, origin);
  return kind === 'form' ? viewForm(scope, entity, origin, null) : viewDetail(scope, entity, origin, null);
}
