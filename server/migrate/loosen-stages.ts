import type { DesiredTable } from '../sql/ddl.ts';
import { inApp, objectName, quote } from '../sql/ddl-quote.ts';
import { isNew, type OnlineChange, rowsOf, stepsOf, subject } from './online-change.ts';
import { brief, type Draft, long, RANK } from './stage-draft.ts';

/** What the new release no longer holds to goes before the activation: its first request may rely on that. */
export function loosenStages(change: OnlineChange): Draft[] {
  const tables = new Map<string, { table: DesiredTable; constraints: string[]; columns: string[] }>();
  const at = (table: DesiredTable): { constraints: string[]; columns: string[] } => {
    const found = tables.get(table.name) ?? { table, constraints: [], columns: [] };
    tables.set(table.name, found);
    return found;
  };
  for (const { table, name } of stepsOf(change, 'drop-constraint')) at(table).constraints.push(name);
  for (const { table, column } of stepsOf(change, 'allow-empty')) at(table).columns.push(column);
  for (const { table, place } of stepsOf(change, 'leave-place'))
    if (place.column !== null && isRequired(change, place.table, place.column))
      at(table).columns.push(place.column);
  return [...tables.values()].flatMap(({ table, constraints, columns }) => {
    const own = [...new Set(columns)];
    const parts = [
      ...constraints.map((name) => `drop constraint if exists ${quote(name)}`),
      ...own.map((column) => `alter column ${quote(column)} drop not null`),
    ];
    const words = [
      ...(constraints.length > 0
        ? [count(constraints.length, 'limit or reference', 'limits or references')]
        : []),
      ...own.map((column) => `that \`${column}\` must not be empty`),
    ];
    return [
      brief({
        rank: RANK.loosen,
        name: `loosen ${subject(table, null)}`,
        what: `Take off what the new release of \`${table.entity}\` does not hold to any more: ${words.join(', ')}.`,
        table,
        sql: [`alter table ${inApp(table.name)} ${parts.join(', ')}`],
        undo: [
          ...constraints.flatMap((name) => bindAgain(change, table, name)),
          ...own.flatMap((column) => requireColumn(table.name, column)),
        ],
      }),
    ];
  });
}

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;

function isRequired({ shapes }: OnlineChange, table: string, column: string): boolean {
  return shapes[table]?.columns.some(({ name, not_null }) => name === column && not_null) ?? false;
}

/** The constraint as it was, first for new values, then for all. */
function bindAgain({ shapes }: OnlineChange, table: DesiredTable, name: string): string[] {
  const definition = shapes[table.name]?.constraints.find((other) => other.name === name)?.definition;
  if (definition === undefined) return [];
  const records = inApp(table.name);
  return [
    `alter table ${records} drop constraint if exists ${quote(name)}, add constraint ${quote(name)} ${definition.replace(/ NOT VALID$/u, '')} not valid`,
    `alter table ${records} validate constraint ${quote(name)}`,
  ];
}

export const filledName = (table: string, column: string): string =>
  objectName(table, column, 'check', `${column} is filled`);

/** Makes a column required in steps that hold no lock while they look at the records. */
function requireColumn(table: string, column: string): string[] {
  const [records, name] = [inApp(table), quote(filledName(table, column))];
  return [
    `alter table ${records} drop constraint if exists ${name}, add constraint ${name} check (${quote(column)} is not null) not valid`,
    `alter table ${records} validate constraint ${name}`,
    `alter table ${records} alter column ${quote(column)} set not null`,
    `alter table ${records} drop constraint if exists ${name}`,
  ];
}

/** Asks what a later binding will hold to, while going back costs nothing. */
export function question(
  change: OnlineChange,
  table: DesiredTable,
  refusal: NonNullable<Draft['refusal']>,
): Draft {
  const place = refusal.field === null ? refusal.entity : `${refusal.entity}.${refusal.field}`;
  return long({
    rank: RANK.askData,
    name: `ask ${place}`,
    what: `Ask the records whether the new definition of \`${place}\` fits them.`,
    table,
    field: refusal.field,
    runs: 'check',
    sql: [refusal.query],
    rows: isNew(change, table) ? 0 : rowsOf(change, table),
    refusal,
  });
}
