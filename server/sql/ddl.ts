import type { Entity, Model } from '../../runtime/model/model.ts';
import type { Field } from '../../runtime/model/field.ts';
import { isAlwaysRequired } from '../../runtime/validate/record-schema.ts';
import type { ConstraintMeaning } from '../migrate/physical-names.ts';
import { columnType } from './column-type.ts';
import { checksOf } from './ddl-checks.ts';
import { type Generated, generatedColumn } from './ddl-generated.ts';
import { indexesOf } from './ddl-indexes.ts';
import { objectName, quote } from './ddl-quote.ts';

/** A column that the model asks for. Types are written as Postgres prints them. */
export type DesiredColumn = {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** How Postgres works it out from the row's other columns; null for one that is written. */
  readonly generated: Generated | null;
  /** The field; null for a column that every record has. */
  readonly field: Field | null;
};

export type DesiredCheck = {
  readonly name: string;
  readonly column: string;
  readonly expression: string;
  /** What is wrong with a value that breaks it: `is longer than 100 characters`. */
  readonly rule: string;
};
export type DesiredReference = {
  readonly name: string;
  readonly column: string;
  /** Schema and table, unquoted. */
  readonly target: readonly [schema: string, table: string];
  readonly onDelete: 'restrict' | 'cascade';
};
export type DesiredIndex = {
  readonly name: string;
  readonly unique: boolean;
  /** `using btree ("status", "id") where "deleted_at" is null` */
  readonly definition: string;
  readonly columns: readonly string[];
  readonly fields: readonly string[];
};

export type DesiredTable = {
  readonly name: string;
  readonly entity: string;
  /** The field whose links the table holds; null for a table of records. */
  readonly linksOf: string | null;
  readonly primaryKey: { readonly name: string; readonly columns: readonly string[] };
  readonly columns: readonly DesiredColumn[];
  readonly checks: readonly DesiredCheck[];
  readonly references: readonly DesiredReference[];
  readonly indexes: readonly DesiredIndex[];
};

/** Everything that a model asks of the records' schema, as plain data. */
export type DesiredSchema = { readonly tables: readonly DesiredTable[] };

/** Physical names of a model, unquoted. */
export type Places = {
  table(entity: string): string;
  column(entity: string, field: string): string;
  link(entity: string, field: string): string;
};

/**
 * What the model's entities need in the database. `trigramOperators` is the qualified operator class for text search:
 * the extension may live in any schema.
 */
export function desiredSchema(model: Model, places: Places, trigramOperators: string): DesiredSchema {
  const entities = Object.values(model.entities);
  return {
    tables: entities.flatMap((entity) => [
      recordTable(entity, model, places, trigramOperators),
      ...Object.values(entity.fields)
        .filter((field) => field.type === 'references')
        .map((field) => linkTable(entity, field.name, field.to, places)),
    ]),
  };
}

const SYSTEM: readonly DesiredColumn[] = [
  { name: 'id', type: 'uuid', nullable: false, generated: null, field: null },
  { name: 'version', type: 'integer', nullable: false, generated: null, field: null },
  // To the millisecond, so that an instant on the wire is the whole instant.
  { name: 'created_at', type: 'timestamp(3) with time zone', nullable: false, generated: null, field: null },
  { name: 'created_by', type: 'uuid', nullable: false, generated: null, field: null },
  { name: 'updated_at', type: 'timestamp(3) with time zone', nullable: false, generated: null, field: null },
  { name: 'updated_by', type: 'uuid', nullable: false, generated: null, field: null },
  { name: 'deleted_at', type: 'timestamp(3) with time zone', nullable: true, generated: null, field: null },
];

const ACTOR = ['jig', 'actor'] as const;

