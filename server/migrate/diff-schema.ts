import type { Model } from '../../runtime/model/model.ts';
import type { DesiredColumn, DesiredSchema, DesiredTable } from '../sql/ddl.ts';
import { isObjectName } from '../sql/ddl-quote.ts';
import { conversion } from './conversions.ts';
import { type NameRow, samePlace, sequenceName } from './physical-names.ts';
import type { Catalog, CatalogTable } from './read-catalog.ts';
import type { Step } from './step.ts';

/**
 * The steps from what exists to what the model asks, in the order in which they must run: what loosens, then tables and
 * columns, then what binds. Objects that the program did not make are left alone, and so is what no definition names any
 * more, except that a column without a field may stay empty from now on.
 */
export function diffSchema(
  model: Model,
  desired: DesiredSchema,
  catalog: Catalog,
  before: readonly NameRow[],
  after: readonly NameRow[],
): Step[] {
  const pairs = desired.tables.map((table) => ({ table, existing: catalog.tables.get(table.name) }));
  const present = pairs.flatMap(({ table, existing }) =>
    existing === undefined ? [] : [{ table, existing }],
  );
  const renewed = new Map(
    present.map(({ table, existing }) => [table.name, droppedGenerated(table, existing)]),
  );
  const again = (table: DesiredTable): ReadonlySet<string> => renewed.get(table.name) ?? NONE;
  return [
    ...leftPlaces(model, desired, before, after),
    ...present.flatMap(({ table, existing }) => dropped(table, existing)),
    ...present.flatMap(({ table, existing }) =>
      [...again(table)].map((column): Step => ({
        kind: 'drop-generated',
        table,
        column,
        byTrigger: existing.columns.some(({ name, by_trigger }) => name === column && by_trigger),
      })),
    ),
    ...pairs.flatMap(({ table, existing }): Step[] =>
      existing === undefined ? [{ kind: 'create-table', table }] : [],
    ),
    ...present.flatMap(({ table, existing }) => columnSteps(table, existing)),
    ...present.flatMap(({ table, existing }) => generatedSteps(table, existing, again(table))),
    ...pairs.flatMap(({ table, existing }) => sequenceSteps(table, existing, catalog)),
    ...present.flatMap(({ table, existing }) => requiredSteps(table, existing)),
    ...present.flatMap(({ table, existing }) => checkSteps(table, existing)),
    ...pairs.flatMap(({ table, existing }) => indexSteps(table, existing, again(table))),
    ...pairs.flatMap(({ table, existing }) => referenceSteps(table, existing)),
  ];
}

/** Fields that go from a column to a table of links or back: their values cannot follow. */
function leftPlaces(
  model: Model,
  desired: DesiredSchema,
  before: readonly NameRow[],
  after: readonly NameRow[],
): Step[] {
  const tables = new Map(desired.tables.map((table) => [table.name, table]));
  const former = new Map(before.map((row) => [`${row.table_name}.${row.field}`, row]));
  return after.flatMap((now): Step[] => {
    if (now.field === null) return [];
    const renamed = model.entities[now.entity]?.fields[now.field]?.was;
    const was = former.get(`${now.table_name}.${now.field}`) ?? former.get(`${now.table_name}.${renamed}`);
    const table = tables.get(now.table_name);
    if (was === undefined || was.kind === now.kind || was.kind === 'table' || table === undefined) return [];
    if (after.some((kept) => samePlace(kept, was))) return [];
    const place =
      was.kind === 'link'
        ? { table: was.link_name ?? '', column: null }
        : { table: was.table_name, column: was.column_name };
    return [{ kind: 'leave-place', table, field: now.field, place }];
  });
}

