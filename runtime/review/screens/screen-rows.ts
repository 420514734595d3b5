import { inSentence } from '../../expression/words.ts';
import type { Entity } from '../../model/model.ts';
import type { ViewScope } from '../../view/scope.ts';
import type { ActionView, DetailView, FieldView, FormView, ScreenView, TableView } from '../../wire/view.ts';
import { inputFacts, readFacts } from './field-facts.ts';
import type { MockRow } from './mock-row.ts';

/** What stands on the screen, from top to bottom. `identify` gives a path of the screen's entity in the names of the base. */
export function screenRows(
  scope: ViewScope,
  view: ScreenView,
  identify: (entity: string, path: string) => string,
): readonly MockRow[] {
  const entity = scope.model.entities[view.entity.name];
  if (entity === undefined) return [];
  const key = (path: string): string => identify(entity.name, path);
  const title: MockRow = { ...plain('title', view.title), key: 'title' };
  const rows =
    view.kind === 'table'
      ? tableRows(scope, entity, view, key)
      : view.kind === 'form'
        ? formRows(scope, entity, view, key)
        : detailRows(scope, entity, view, key, identify);
  return uniqueKeys([title, ...rows]);
}

type Key = (path: string) => string;

function plain(kind: MockRow['kind'], label: string, facts: MockRow['facts'] = {}): MockRow {
  return { key: `${kind} ${label}`, kind, label, name: null, facts, field: null };
}

function tableRows(scope: ViewScope, entity: Entity, view: TableView, key: Key): MockRow[] {
  const byPath = new Map(view.columns.map((column) => [column.path, column]));
  const columns = view.shown.flatMap((path) => byPath.get(path) ?? []);
  const label = (path: string): string => byPath.get(path)?.label ?? path;
  const order = view.sort.map((path) =>
    path.startsWith('-') ? `${label(path.slice(1))}, last first` : label(path),
  );
  const filters = view.filters.map(
    ({ path, operator, values }) => `${label(path)} ${FILTER_WORDS[operator]} ${values.join(' or ')}`,
  );
  const only = [...filters, ...(view.where_words === null ? [] : [view.where_words])];
  return [
    ...(view.can.create ? [plain('button', `New ${inSentence(view.entity.title)}`)] : []),
    ...(view.can.export ? [plain('button', 'Export')] : []),
    ...columns.map((column) => fieldRow('column', column, key, readFacts(scope, entity, column))),
    fact('Order', order.length === 0 ? 'newest first' : order.join(', then ')),
    fact('Shows', only.length === 0 ? 'every record' : `only where ${only.join(' and ')}`),
    fact('Search looks into', view.search.length === 0 ? 'nothing' : view.search.join(', ')),
  ];
}

const FILTER_WORDS: Readonly<Record<TableView['filters'][number]['operator'], string>> = {
  eq: 'is',
  not: 'is not',
  gt: 'is above',
  gte: 'is at least',
  lt: 'is below',
  lte: 'is at most',
  contains: 'contains',
  starts_with: 'starts with',
  has: 'has',
  empty: 'is empty:',
};

/** A sentence about the screen as a whole: its label is its name, what it says a fact. */
function fact(label: string, says: string): MockRow {
  return { ...plain('fact', label), facts: { [label]: says } };
}

function fieldRow(kind: MockRow['kind'], view: FieldView, key: Key, facts: MockRow['facts']): MockRow {
  return { key: key(view.path), kind, label: view.label, name: view.path, facts, field: view };
}

function formRows(scope: ViewScope, entity: Entity, view: FormView, key: Key): MockRow[] {
  const fields = view.sections.flatMap(({ title, fields: within }) => [
    ...(title === null ? [] : [plain('heading', title)]),
    ...within.map((field) => fieldRow('field', field, key, inputFacts(scope, entity, field))),
  ]);
  return [
    ...fields,
    ...(view.create === null ? [] : [plain('button', 'Create')]),
    ...(view.update === null ? [] : [plain('button', 'Save changes')]),
  ];
}

function detailRows(
  scope: ViewScope,
  entity: Entity,
  view: DetailView,
  key: Key,
  identify: (entity: string, path: string) => string,
): MockRow[] {
  const sections = view.sections.flatMap(({ title, fields }) => [
    ...(title === null ? [] : [plain('heading', title)]),
    ...fields.map((field) => fieldRow('value', field, key, readFacts(scope, entity, field))),
  ]);
  const related = view.related.map(({ field, title, table }): MockRow => {
    const byPath = new Map(table.columns.map((column) => [column.path, column]));
    const columns = table.shown.flatMap((path) => byPath.get(path) ?? []);
    const facts = Object.fromEntries(
      columns.map((column) => [
        `Column \`${identify(table.entity.name, column.path)}\``,
        column.masked ? `${column.label} (masked)` : column.label,
      ]),
    );
    return { ...plain('list', title), key: `list ${key(field)}`, name: field, facts };
  });
  return [
    ...(view.can.update ? [plain('button', 'Edit')] : []),
    ...(view.can.delete ? [plain('button', 'Delete')] : []),
    ...view.actions.map((action) => actionRow(scope, entity, action)),
    ...stateFacts(view),
    ...sections,
    ...related,
  ];
}

function actionRow(scope: ViewScope, entity: Entity, action: ActionView): MockRow {
  const asked: Entity = { ...entity, fields: entity.actions[action.name]?.input ?? {} };
  const inputs = (action.input?.fields ?? []).map((field) => {
    const { Kind, Required } = inputFacts(scope, asked, field);
    return [`Asks for ${field.label}`, `${Kind}${Required === 'no' ? '' : ', required'}`] as const;
  });
  return {
    ...plain('button', action.title),
    key: `action ${action.name}`,
    name: action.name,
    facts: {
      ...(action.about === null ? {} : { About: action.about }),
      ...(action.confirm === null ? {} : { 'Asks first': action.confirm }),
      ...Object.fromEntries(inputs),
    },
  };
}

/** Where each state leads, as far as it leads anywhere. */
function stateFacts(view: DetailView): MockRow[] {
  if (view.lifecycle === null) return [];
  const { field, next } = view.lifecycle;
  const options = view.sections.flatMap(({ fields }) => fields).find(({ path }) => path === field)?.options;
  const label = (state: string): string => options?.find(({ name }) => name === state)?.label ?? state;
  return Object.entries(next).flatMap(([state, steps]) =>
    steps.length === 0
      ? []
      : [fact(`From ${label(state)}`, [...new Set(steps.map(({ to }) => label(to)))].join(', '))],
  );
}

/** A field may stand on a screen twice; the second time it is another thing. */
function uniqueKeys(rows: readonly MockRow[]): readonly MockRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const times = (seen.get(row.key) ?? 0) + 1;
    seen.set(row.key, times);
    return times === 1 ? row : { ...row, key: `${row.key} (${times})` };
  });
}
