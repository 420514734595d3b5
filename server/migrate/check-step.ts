import type { ClientBase } from 'pg';
import type { DesiredTable } from '../sql/ddl.ts';
import { inApp, quote } from '../sql/ddl-quote.ts';
import { backfill } from './backfill.ts';
import type { SchemaRefusalItem } from './schema-refusal.ts';
import type { StageRefusal } from './stage.ts';
import type { Step } from './step.ts';

/** What the data could say against a step. */
export type Objection = {
  readonly code: SchemaRefusalItem['code'];
  readonly table: DesiredTable;
  readonly column: string | null;
  /** Query that gives the `id` of each record in the way. */
  readonly query: string;
  readonly reason: (count: string) => string;
  readonly next: string;
};

/**
 * Asks the data whether the step may be made; null when nothing is in its way. `records` stands in place of the table where its
 * columns are not there yet.
 */
export async function checkStep(
  client: Pick<ClientBase, 'query'>,
  step: Step,
  records?: string,
): Promise<SchemaRefusalItem | null> {
  const objection = objectionTo(step, records);
  return objection === null ? null : askObjection(client, stageRefusal(objection));
}

/** The objection as plain data. */
export function stageRefusal({ code, table, column, query, reason, next }: Objection): StageRefusal {
  const field =
    column === null ? null : (table.columns.find(({ name }) => name === column)?.field?.name ?? column);
  const sentence = reason('{records}');
  return { code, entity: table.entity, field: table.linksOf ?? field, query, reason: sentence, next };
}

/** Counts the records in the way and names three; null when there are none. */
export async function askObjection(
  client: Pick<ClientBase, 'query'>,
  { code, entity, field, query, reason, next }: StageRefusal,
): Promise<SchemaRefusalItem | null> {
  const { rows } = await client.query<{ count: number; samples: string[] }>(
    `with found as materialized (${query})
     select (select count(*)::int from found) as count,
            array(select id::text from found order by 1 limit 3) as samples`,
  );
  const { count, samples } = rows[0] ?? { count: 0, samples: [] };
  if (count === 0) return null;
  const records = count === 1 ? '1 record' : `${count} records`;
  return { code, entity, field, records: count, samples, reason: reason.replace('{records}', records), next };
}

/** What would have to be true of the data for the step to be refused; null for steps that suit any data. */
export function objectionTo(step: Step, records = inApp(step.table.name)): Objection | null {
  const { table } = step;
  switch (step.kind) {
    case 'add-column':
      return step.column.nullable || backfill(step.column, 'UTC') !== null
        ? null
        : {
            code: 'data/no-value',
            table,
            column: step.column.name,
            query: `select id from ${records}`,
            reason: (count) => `it is required and has no default, and ${count} would be without a value`,
            next: 'Give it a default; or make it optional, fill it in everywhere, and make it required then.',
          };
    case 'change-type':
      return typeObjection(step);
    case 'require':
      return {
        code: 'data/nulls',
        table,
        column: step.column.name,
        query: `select id from ${records} where ${quote(step.column.name)} is null`,
        reason: (count) => `it becomes required, but there is no value in ${count}`,
        next: 'Fill these in first (deleted records count too), or leave it optional.',
      };
    case 'add-check':
      return {
        code: 'data/limit-broken',
        table,
        column: step.check.column,
        query: `select id from ${records} where not (${step.check.expression})`,
        reason: (count) => `the value of ${count} ${step.check.rule}`,
        next: 'Change these values first (deleted records count too), or let the definition allow them.',
      };
    case 'create-index':
      return uniqueObjection(step, records);
    case 'add-reference':
      return referenceObjection(step, records);
    case 'leave-place':
      return leaveObjection(step);
    case 'create-table':
    case 'create-sequence':
    case 'raise-sequence':
    case 'drop-sequence':
    case 'allow-empty':
    case 'drop-generated':
    case 'drop-constraint':
    case 'drop-index':
      return null;
  }
  return step satisfies never;
}

type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

function typeObjection({ table, column, from, conversion }: StepOf<'change-type'>): Objection | null {
  if (conversion?.loses === null) return null;
  const name = quote(column.name);
  const condition = conversion === null ? `${name} is not null` : (conversion.loses?.(name) ?? 'false');
  const type = column.field?.type ?? column.type;
  return {
    code: 'data/cast-fails',
    table,
    column: column.name,
    query: `select id from ${inApp(table.name)} where ${condition}`,
    reason: (count) =>
      conversion === null
        ? `it becomes \`${type}\`, but the value of ${count} is of the type it had (${from}), which cannot be turned into that`
        : `it becomes \`${type}\` (${column.type}), which cannot hold the value of ${count} exactly`,
    next:
      conversion === null
        ? 'Add a field of the new type under another name, copy what is wanted, and remove this one.'
        : 'Change these values so that they fit (deleted records count too), or keep the type.',
  };
}

function uniqueObjection({ table, index }: StepOf<'create-index'>, records: string): Objection | null {
  if (!index.unique) return null;
  const columns = index.columns.map(quote);
  const live = index.definition.includes(' where ') ? 'deleted_at is null and ' : '';
  return {
    code: 'data/duplicates',
    table,
    column: index.columns[0] ?? null,
    query: `select id from (
              select id, count(*) over (partition by ${columns.join(', ')}) as times from ${records} u
              where ${live}${columns.map((column) => `${column} is not null`).join(' and ')}
            ) counted where times > 1`,
    reason: (count) =>
      `${index.fields.length > 1 ? `${index.fields.join(' and ')} together become` : 'it becomes'} unique, but ${count} share a value`,
    next: 'Change or delete the doubles first, or leave it not unique.',
  };
}

function referenceObjection({ table, reference }: StepOf<'add-reference'>, records: string): Objection {
  const [schema, name] = reference.target;
  const column = quote(reference.column);
  const found = table.linksOf === null ? 'id' : 'from_id as id';
  return {
    code: 'data/orphans',
    table,
    column: reference.column,
    query: `select ${found} from ${records} t where t.${column} is not null
            and not exists (select from ${quote(schema)}.${quote(name)} o where o.id = t.${column})`,
    reason: (count) => `the value of ${count} names no record of \`${name}\``,
    next: 'Empty these values first, or refer to the entity that they belong to.',
  };
}

function leaveObjection({ table, field, place }: StepOf<'leave-place'>): Objection {
  const query =
    place.column === null
      ? `select distinct from_id as id from ${inApp(place.table)}`
      : `select id from ${inApp(place.table)} where ${quote(place.column)} is not null`;
  return {
    code: 'data/leaves-place',
    table,
    column: field,
    query,
    reason: (count) =>
      `it changes between one reference and many, but ${count} with a value would lose sight of it`,
    next: 'Add a field of the new type under another name, copy what is wanted, and remove this one.',
  };
}
