import type { DesiredColumn, DesiredTable } from '../sql/ddl.ts';
import { inApp, literal, quote } from '../sql/ddl-quote.ts';
import { backfillStatement } from './backfill.ts';
import { sequenceName } from './physical-names.ts';
import type { Step } from './step.ts';
import { dropFormula } from './sync-trigger.ts';

/** The SQL of a step, one statement each. `timeZone` is the workspace's. */
export function renderStep(step: Step, timeZone: string): string[] {
  const { table } = step;
  const records = inApp(table.name);
  const alter = (change: string): string[] => [`alter table ${records} ${change}`];
  switch (step.kind) {
    case 'create-table': {
      const { primaryKey, checks, columns } = table;
      const marks = columns.flatMap((column) => markStatement(table, column));
      const parts = [
        ...columns.map(columnDefinition),
        `constraint ${quote(primaryKey.name)} primary key (${primaryKey.columns.map(quote).join(', ')})`,
        ...checks.map(({ name, expression }) => `constraint ${quote(name)} check (${expression})`),
      ];
      return [`create table ${records} (${parts.join(', ')})`, ...marks];
    }
    case 'add-column':
      return [
        ...alter(`add column ${columnDefinition({ ...step.column, nullable: true })}`),
        ...(step.column.generated === null ? backfillStatement(table, step.column, timeZone) : []),
        ...markStatement(table, step.column),
      ];
    case 'drop-generated':
      return [
        ...(step.byTrigger ? dropFormula(table.name, step.column) : []),
        ...alter(`drop column ${quote(step.column)}`),
      ];
    case 'change-type': {
      const column = quote(step.column.name);
      const value = step.conversion?.using(column) ?? `null::${step.column.type}`;
      return [
        ...alter(`alter column ${column} drop default`),
        ...alter(
          `alter column ${column} type ${step.column.type}${collation(step.column.type)} using ${value}`,
        ),
      ];
    }
    case 'create-sequence':
      return createSequence(step);
    case 'raise-sequence':
      return [`alter sequence ${sequenceOf(step)} start with ${step.start} restart with ${step.start}`];
    case 'drop-sequence':
      return [
        ...alter(`alter column ${quote(step.column)} drop default`),
        `drop sequence ${inApp(sequenceName(table.name, step.column))}`,
      ];
    case 'require':
      return alter(`alter column ${quote(step.column.name)} set not null`);
    case 'allow-empty':
      return alter(`alter column ${quote(step.column)} drop not null`);
    case 'add-check':
      return alter(`add constraint ${quote(step.check.name)} check (${step.check.expression})`);
    case 'add-reference': {
      const { name, column, target, onDelete } = step.reference;
      const [schema, other] = target;
      return alter(
        `add constraint ${quote(name)} foreign key (${quote(column)}) references ${quote(schema)}.${quote(other)} on delete ${onDelete}`,
      );
    }
    case 'drop-constraint':
      return alter(`drop constraint ${quote(step.name)}`);
    case 'create-index':
      return [
        `create ${step.index.unique ? 'unique ' : ''}index ${quote(step.index.name)} on ${records} ${step.index.definition}`,
      ];
    case 'drop-index':
      return [`drop index ${inApp(step.name)}`];
    case 'leave-place':
      return step.place.column === null
        ? []
        : alter(`alter column ${quote(step.place.column)} drop not null`);
  }
  return step satisfies never;
}

const DEFAULTS: Readonly<Record<string, string>> = {
  version: ' default 1',
  created_at: ' default now()',
  updated_at: ' default now()',
};

function columnDefinition({ name, type, nullable, generated, field }: DesiredColumn): string {
  if (generated !== null)
    return `${quote(name)} ${type}${collation(type)} generated always as (${generated.expression}) stored`;
  const standard = field === null ? (DEFAULTS[name] ?? '') : '';
  return `${quote(name)} ${type}${collation(type)}${nullable ? '' : ' not null'}${standard}`;
}

/** Postgres prints a formula in its own words; the mark tells whether it is still the one that the model asks for. */
export function markStatement(table: DesiredTable, { name, generated }: DesiredColumn): string[] {
  return generated === null
    ? []
    : [`comment on column ${inApp(table.name)}.${quote(name)} is ${literal(generated.mark)}`];
}

/** Byte order, the same on every server and the fastest; lists name the order of people themselves. */
export function collation(type: string): string {
  return type === 'text' || type === 'text[]' ? ' collate "C"' : '';
}

type SequenceStep = Extract<Step, { kind: 'create-sequence' | 'raise-sequence' }>;

const sequenceOf = ({ table, column }: SequenceStep): string => inApp(sequenceName(table.name, column.name));

/** Records that are there are numbered in the order of their creation, after the highest number there is. */
function createSequence(step: Extract<Step, { kind: 'create-sequence' }>): string[] {
  const [records, column, sequence] = [inApp(step.table.name), quote(step.column.name), sequenceOf(step)];
  const name = literal(sequence);
  return [
    `create sequence ${sequence} as bigint start with ${step.start} owned by ${records}.${column}`,
    `select setval(${name}, found.highest) from (select max(${column}) as highest from ${records}) found where found.highest >= ${step.start}`,
    `with numbered as (
       select id as record, row_number() over (order by created_at, id) + (select last_value - 1 + is_called::int from ${sequence}) as given
       from ${records} where ${column} is null
     ), filled as (
       update ${records} r set ${column} = numbered.given from numbered where numbered.record = r.id returning numbered.given
     )
     select setval(${name}, max(filled.given)) from filled having max(filled.given) is not null`,
    `alter table ${records} alter column ${column} set default nextval(${name})`,
  ];
}
