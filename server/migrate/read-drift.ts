import type { ClientBase } from 'pg';
import type { Drift } from '../../runtime/diff/refusals.ts';
import { isObjectName } from '../sql/ddl-quote.ts';
import { readTableShapes, type TableShape } from './table-shape.ts';
import { readTableState } from './table-state.ts';

type Client = Pick<ClientBase, 'query'>;

/** What was changed by hand since the program last changed the tables: the live catalog against its own notes. */
export async function readDrift(client: Client): Promise<readonly Drift[]> {
  const noted = await readTableState(client);
  const names = Object.keys(noted).sort();
  if (names.length === 0) return [];
  const live = await readTableShapes(client, names);
  const { rows } = await client.query<{ table_name: string; entity: string }>(
    `select distinct on (table_name) coalesce(link_name, table_name) as table_name, entity from jig.physical_name
     where kind in ('table', 'link') order by table_name, id desc`,
  );
  const entities = new Map(rows.map((row) => [row.table_name, row.entity]));
  return names.flatMap((table) => {
    const before = noted[table];
    const now = live[table];
    const sentences =
      before === undefined
        ? []
        : now === undefined
          ? [`Table \`${table}\` is gone: it was dropped by hand, with its records.`]
          : differences(before, now);
    return sentences.map((what) => ({ table, entity: entities.get(table) ?? null, what }));
  });
}

function differences(before: TableShape, now: TableShape): string[] {
  return [
    ...columnDifferences(before, now),
    ...listDifferences('Constraint', before.constraints, now.constraints),
    ...listDifferences('Index', before.indexes, now.indexes),
    ...now.indexes
      .filter(
        ({ name, valid }) => !valid && before.indexes.some((index) => index.name === name && index.valid),
      )
      .map(({ name }) => `Index \`${name}\` became unusable: it will be built again.`),
    ...listDifferences('Trigger', before.triggers, now.triggers),
  ];
}

type Column = TableShape['columns'][number];

function columnDifferences(before: TableShape, now: TableShape): string[] {
  const live = new Map(now.columns.map((column) => [column.name, column]));
  const noted = new Set(before.columns.map(({ name }) => name));
  return [
    ...before.columns.flatMap((column) => {
      const found = live.get(column.name);
      return found === undefined
        ? [`Column \`${column.name}\` is gone: it was dropped by hand, with its values.`]
        : columnChanges(column, found);
    }),
    ...now.columns
      .filter(({ name }) => !noted.has(name))
      .map(({ name }) => `Column \`${name}\` was added by hand: it is left alone.`),
  ];
}

function columnChanges(before: Column, now: Column): string[] {
  const name = `Column \`${now.name}\``;
  const value = (text: string | null): string => (text === null ? 'none' : `\`${text}\``);
  return [
    ...(before.type === now.type ? [] : [`${name} is \`${now.type}\`; Jig left \`${before.type}\`.`]),
    ...(before.not_null === now.not_null
      ? []
      : [
          now.not_null
            ? `${name} must not be empty any more; Jig left it optional.`
            : `${name} may be empty now; Jig left it required.`,
        ]),
    ...(before.default === now.default
      ? []
      : [
          `The default of column \`${now.name}\` is ${value(now.default)}; Jig left ${value(before.default)}.`,
        ]),
    ...(before.comment === now.comment
      ? []
      : [`The comment on column \`${now.name}\` is not the one that Jig left.`]),
  ];
}

type Item = { readonly name: string; readonly definition: string };

function listDifferences(word: string, before: readonly Item[], now: readonly Item[]): string[] {
  const live = new Map(now.map((item) => [item.name, item.definition]));
  const noted = new Map(before.map((item) => [item.name, item.definition]));
  return [
    ...before.flatMap(({ name, definition }) => {
      const found = live.get(name);
      if (found === definition) return [];
      if (found !== undefined) return [`${word} \`${name}\` is not what Jig left: it was made anew by hand.`];
      return isObjectName(name) || name.startsWith('2.formula.')
        ? [`${word} \`${name}\` is gone: it will be made again.`]
        : [`${word} \`${name}\` is gone.`];
    }),
    ...now
      .filter(({ name }) => !noted.has(name))
      .map(({ name }) => `${word} \`${name}\` was added by hand: it is left alone.`),
  ];
}