function dropped(table: DesiredTable, existing: CatalogTable): Step[] {
  const kept = new Set([...table.checks, ...table.references, ...table.indexes].map(({ name }) => name));
  const isOurs = ({ name }: { name: string }): boolean => isObjectName(name) && !kept.has(name);
  const isBroken = (index: { name: string; valid: boolean }): boolean =>
    isObjectName(index.name) && !index.valid;
  return [
    ...existing.constraints
      .filter(isOurs)
      .map(({ name }): Step => ({ kind: 'drop-constraint', table, name })),
    ...existing.indexes
      .filter((index) => isOurs(index) || isBroken(index))
      .map(({ name }): Step => ({ kind: 'drop-index', table, name })),
  ];
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Generated columns that are made anew or that nothing asks for any more. Where a column changes its type, all of them:
 * Postgres changes none that a generated one looks at.
 */
function droppedGenerated(table: DesiredTable, existing: CatalogTable): ReadonlySet<string> {
  const wanted = new Map(table.columns.map((column) => [column.name, column]));
  const changes = existing.columns.some(({ name, type, generated }) => {
    const column = wanted.get(name);
    return generated === null && column !== undefined && column.type !== type;
  });
  const stale = existing.columns.filter(
    ({ name, generated }) =>
      isOurMark(generated) && (changes || wanted.get(name)?.generated?.mark !== generated),
  );
  return new Set(stale.map(({ name }) => name));
}

const isOurMark = (mark: string | null): boolean => mark !== null && /^formula [0-9a-f]{16}$/u.test(mark);

/** Generated columns come last: they look at the others. */
function generatedSteps(table: DesiredTable, existing: CatalogTable, again: ReadonlySet<string>): Step[] {
  const found = new Set(existing.columns.map(({ name }) => name));
  return table.columns
    .filter(({ name, generated }) => generated !== null && (!found.has(name) || again.has(name)))
    .map((column): Step => ({ kind: 'add-column', table, column }));
}

function columnSteps(table: DesiredTable, existing: CatalogTable): Step[] {
  const columns = new Map(existing.columns.map((column) => [column.name, column]));
  const retired = existing.columns.filter(
    ({ name, not_null }) => not_null && !table.columns.some((column) => column.name === name),
  );
  return [
    ...retired.map(({ name }): Step => ({ kind: 'allow-empty', table, column: name })),
    ...table.columns.flatMap((column): Step[] => {
      const found = columns.get(column.name);
      if (column.generated !== null) return [];
      if (found === undefined) return [{ kind: 'add-column', table, column }];
      const steps: Step[] = [];
      if (found.type !== column.type)
        steps.push({
          kind: 'change-type',
          table,
          column,
          from: found.type,
          conversion: conversion(found.type, column.type),
        });
      if (found.not_null && column.nullable) steps.push({ kind: 'allow-empty', table, column: column.name });
      return steps;
    }),
  ];
}

function sequenceSteps(table: DesiredTable, existing: CatalogTable | undefined, catalog: Catalog): Step[] {
  return table.columns.flatMap((column): Step[] => {
    const sequence = catalog.sequences.get(sequenceName(table.name, column.name));
    if (column.field?.type !== 'sequence')
      return sequence !== undefined && column.field !== null
        ? [{ kind: 'drop-sequence', table, column: column.name }]
        : [];
    const { start } = column.field;
    if (sequence === undefined) return [{ kind: 'create-sequence', table, column, start }];
    const isBehind = start > sequence.start && start > (sequence.last ?? 0);
    return existing !== undefined && isBehind ? [{ kind: 'raise-sequence', table, column, start }] : [];
  });
}

function requiredSteps(table: DesiredTable, existing: CatalogTable): Step[] {
  const isRequired = (column: DesiredColumn): boolean => {
    const found = existing.columns.find(({ name }) => name === column.name);
    return !column.nullable && found?.not_null !== true;
  };
  return table.columns.filter(isRequired).map((column): Step => ({ kind: 'require', table, column }));
}

function checkSteps(table: DesiredTable, existing: CatalogTable): Step[] {
  return missing(table.checks, existing.constraints).map((check) => ({ kind: 'add-check', table, check }));
}

/** The indexes over a generated column went with it. */
function indexSteps(
  table: DesiredTable,
  existing: CatalogTable | undefined,
  again: ReadonlySet<string>,
): Step[] {
  const lost = new Set(
    table.indexes
      .filter(({ columns }) => columns.some((column) => again.has(column)))
      .map(({ name }) => name),
  );
  const valid = existing?.indexes.filter((index) => index.valid && !lost.has(index.name)) ?? [];
  return missing(table.indexes, valid).map((index) => ({ kind: 'create-index', table, index }));
}

function referenceSteps(table: DesiredTable, existing: CatalogTable | undefined): Step[] {
  return missing(table.references, existing?.constraints ?? []).map((reference) => ({
    kind: 'add-reference',
    table,
    reference,
  }));
}

function missing<Item extends { readonly name: string }>(
  wanted: readonly Item[],
  found: readonly { readonly name: string }[],
): Item[] {
  const names = new Set(found.map(({ name }) => name));
  return wanted.filter(({ name }) => !names.has(name));
}
