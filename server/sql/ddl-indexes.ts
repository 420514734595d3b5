import type { Field } from '../../runtime/model/field.ts';
import type { Entity, Model, Sort } from '../../runtime/model/model.ts';
import { findField } from '../../runtime/model/system-fields.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { DesiredIndex, Places } from './ddl.ts';
import { objectName, type ObjectKind, quote } from './ddl-quote.ts';
import { INDEX_KEY_BYTES, isColumn, keyBytes, sortKey, sortKeyBytes } from './sort-key.ts';

const LIVE = ` where ${quote('deleted_at')} is null`;

type Part = { readonly field: Field; readonly column: string };
type Draft = { readonly parts: readonly Part[]; readonly kind: ObjectKind; readonly definition: string };

/**
 * The indexes of an entity's table: for uniqueness, references, choices, what table screens sort by, what the author
 * declared, and text search. The same index asked for twice is made once.
 */
export function indexesOf(
  entity: Entity,
  model: Model,
  places: Places,
  trigramOperators: string,
): DesiredIndex[] {
  const part = (name: string): Part | null => {
    const field = findField(entity, name);
    if (field === undefined || !isColumn(field)) return null;
    return { field, column: Object.hasOwn(entity.fields, name) ? places.column(entity.name, name) : name };
  };
  const fields = Object.keys(entity.fields).flatMap((name) => part(name) ?? []);
  const drafts = [
    ...fields.flatMap(uniqueIndexes),
    ...fields.flatMap(lookUpIndexes),
    ...entity.indexes.flatMap(({ fields: names, unique }) => declaredIndex(names.map(part), unique)),
    ...sortsOf(entity, model).flatMap((sort) =>
      sortIndex(
        sort,
        sort.map(({ path }) => part(path)),
      ),
    ),
    ...entity.search.flatMap((name) => searchIndex(part(name), trigramOperators)),
  ];
  const table = places.table(entity.name);
  const byName = new Map(drafts.map((draft) => finish(table, draft)).map((index) => [index.name, index]));
  return [...byName.values()];
}

function finish(table: string, { parts, kind, definition }: Draft): DesiredIndex {
  const columns = parts.map(({ column }) => column);
  return {
    name: objectName(
      table,
      columns.join('_'),
      kind,
      `${definition} ${parts.map(({ field }) => field.type).join(' ')}`,
    ),
    unique: kind === 'unique',
    definition,
    columns,
    fields: parts.map(({ field }) => field.name),
  };
}

function uniqueIndexes(part: Part): Draft[] {
  const { field, column } = part;
  // Numbers once given are never given again, also after deletion.
  if (field.type === 'sequence')
    return [{ parts: [part], kind: 'unique', definition: `using btree (${quote(column)})` }];
  if (!field.unique) return [];
  const unique = uniqueIndex([part]);
  if (keyBytes(field) <= INDEX_KEY_BYTES) return [unique];
  // The unique index is over a digest, which finds nothing: looking up needs one of its own.
  return [unique, { parts: [part], kind: 'index', definition: `using hash (${quote(column)})${LIVE}` }];
}

/** Unique among records that are not deleted. Values too long for an index count by their digest. */
function uniqueIndex(parts: readonly Part[]): Draft {
  const whole = parts.reduce((sum, { field }) => sum + keyBytes(field), 0) <= INDEX_KEY_BYTES;
  const keys = parts.map(({ field, column }) =>
    whole || !('maxLength' in field) ? quote(column) : `md5(${quote(column)})`,
  );
  return { parts, kind: 'unique', definition: `using btree (${keys.join(', ')})${LIVE}` };
}

function lookUpIndexes(part: Part): Draft[] {
  const { field } = part;
  const column = quote(part.column);
  const draft = (definition: string): Draft[] => [{ parts: [part], kind: 'index', definition }];
  // Not partial: removing a record for good must find deleted ones that refer to it too.
  if (field.type === 'reference' || field.type === 'user') return draft(`using btree (${column}, "id")`);
  if (field.type === 'choice') return draft(`using btree (${column}, "id")${LIVE}`);
  if (field.type === 'choices' || field.type === 'tags') return draft(`using gin (${column})${LIVE}`);
  return [];
}

function declaredIndex(found: readonly (Part | null)[], unique: boolean): Draft[] {
  const parts = found.filter((part) => part !== null);
  if (parts.length === 0 || parts.length < found.length) return [];
  if (unique) return [uniqueIndex(parts)];
  return ordered(
    parts,
    parts.map(() => false),
  );
}

/** Orders in which the table screens show the entity, and pickers its titles; only those within the record itself. */
function sortsOf(entity: Entity, model: Model): (readonly Sort[])[] {
  const screens = Object.values(model.tools).flatMap((tool) => Object.values(tool.screens));
  const sorts = screens.flatMap((screen) =>
    screen.kind === 'table' && screen.entity === entity.name && screen.sort.length > 0 ? [screen.sort] : [],
  );
  return [[{ path: entity.titleField, descending: false }], ...sorts];
}

function sortIndex(sort: readonly Sort[], found: readonly (Part | null)[]): Draft[] {
  const parts = found.filter((part) => part !== null);
  if (parts.length < found.length || parts.some(({ field }) => !FIELD_TYPES[field.type].sortable)) return [];
  if (parts.length === 1 && parts[0]?.field.type === 'sequence') return []; // its unique index serves
  return ordered(
    parts,
    sort.map(({ descending }) => descending),
  );
}

/**
 * A btree over the sort keys with the id last. Postgres reads it in both directions, so an order that runs one way over
 * values that are always there is written ascending; nulls come last in either direction, which needs an index of its own.
 */
function ordered(parts: readonly Part[], descending: readonly boolean[]): Draft[] {
  if (parts.reduce((sum, { field }) => sum + sortKeyBytes(field), 0) > INDEX_KEY_BYTES) return [];
  const oneWay = descending.every((down) => down === descending[0]);
  const reversible = oneWay && parts.every(({ field }) => field.required || field.type === 'sequence');
  const last = descending.at(-1) === true && !reversible ? '"id" desc' : '"id"';
  const keys = parts.map(({ field, column }, at) => {
    const down = descending[at] === true && !reversible;
    const nulls = down && !field.required ? ' nulls last' : '';
    return `(${sortKey(field, quote(column))})${down ? ` desc${nulls}` : ''}`;
  });
  return [{ parts, kind: 'index', definition: `using btree (${[...keys, last].join(', ')})${LIVE}` }];
}

function searchIndex(part: Part | null, operators: string): Draft[] {
  // A sequence is looked up by its whole number.
  if (part === null || part.field.type === 'sequence') return [];
  const definition = `using gin (jig.fold(${quote(part.column)}) ${operators})${LIVE}`;
  return [{ parts: [part], kind: 'search', definition }];
}
