import type { Field, SequenceField } from '../field.ts';
import type { FieldType, ParsedText } from './field-type.ts';

export const boolean: FieldType = {
  name: 'boolean',
  about: 'Yes or no.',
  sqlType: () => 'boolean',
  wire: 'native',
  writable: true,
  schema: () => ({ type: 'boolean' }),
  checkValue: () => null,
  toDatabase: (_field, value) => String(value),
  operators: ['eq', 'empty'],
  parseText: (_field, text) =>
    text === 'true' || text === 'false'
      ? { ok: true, value: text }
      : { ok: false, expected: '`true` or `false`' },
  sortable: true,
  searchable: false,
  widget: 'boolean',
  cell: 'boolean',
  align: 'start',
};

/** Nesting that a `json` value may have; JSON.parse takes millions, everything after it recurses. */
const JSON_DEPTH = 32;

function isStorableJson(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !/[\0]|\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(
    ([key, part]) => isStorableJson(key, 0) && isStorableJson(part, depth - 1),
  );
}

export const json: FieldType = {
  name: 'json',
  about: 'Any JSON value, kept as it is.',
  sqlType: () => 'jsonb',
  wire: 'native',
  writable: true,
  schema: () => ({}),
  checkValue: (_field, value) =>
    isStorableJson(value, JSON_DEPTH) ? null : { code: 'json/form', params: { depth: JSON_DEPTH } },
  toDatabase: (_field, value) => JSON.stringify(value),
  operators: ['empty'],
  parseText: () => ({ ok: false, expected: 'no value' }),
  sortable: false,
  searchable: false,
  widget: 'json',
  cell: 'json',
  align: 'start',
};

function parseSequence(field: Field, text: string): ParsedText {
  const { prefix } = field as SequenceField;
  const digits = text.toLowerCase().startsWith(prefix.toLowerCase()) ? text.slice(prefix.length) : text;
  return /^\d{1,15}$/u.test(digits)
    ? { ok: true, value: digits }
    : { ok: false, expected: `a number such as ${prefix}42` };
}

export const sequence: FieldType = {
  name: 'sequence',
  about: 'A number that the server gives to each new record, shown with its prefix.',
  sqlType: () => 'bigint',
  wire: 'sequence',
  writable: false,
  schema: () => null,
  checkValue: () => null,
  toDatabase: () => null,
  operators: ['eq', 'gt', 'gte', 'lt', 'lte'],
  parseText: parseSequence,
  sortable: true,
  searchable: true,
  widget: 'sequence',
  cell: 'sequence',
  align: 'start',
};
