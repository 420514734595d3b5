import type { Field, FieldTypeName } from '../field.ts';
import type { FieldType, JsonSchema, ParsedText, WireForm } from './field-type.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const UUID_SCHEMA: JsonSchema = { type: 'string', format: 'uuid' };

/** Records named in one `references` value. */
const MOST_REFERENCES = 1000;

/** A record's id in canonical, lower-case form. */
export function isRecordId(text: string): boolean {
  return UUID.test(text);
}

function parseId(_field: Field, text: string): ParsedText {
  return isRecordId(text) ? { ok: true, value: text } : { ok: false, expected: "a record's id" };
}

function linkType(name: FieldTypeName & WireForm, about: string): FieldType {
  return {
    name,
    about,
    sqlType: () => 'uuid',
    wire: name,
    writable: true,
    schema: () => UUID_SCHEMA,
    checkValue: () => null,
    toDatabase: (_field, value) => value as string,
    operators: ['eq', 'not', 'empty'],
    parseText: parseId,
    sortable: true,
    searchable: false,
    widget: name,
    cell: name,
    align: 'start',
  };
}

export const reference = linkType('reference', 'A link to one record of another (or the same) entity.');
export const user = linkType('user', 'A person who can sign in.');

export const references: FieldType = {
  ...linkType('references', 'Links to any number of records of another entity.'),
  sqlType: () => null,
  schema: () => ({ type: 'array', uniqueItems: true, maxItems: MOST_REFERENCES, items: UUID_SCHEMA }),
  toDatabase: (_field, value) => value as readonly string[],
  operators: ['has', 'empty'],
  sortable: false,
};

/** Written only when owned, as a list of lines; that schema needs the model and is made in `validate/record-schema.ts`. */
export const children: FieldType = {
  ...linkType(
    'children',
    'The records of another entity that refer to this one; owned lines are edited in place.',
  ),
  sqlType: () => null,
  schema: () => null,
  toDatabase: () => null,
  operators: [],
  sortable: false,
};
