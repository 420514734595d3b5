import type { ValueProblem } from '../model/field-types/field-type.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';

/** What a JSON Schema validator reports; a part of ajv's error object. */
export type SchemaError = { readonly keyword: string; readonly params: Readonly<Record<string, unknown>> };

/** Turns a validator's report on a value of `field` into our own problem, the same on the server and in forms. */
export function schemaProblem(field: Field, error: SchemaError): ValueProblem {
  const limit = Number(error.params['limit']);
  const exact = FIELD_TYPES[field.type].wire === 'text';
  switch (error.keyword) {
    case 'type':
      return exact
        ? problem('decimal/as_text')
        : problem('value/type', { expected: EXPECTED[field.type] ?? 'another type of value' });
    case 'enum':
      return problem('choice/option', { options: optionsOf(field) });
    case 'minLength':
      return problem('text/too_short', { limit });
    case 'maxLength':
      return exact ? problem('decimal/form') : problem('text/too_long', { limit });
    case 'pattern':
      return problem(exact ? 'decimal/form' : 'text/pattern');
    case 'minimum':
      return problem('number/min', { min: limit });
    case 'maximum':
      return problem('number/max', { max: limit });
    case 'uniqueItems':
      return problem('list/duplicate');
    case 'maxItems':
      return problem('list/too_long', { limit });
    case 'format':
      return problem('reference/id');
    case 'required':
      return problem('value/required');
    default:
      return problem('value/form');
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  text: 'text',
  long_text: 'text',
  markdown: 'text',
  email: 'text',
  url: 'text',
  phone: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  date: 'a date as text, such as 2026-11-21',
  datetime: 'a date and time as text, such as 2026-11-21T09:30:00Z',
  time: 'a time as text, such as 09:30',
  duration: 'a whole number of seconds',
  choice: 'the name of an option',
  choices: 'a list of names of options',
  tags: 'a list of words',
  reference: "a record's id",
  references: "a list of records' ids",
  children: 'a list of lines',
  user: "a person's id",
};

function problem(code: string, params: ValueProblem['params'] = {}): ValueProblem {
  return { code, params };
}

function optionsOf(field: Field): string {
  const options = 'options' in field ? field.options : [];
  return options.map((option) => `\`${option.name}\``).join(', ');
}
