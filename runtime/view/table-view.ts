import type { Expression } from '../expression/tree.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Operator } from '../model/field-types/field-type.ts';
import type { Field } from '../model/field.ts';
import type { Entity, ScreenFilter, Sort, TableScreen } from '../model/model.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { ColumnView, TableView } from '../wire/view.ts';
import { DEFAULT_SORT, defaultColumns } from '../model/default-screens.ts';
import { viewField } from './field-view.ts';
import { readsAll } from './live-rules.ts';
import { ruleWords } from './rule-words.ts';
import { followPath, readsTitle, type ReadablePath } from './paths.ts';
import type { ViewScope } from './scope.ts';
import { viewBase, type Origin } from './view-base.ts';

type TableChoice = Pick<TableScreen, 'columns' | 'sort' | 'filters' | 'where'>;

/**
 * The list of an entity for one actor. `columns` offers every readable field, the fields of readable references one step
 * away and the system fields; what the actor may not read is neither shown, offered nor sorted by.
 */
export function viewTable(
  scope: ViewScope,
  entity: Entity,
  origin: Origin,
  choice: TableChoice = { columns: defaultColumns(entity), sort: DEFAULT_SORT, filters: [], where: null },
): TableView {
  const shown = choice.columns.filter((path) => isListable(followPath(scope, entity, path)));
  const columns = offeredPaths(scope, entity, shown)
    .map((path) => followPath(scope, entity, path))
    .filter((at) => at !== null)
    .map((at) => viewColumn(scope, at));
  const search = entity.search.filter((name) => scope.exposure(entity, name)?.masked === false);
  return {
    ...viewBase(scope, entity, origin),
    kind: 'table',
    columns,
    shown,
    sort: readableSort(scope, entity, choice.sort),
    filters: choice.filters.map(viewFilter),
    where: choice.where?.text ?? null,
    where_words: choice.where === null ? null : ruleWords(scope, entity)(choice.where.tree),
    search: search.map((name) => entity.fields[name]?.label ?? name),
  };
}

/** Whether the actor may read everything that the screen's fixed filters look at; without that there is no such list. */
export function readsFilters(scope: ViewScope, entity: Entity, filters: readonly ScreenFilter[]): boolean {
  return filters.every((filter) => followPath(scope, entity, filter.path) !== null);
}

/**
 * Whether the actor reads all that the screen's condition looks at: a list asks for it as any request would, and there a
 * field that may not be read does not exist.
 */
export function readsWhere(scope: ViewScope, entity: Entity, where: Expression | null): boolean {
  return where === null || readsAll(scope, entity, where.tree);
}

function viewFilter(filter: ScreenFilter): TableView['filters'][number] {
  return { path: filter.path, operator: filter.operator as Operator, values: filter.values };
}

/** Lines of a parent are no value of a row, and links to many records only of the row's own. */
function isListable(at: ReadablePath | null): boolean {
  return (
    at !== null && at.field.type !== 'children' && !(at.field.type === 'references' && at.through.length > 0)
  );
}

/** The shown ones first keep their place; each path once. */
function offeredPaths(scope: ViewScope, entity: Entity, shown: readonly string[]): readonly string[] {
  const own = Object.values(entity.fields);
  const paths = own.flatMap((field) => [field.name, ...stepPaths(scope, field)]);
  return [...new Set([...shown, ...paths, ...Object.keys(SYSTEM_FIELDS)])].filter((path) =>
    isListable(followPath(scope, entity, path)),
  );
}

/** Fields one step behind a reference. Its title is left out: the reference itself shows it. */
function stepPaths(scope: ViewScope, field: Field): readonly string[] {
  const target = field.type === 'reference' ? scope.model.entities[field.to] : undefined;
  if (target === undefined) return [];
  return Object.values(target.fields)
    .filter((step) => step.name !== target.titleField)
    .map((step) => `${field.name}.${step.name}`);
}

function viewColumn(scope: ViewScope, at: ReadablePath): ColumnView {
  const type = FIELD_TYPES[at.field.type];
  const { lines: _grid, ...view } = viewField(scope, at, ['update']);
  // The order of what is masked, or what matches it, would tell the value.
  if (view.masked) return { ...view, sortable: false, operators: [] };
  return { ...view, sortable: type.sortable && sortsByReadable(scope, at.field), operators: type.operators };
}

/** A reference is sorted by its target's title, which must be readable too. */
function sortsByReadable(scope: ViewScope, field: Field): boolean {
  return field.type !== 'reference' || readsTitle(scope, field.to);
}

function readableSort(scope: ViewScope, entity: Entity, sort: readonly Sort[]): readonly string[] {
  return sort
    .filter(({ path }) => {
      const at = followPath(scope, entity, path);
      return (
        at !== null &&
        !viewField(scope, at, []).masked &&
        FIELD_TYPES[at.field.type].sortable &&
        sortsByReadable(scope, at.field)
      );
    })
    .map(({ path, descending }) => (descending ? `-${path}` : path));
}
