import type { DetailScreen, FormScreen, Model, Screen, TableScreen, Tool } from '../../model/model.ts';
import type { Change } from '../change.ts';
import { changeOf, compareFacets, facet, type Facets, orderChange, type Place, words } from './facets.ts';
import { pairByName } from './pairs.ts';

const TOOL_FACETS: Facets<Tool> = {
  name: null, // what a tool is found by
  title: words('screens', 'tool/title'),
  purpose: words('operations', 'tool/purpose'),
  owner: facet('operations', 'tool/owner'),
  roles: facet('access', 'tool/for'),
  runbook: null, // below
  screens: null, // below
  span: null,
};
const SCREEN_FACETS: Facets<TableScreen | FormScreen | DetailScreen> = {
  name: null,
  title: words('screens', 'screen/title'),
  entity: facet('screens', 'screen/entity'),
  kind: facet('screens', 'screen/kind'),
  columns: facet('screens', 'screen/columns'),
  sort: facet('screens', 'screen/sort'),
  filters: facet('screens', 'screen/filters'),
  where: facet('screens', 'screen/where'),
  sections: facet('screens', 'screen/sections'),
  related: facet('screens', 'screen/related'),
  span: null,
};

/** Changes of tools and their screens. */
export function diffTools(base: Model, head: Model): readonly Change[] {
  return pairByName(base.tools, head.tools).flatMap(({ name, base: was, head: is }) => {
    const place: Place = {
      subject: `tool.${name}`,
      entity: null,
      field: null,
      span: is?.span ?? was?.span ?? null,
      spanOf: is === null ? 'base' : 'head',
    };
    if (was === null && is !== null)
      return [changeOf(facet('screens', 'tool/added'), null, screensText(is), place)];
    if (was !== null && is === null)
      return [changeOf(facet('screens', 'tool/removed'), screensText(was), null, place)];
    return was === null || is === null ? [] : diffTool(was, is, place);
  });
}

const screensText = ({ screens }: Tool): string => Object.keys(screens).join(', ');

function diffTool(base: Tool, head: Tool, place: Place): readonly Change[] {
  return [
    ...compareFacets(TOOL_FACETS, base, head, place),
    ...runbookChange(base, head, place),
    ...pairByName(base.screens, head.screens).flatMap(({ name, base: was, head: is }) =>
      screenChanges(was, is, {
        ...place,
        subject: `${place.subject}.screens.${name}`,
        entity: is?.entity ?? was?.entity ?? null,
        span: is?.span ?? was?.span ?? null,
        spanOf: is === null ? 'base' : 'head',
      }),
    ),
    ...orderChange(
      facet('screens', 'tool/screen_order'),
      Object.keys(base.screens),
      Object.keys(head.screens),
      place,
    ),
  ];
}

/** The text of a runbook is for people, but whether there is one is not. */
function runbookChange(base: Tool, head: Tool, place: Place): readonly Change[] {
  const [was, is] = [base.runbook, head.runbook];
  if (was?.path !== is?.path)
    return [
      changeOf(facet('operations', 'tool/runbook'), was?.path ?? null, is?.path ?? null, {
        ...place,
        subject: `${place.subject}.runbook`,
      }),
    ];
  if (was === null || is === null || was.text === is.text) return [];
  const lines = (text: string): string => `${text.split('\n').length} lines`;
  return [
    changeOf(words('operations', 'tool/runbook_text'), lines(was.text), lines(is.text), {
      ...place,
      subject: `${place.subject}.runbook`,
    }),
  ];
}

function screenChanges(was: Screen | null, is: Screen | null, place: Place): readonly Change[] {
  if (was === null)
    return is === null ? [] : [changeOf(facet('screens', 'screen/added'), null, screenText(is), place)];
  if (is === null) return [changeOf(facet('screens', 'screen/removed'), screenText(was), null, place)];
  return compareFacets(SCREEN_FACETS, was, is, place);
}

const screenText = ({ kind, entity }: Screen): string => `${kind} of ${entity}`;
