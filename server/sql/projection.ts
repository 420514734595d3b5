import type { WireForm } from '../../runtime/model/field-types/field-type.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Column } from '../../runtime/plan/column.ts';
import type { ReadField, RecordPlan } from '../../runtime/plan/record-plan.ts';
import { identifier, literal } from './binder.ts';
import { createJoins } from './joins.ts';
import type { Joins, SqlModel } from './joins.ts';

/** Postgres cuts longer names, so they cannot be keys of `row_to_json`. */
const LONGEST_NAME = 63;
/** Half of the most arguments that a Postgres function takes. */
const MOST_PAIRS = 50;

/** One key of the JSON object and the SQL of its value. */
export type Pair = readonly [key: string, sql: string];

type Options = {
  /** Keys beside those of the plan. */
  readonly further?: readonly Pair[];
  /** The row was made by this very statement: it has no links and lines yet. */
  readonly alone?: boolean;
  /** Nesting of lines in lines. */
  readonly level?: number;
};

/** SQL of a JSON object for the row `alias` with system keys and the plan's fields. */
export function recordJson(
  sql: SqlModel,
  plan: RecordPlan,
  joins: Joins,
  alias: string,
  options: Options = {},
): string {
  const { further = [], alone = false, level = 0 } = options;
  const pairs = plan.fields.map((field): Pair => {
    const empty = alone && (field.form === 'links' || field.form === 'lines');
    return [field.path, empty ? `'[]'::json` : fieldJson(sql, field, joins, alias, level)];
  });
  return objectJson([['id', `${alias}.id`], ['version', `${alias}.version`], ...pairs, ...further]);
}

/**
 * A JSON object of any number of pairs. `row_to_json` over a row is the fastest way to one; where a key is too long for
 * a column name, pieces made by `json_build_object` are put together.
 */
function objectJson(pairs: readonly Pair[]): string {
  if (pairs.every(([key]) => Buffer.byteLength(key) <= LONGEST_NAME))
    return `(select row_to_json(o) from (select ${pairs.map(([key, value]) => `${value} as ${identifier(key)}`).join(', ')}) o)`;
  const pieces: string[] = [];
  for (let start = 0; start < pairs.length; start += MOST_PAIRS) {
    const piece = pairs.slice(start, start + MOST_PAIRS).map(([key, value]) => `${literal(key)}, ${value}`);
    pieces.push(`json_build_object(${piece.join(', ')})::text`);
  }
  if (pieces.length === 1) return `${pieces[0]}::json`;
  return `('{' || ${pieces.map((piece) => `left(right(${piece}, -1), -1)`).join(" || ',' || ")} || '}')::json`;
}

function fieldJson(sql: SqlModel, field: ReadField, joins: Joins, alias: string, level: number): string {
  switch (field.form) {
    case 'value':
      return valueJson(field.at, joins.column(field.at));
    case 'link': {
      const target = joins.target([...field.at.steps, field.at.field.name]);
      const title = field.title === null ? 'null::text' : titleText(joins, field.title);
      return linkJson(target, title);
    }
    case 'person': {
      const person = joins.person(field.at);
      return `case when ${person}.id is not null then json_build_object('id', ${person}.id, 'title', ${person}.name) end`;
    }
    case 'links':
      return linksJson(sql, field, alias, level);
    case 'lines':
      return linesJson(sql, field, alias, level);
    default:
      return field satisfies never;
  }
}

function linkJson(target: string, title: string): string {
  const plain = `json_build_object('id', ${target}.id, 'title', ${title})`;
  const deleted = `json_build_object('id', ${target}.id, 'title', ${title}, 'deleted', true)`;
  return `case when ${target}.id is null then null when ${target}.deleted_at is null then ${plain} else ${deleted} end`;
}

function linksJson(
  sql: SqlModel,
  field: Extract<ReadField, { form: 'link' | 'links' }>,
  alias: string,
  level: number,
): string {
  const { entity, field: references } = field.at;
  const target = 'to' in references ? sql.model.entities[references.to] : undefined;
  if (target === undefined) throw new Error(`${entity.name}.${references.name} has no target`);
  const link = sql.names.link(entity.name, references.name);
  const joins = createJoins(sql, target, 'x', `x${level}`);
  const title =
    field.title === null
      ? 'null::text'
      : titleText(joins, { ...field.title, steps: field.title.steps.slice(1) });
  const item = linkJson('x', title);
  return (
    `(select coalesce(json_agg(${item} order by (${title}) collate jig.listing, x.id), '[]'::json) from ${link.table} l ` +
    `join ${sql.names.table(target.name)} x on x.id = l.${link.to} ${joins.sql()} where l.${link.from} = ${alias}.id)`
  );
}

function linesJson(
  sql: SqlModel,
  field: Extract<ReadField, { form: 'lines' }>,
  alias: string,
  level: number,
): string {
  const { entity } = field.lines;
  const row = `n${level}`;
  const joins = createJoins(sql, entity, row, `${row}j`);
  const json = recordJson(sql, field.lines, joins, row, { level: level + 1 });
  const by = sql.names.column(entity.name, field.field.by);
  return (
    `(select coalesce(json_agg(${json} order by ${row}.id), '[]'::json) from ${sql.names.table(entity.name)} ${row} ` +
    `${joins.sql()} where ${row}.${by} = ${alias}.id and ${row}.deleted_at is not distinct from ${alias}.deleted_at)`
  );
}

/** SQL of a stored value as it is sent; `column` is the column's SQL. */
function valueJson(at: Column, column: string): string {
  return WIRE_FORMS[FIELD_TYPES[at.field.type].wire]?.(column, at.field) ?? column;
}

const WIRE_FORMS: { readonly [wire in WireForm]?: (column: string, field: Field) => string } = {
  text: (column) => `${column}::text`,
  instant: instantText,
  time: (column) => `to_char(${column}, 'HH24:MI:SS')`,
  sequence: sequenceText,
};

/** ISO 8601 to the millisecond; connections run in UTC. */
function instantText(column: string): string {
  return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function sequenceText(column: string, field: Field): string {
  const prefix = field.type === 'sequence' ? field.prefix : '';
  return prefix === '' ? `${column}::text` : `${literal(prefix)} || ${column}`;
}

/** SQL of the text by which people know a record. */
function titleText(joins: Joins, title: Column): string {
  const column = joins.column(title);
  if (title.field.type === 'user') return `${joins.person(title)}.name`;
  const value = valueJson(title, column);
  return value === column && FIELD_TYPES[title.field.type].sqlType(title.field) !== 'text'
    ? `${column}::text`
    : value;
}