function recordTable(entity: Entity, model: Model, places: Places, trigramOperators: string): DesiredTable {
  const table = places.table(entity.name);
  const stored = Object.values(entity.fields).flatMap((field) => {
    const sqlType = columnType(field);
    return sqlType === null
      ? []
      : [{ field, column: places.column(entity.name, field.name), type: printedType(sqlType) }];
  });
  // A computed value is made to fit; a check on it would refuse a write that is not to blame.
  const written = stored.filter(({ field }) => field.computed === null);
  return {
    name: table,
    entity: entity.name,
    linksOf: null,
    primaryKey: { name: objectName(table, 'id', 'key', 'id'), columns: ['id'] },
    columns: [
      ...SYSTEM,
      ...stored.map(({ field, column, type }) => ({
        name: column,
        type,
        nullable: !isAlwaysRequired(field) && field.type !== 'sequence',
        generated: generatedColumn(model, places, entity, field, type),
        field,
      })),
    ],
    checks: written.flatMap(({ field, column, type }) =>
      checksOf(field, quote(column)).map(({ expression, rule }) => ({
        name: objectName(table, column, 'check', `${type} ${expression}`),
        column,
        expression,
        rule,
      })),
    ),
    references: [
      reference(table, 'created_by', ACTOR, 'restrict'),
      reference(table, 'updated_by', ACTOR, 'restrict'),
      ...stored.flatMap(({ field, column }) => {
        if (field.type === 'user') return [reference(table, column, ACTOR, 'restrict')];
        if (field.type === 'reference')
          return [reference(table, column, ['app', places.table(field.to)], 'restrict')];
        return [];
      }),
    ],
    indexes: indexesOf(entity, model, places, trigramOperators),
  };
}

function linkTable(entity: Entity, field: string, to: string, places: Places): DesiredTable {
  const table = places.link(entity.name, field);
  const back = 'using btree ("to_id", "from_id")';
  return {
    name: table,
    entity: entity.name,
    linksOf: field,
    primaryKey: { name: objectName(table, 'from_id', 'key', 'from_id to_id'), columns: ['from_id', 'to_id'] },
    columns: [
      { name: 'from_id', type: 'uuid', nullable: false, generated: null, field: null },
      { name: 'to_id', type: 'uuid', nullable: false, generated: null, field: null },
    ],
    checks: [],
    references: [
      reference(table, 'from_id', ['app', places.table(entity.name)], 'cascade'),
      reference(table, 'to_id', ['app', places.table(to)], 'restrict'),
    ],
    indexes: [
      {
        name: objectName(table, 'to_id', 'index', back),
        unique: false,
        definition: back,
        columns: ['to_id', 'from_id'],
        fields: [field],
      },
    ],
  };
}

function reference(
  table: string,
  column: string,
  target: readonly [string, string],
  onDelete: 'restrict' | 'cascade',
): DesiredReference {
  return {
    name: objectName(table, column, 'fk', `${column} ${target.join('.')} ${onDelete}`),
    column,
    target,
    onDelete,
  };
}

const PRINTED: Readonly<Record<string, string>> = {
  'timestamptz(3)': 'timestamp(3) with time zone',
  time: 'time without time zone',
};

/** A type of the field-type registry, as `format_type` prints it. */
export function printedType(sqlType: string): string {
  return PRINTED[sqlType] ?? sqlType.replaceAll(/,\s*/gu, ',');
}

/** Constraint names to what they are about, for explaining the errors of Postgres. */
export function constraintMeanings(schema: DesiredSchema): Map<string, ConstraintMeaning> {
  const meanings = new Map<string, ConstraintMeaning>();
  for (const { entity, columns, checks, references, indexes, linksOf } of schema.tables) {
    const fieldsOf = (column: string): string[] =>
      linksOf === null ? [columns.find(({ name }) => name === column)?.field?.name ?? column] : [linksOf];
    for (const { name, column } of checks)
      meanings.set(name, { entity, fields: fieldsOf(column), kind: 'check' });
    for (const { name, column } of references)
      meanings.set(name, { entity, fields: fieldsOf(column), kind: 'reference' });
    for (const { name, unique, fields } of indexes)
      if (unique) meanings.set(name, { entity, fields, kind: 'unique' });
  }
  return meanings;
}
