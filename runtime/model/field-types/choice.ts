import type { ChoiceField, ChoicesField, Field } from '../field.ts';
import type { FieldType, ParsedText, ValueProblem } from './field-type.ts';

const TAG_LENGTH = 100;
const MOST_TAGS = 100;

const optionNames = (field: Field): readonly string[] =>
  (field as ChoiceField | ChoicesField).options.map((option) => option.name);

function parseOption(field: Field, text: string): ParsedText {
  const names = optionNames(field);
  return names.includes(text)
    ? { ok: true, value: text }
    : { ok: false, expected: `one of ${names.map((name) => `\`${name}\``).join(', ')}` };
}

export const choice: FieldType = {
  name: 'choice',
  about: 'One of the listed options.',
  sqlType: () => 'text',
  wire: 'native',
  writable: true,
  schema: (field) => ({ type: 'string', enum: optionNames(field) }),
  checkValue: () => null,
  toDatabase: (_field, value) => value as string,
  operators: ['eq', 'not', 'empty'],
  parseText: parseOption,
  sortable: true,
  searchable: false,
  widget: 'choice',
  cell: 'choice',
  align: 'start',
};

export const choices: FieldType = {
  name: 'choices',
  about: 'Any number of the listed options.',
  sqlType: () => 'text[]',
  wire: 'native',
  writable: true,
  schema: (field) => ({
    type: 'array',
    uniqueItems: true,
    items: { type: 'string', enum: optionNames(field) },
  }),
  checkValue: () => null,
  toDatabase: (_field, value) => value as readonly string[],
  operators: ['has', 'empty'],
  parseText: parseOption,
  sortable: false,
  searchable: false,
  widget: 'choices',
  cell: 'choices',
  align: 'start',
};

function checkTags(_field: Field, value: unknown): ValueProblem | null {
  const bad = (value as readonly string[]).some(
    (tag) => /[\0\n\r]|\p{Surrogate}/u.test(tag) || tag.trim() === '',
  );
  return bad ? { code: 'tags/word', params: {} } : null;
}

export const tags: FieldType = {
  name: 'tags',
  about: 'Any number of free words.',
  sqlType: () => 'text[]',
  wire: 'native',
  writable: true,
  schema: () => ({
    type: 'array',
    uniqueItems: true,
    maxItems: MOST_TAGS,
    items: { type: 'string', minLength: 1, maxLength: TAG_LENGTH },
  }),
  checkValue: checkTags,
  toDatabase: (_field, value) => value as readonly string[],
  operators: ['has', 'empty'],
  parseText: (_field, text) =>
    /[\0]|\p{Surrogate}/u.test(text) ? { ok: false, expected: 'a word' } : { ok: true, value: text },
  sortable: false,
  searchable: false,
  widget: 'tags',
  cell: 'tags',
  align: 'start',
};
