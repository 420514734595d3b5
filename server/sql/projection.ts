import type { WireForm } from '../../runtime/model/field-types/field-type.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Column, Place } from '../../runtime/plan/column.ts';
import type { ReadField, RecordPlan } from '../../runtime/plan/record-plan.ts';
import { identifier, literal } from './binder.ts';
import { createJoins } from './joins.ts';
import type { Joins, SqlModel } from './joins.ts';
import { maskSql } from './mask-sql.ts';

/** Postgres cuts longer names, so they cannot be keys of `row_to_json`. */
const LONGEST_NAME = 63;
/** Half of the most arguments that a Postgres function takes. */
const MOST_PAIRS = 50;

/** One key of the JSON object and the SQL of its value. */
export type Pair = readonly [key: string, sql: string];

type Link = Extract<ReadField, { form: 'link' }>;
type Links = Extract<ReadField, { form: 'links' }>;
type Lines = Extract<ReadField, { form: 'lines' }>;
type Masked = Extract<ReadField, { form: 'masked' }>;

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
    return [field.path, empty ? emptyList(field, joins) : fieldJson(sql, field, joins, alias, level)];
  });
  return objectJson([['id', `${alias}.id`], ['version', `${alias}.version`], ...pairs, ...further]);
}

/**
 * A JSON object of any number of pairs. `row_to_json` over a row is the fastest way to one; where a key is too long for
 * a column name, pieces made by `json_build_object` are put together.
 */
export function objectJson(pairs: readonly Pair[]): string {
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
    case 'link':
      return linkJson(joins, field);
    case 'person': {
      const person = joins.person(field.at);
      return `case when ${person}.id is not null then json_build_object('id', ${person}.id, 'title', ${person}.name) end`;
    }
    case 'links':
      return linksJson(sql, field, joins, alias, level);
    case 'lines':
      return linesJson(sql, field, joins, alias, level);
    case 'masked':
      return maskedJson(sql, field, joins, alias, level);
    default:
      return field satisfies never;
  }
}

/** Of a record without links and lines; what is not shown is null here as well. */
function emptyList(field: Links | Lines, joins: Joins): string {
  return joins.gated(field.form === 'lines' ? field.shown : field.at.shown, `'[]'::json`);
}

function linkJson(joins: Joins, { at, title, target }: Link): string {
  const row = joins.target([...at.steps, at.field.name]);
  const text = title === null ? 'null::text' : titleText(joins, title);
  const json = targetJson(row, text, target === true ? null : joins.condition(target));
  return at.shown === true ? json : `case when ${joins.condition(at.shown)} then ${json} end`;
}

/** Id and title of the row that a reference leads to, and where it may be read whether it is deleted. */
function targetJson(row: string, title: string, readable: string | null): string {
  const plain = `json_build_object('id', ${row}.id, 'title', ${title})`;
  if (readable === 'false') return `case when ${row}.id is null then null else ${plain} end`;
  const deleted = `json_build_object('id', ${row}.id, 'title', ${title}, 'deleted', true)`;
  const live = readable === null ? '' : ` or (${readable}) is not true`;
  return `case when ${row}.id is null then null when ${row}.deleted_at is null${live} then ${plain} else ${deleted} end`;
}

function linksJson(sql: SqlModel, field: Links, outer: Joins, alias: string, level: number): string {
  const { entity, field: references } = field.at;
  const target = 'to' in references ? sql.model.entities[references.to] : undefined;
  if (target === undefined) throw new Error(`${entity.name}.${references.name} has no target`);
  const link = sql.names.link(entity.name, references.name);
  const joins = createJoins(sql, target, 'x', `x${level}`, outer.gate);
  const title = field.title === null ? 'null::text' : titleText(joins, field.title);
  const item = targetJson('x', title, field.target === true ? null : joins.condition(field.target));
  return outer.gated(
    field.at.shown,
    `(select coalesce(json_agg(${item} order by (${title}) collate jig.listing, x.id), '[]'::json) from ${link.table} l ` +
      `join ${sql.names.table(target.name)} x on x.id = l.${link.to} ${joins.sql()} where l.${link.from} = ${alias}.id)`,
  );
}

/** Lines that may not be read themselves are left out. */
function linesJson(sql: SqlModel, field: Lines, outer: Joins, alias: string, level: number): string {
  const { entity, rows } = field.lines;
  const row = `n${level}`;
  const joins = createJoins(sql, entity, row, `${row}j`, outer.gate);
  const json = recordJson(sql, field.lines, joins, row, { level: level + 1 });
  const by = sql.names.column(entity.name, field.field.by);
  const readable = rows === true ? '' : ` and ${joins.condition(rows)}`;
  return outer.gated(
    field.shown,
    `(select coalesce(json_agg(${json} order by ${row}.id), '[]'::json) from ${sql.names.table(entity.name)} ${row} ` +
      `${joins.sql()} where ${row}.${by} = ${alias}.id and ${row}.deleted_at is not distinct from ${alias}.deleted_at${readable})`,
  );
}

/** `{"masked": "•••• 1234"}` where the value is not shown as it is. */
function maskedJson(
  sql: SqlModel,
  { at, clear }: Masked,
  joins: Joins,
  alias: string,
  level: number,
): string {
  const cases = at.masked.map(({ mask, when }) => {
    const text = plainText(joins, at);
    const json = `json_build_object('masked', ${maskSql(mask, text)})`;
    // `hidden` does not even tell whether there is a value.
    const told = mask === 'hidden' ? json : `case when ${text} is not null then ${json} end`;
    return `when ${joins.condition(when)} then ${told}`;
  });
  const whole =
    clear === null
      ? []
      : [`when ${joins.condition(at.shown)} then to_json(${fieldJson(sql, clear, joins, alias, level)})`];
  return `case ${[...whole, ...cases].join(' ')} end`;
}

/** The value as text, whatever else may be seen of it. */
function plainText(joins: Joins, at: Place): string {
  return `(${valueJson(at, joins.raw(at))})::text`;
}

/** SQL of a stored value as it is sent; `column` is the column's SQL. */
export function valueJson(at: Place, column: string): string {
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
export function titleText(joins: Joins, title: Column): string {
  const column = joins.column(title);
  if (title.field.type === 'user') return `${joins.person(title)}.name`;
  const value = valueJson(title, column);
  return value === column && FIELD_TYPES[title.field.type].sqlType(title.field) !== 'text'
    ? `${column}::text`
    : value;
}
