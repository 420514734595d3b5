import type { DesiredSchema, DesiredTable } from '../sql/ddl.ts';
import { freeName, POSTGRES_COLUMNS } from './allocate-names.ts';
import { conversion, rewritesNothing } from './conversions.ts';
import { type NameRow, sequenceName, SYSTEM_COLUMNS } from './physical-names.ts';
import type { Catalog, CatalogTable } from './read-catalog.ts';
import type { Step } from './step.ts';
import type { Parallel } from './sync-trigger.ts';

/** A column that gets a new place because the one it has cannot be changed while it is in use. */
type Move = { readonly table: string; readonly column: string };

/** Names with columns of their own for `moves`, and where each went, by `table.column` of the old place. */
export function relocate(
  names: readonly NameRow[],
  moves: readonly Move[],
  catalog: Catalog,
): { readonly names: readonly NameRow[]; readonly moved: ReadonlyMap<string, string> } {
  const moved = new Map<string, string>();
  const taken = new Map<string, Set<string>>();
  const next = names.map((row) => {
    const { table_name: table, column_name: column } = row;
    if (column === null || !moves.some((move) => move.table === table && move.column === column)) return row;
    const used =
      taken.get(table) ??
      new Set([
        ...SYSTEM_COLUMNS,
        ...POSTGRES_COLUMNS,
        ...(catalog.tables.get(table)?.columns.map(({ name }) => name) ?? []),
        ...names.flatMap((other) => (other.table_name === table ? (other.column_name ?? []) : [])),
      ]);
    taken.set(table, used);
    const place = freeName(row.field ?? column, used);
    used.add(place);
    moved.set(`${table}.${column}`, place);
    return { ...row, column_name: place };
  });
  return { names: next, moved };
}

/** Columns whose type cannot be changed where they are: Postgres would write the table or an index over the column anew. */
export function movedByType(steps: readonly Step[], catalog: Catalog): Move[] {
  return steps.flatMap((step): Move[] => {
    if (step.kind !== 'change-type') return [];
    const existing = catalog.tables.get(step.table.name);
    return existing !== undefined && changesInPlace(step.table, existing, step.column.name, step)
      ? []
      : [{ table: step.table.name, column: step.column.name }];
  });
}

function changesInPlace(
  table: DesiredTable,
  existing: CatalogTable,
  column: string,
  { from, column: { type } }: Extract<Step, { kind: 'change-type' }>,
): boolean {
  if (!rewritesNothing(from, type)) return false;
  // Postgres builds partial indexes over the column anew, and refuses where a generated column looks at it.
  const isIndexed =
    table.indexes.some(({ columns }) => columns.includes(column)) ||
    existing.indexes.some(({ name }) => name.includes(column));
  return !isIndexed && !existing.columns.some(({ generated }) => generated !== null);
}

/** Columns of formulas that are there and come to hold something else. */
export function movedByFormula(schema: DesiredSchema, catalog: Catalog): Move[] {
  return schema.tables.flatMap((table): Move[] => {
    const existing = catalog.tables.get(table.name);
    const found = new Map(existing?.columns.map((column) => [column.name, column]));
    return table.columns
      .filter(({ name, generated }) => {
        const column = found.get(name);
        return generated !== null && column !== undefined && column.generated !== generated.mark;
      })
      .map(({ name }) => ({ table: table.name, column: name }));
  });
}

/** Pairs of columns that have to be kept in step while two releases write. */
export function parallelColumns(
  steps: readonly Step[],
  moved: ReadonlyMap<string, string>,
  catalog: Catalog,
): Parallel[] {
  return steps.flatMap((step): Parallel[] => {
    if (step.kind !== 'change-type') return [];
    const table = step.table.name;
    const to = moved.get(`${table}.${step.column.name}`);
    if (to === undefined) return [];
    return [
      {
        table,
        from: step.column.name,
        to,
        fromType: step.from,
        toType: step.column.type,
        conversion: step.conversion,
        back: conversion(step.column.type, step.from),
        fromHasDefault: catalog.sequences.has(sequenceName(table, step.column.name)),
      },
    ];
  });
}
