import { createHash } from 'node:crypto';
import type { Model } from '../../runtime/model/model.ts';
import { createPhysicalNames, type NameRow } from '../migrate/physical-names.ts';
import { constraintMeanings, type DesiredSchema, type Places } from '../sql/ddl.ts';
import type { ActiveRelease } from './activate.ts';

/** A release as requests work under it, from its row and the names in force. */
export function releaseOf(
  number: number,
  hash: string,
  model: Model,
  rows: readonly NameRow[],
  schema: DesiredSchema,
): ActiveRelease {
  return { number, hash, model, names: createPhysicalNames(rows, constraintMeanings(schema)) };
}

/** Unquoted names, for building the schema. A name that is missing makes the schema differ, which brings it up. */
export function placesOf(rows: readonly NameRow[]): Places {
  const places = new Map(
    rows.map((row) => [row.field === null ? row.entity : `${row.entity}.${row.field}`, row]),
  );
  return {
    table: (entity) => places.get(entity)?.table_name ?? '',
    column: (entity, field) => places.get(`${entity}.${field}`)?.column_name ?? '',
    link: (entity, field) => places.get(`${entity}.${field}`)?.link_name ?? '',
  };
}

/** Changes with the model's needs and with what this version of the program makes of them. */
export function schemaHash(schema: DesiredSchema): string {
  return sha256(
    JSON.stringify(
      schema.tables.map(({ name, columns, checks, references, indexes }) => [
        name,
        columns.map((column) => [
          column.name,
          column.type,
          column.nullable,
          startOf(column.field),
          ...(column.generated === null ? [] : [column.generated.mark]),
        ]),
        [...checks, ...references, ...indexes].map((item) => item.name),
      ]),
    ),
  );
}

const startOf = (field: { readonly type: string } | null): number | null =>
  field !== null && 'start' in field && typeof field.start === 'number' ? field.start : null;

/** In hexadecimal; of a model's JSON text it is the hash of its release. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
