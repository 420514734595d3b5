import type { NavigationJson } from '../../runtime/wire/view.ts';

/** Where records of an entity are looked at: a screen of a tool, or the entity's own list under `All records`. */
export type Place = {
  readonly entity: string;
  readonly tool: string | null;
  readonly screen: string | null;
};

/** Address of the list. */
export function listPath(place: Place): string {
  return place.tool === null || place.screen === null
    ? `/r/${place.entity}`
    : `/t/${place.tool}/${place.screen}`;
}

/** Address of the form for a new record. */
export function newPath(place: Place): string {
  return `${listPath(place)}/new`;
}

/** Address of one record. */
export function recordPath(place: Place, id: string): string {
  return `${listPath(place)}/${id}`;
}

/** Address of the form that changes a record. */
export function editPath(place: Place, id: string): string {
  return `${recordPath(place, id)}/edit`;
}

/** The best place for records of an entity: a table of the same tool, then of any tool, then its own list. */
export function findPlace(navigation: NavigationJson, entity: string, tool: string | null): Place {
  const tools = [
    ...navigation.tools.filter((each) => each.name === tool),
    ...navigation.tools.filter((each) => each.name !== tool),
  ];
  for (const each of tools)
    for (const screen of each.screens)
      if (screen.kind === 'table' && screen.entity === entity)
        return { entity, tool: each.name, screen: screen.name };
  return { entity, tool: null, screen: null };
}

type ToolScreens = NavigationJson['tools'][number]['screens'];

/**
 * Screens that stand in the navigation. A form or detail is only a layout for the rows of a table of the same entity;
 * it stands for itself where the tool has no such table.
 */
export function openScreens(screens: ToolScreens): ToolScreens {
  const listed = new Set(screens.filter((each) => each.kind === 'table').map((each) => each.entity));
  return screens.filter((each) => each.kind === 'table' || !listed.has(each.entity));
}
