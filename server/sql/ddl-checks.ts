import type { Field, TextField } from '../../runtime/model/field.ts';
import { isDate, isInstant } from '../../runtime/model/field-types/temporal.ts';
import { literal } from './ddl-quote.ts';

/** Why a check is there, for the person whose data breaks it. */
export type Check = { readonly expression: string; readonly rule: string };

const ENDS = {
  date: ['0001-01-01', '9999-12-31'],
  datetime: ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  time: ['00:00:00', '23:59:59'],
} as const;

/**
 * What the database itself can hold to for one field, over its (quoted) column; null passes each. Patterns stay with the
 * program: Postgres has other regular expressions.
 */
export function checksOf(field: Field, column: string): Check[] {
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'markdown':
    case 'email':
    case 'url':
    case 'phone':
      return [textLength(field, column)];
    case 'integer':
    case 'duration': {
      const [min, max] = [field.min ?? -Number.MAX_SAFE_INTEGER, field.max ?? Number.MAX_SAFE_INTEGER];
      return [
        { expression: `${column} between ${min} and ${max}`, rule: `is not between ${min} and ${max}` },
      ];
    }
    case 'decimal':
    case 'percent':
    case 'money':
      return [
        ...(field.min === null
          ? []
          : [{ expression: `${column} >= ${field.min}`, rule: `is below ${field.min}` }]),
        ...(field.max === null
          ? []
          : [{ expression: `${column} <= ${field.max}`, rule: `is above ${field.max}` }]),
        { expression: `${column} <> 'NaN'`, rule: 'is not a number' },
      ];
    case 'date':
    case 'datetime':
    case 'time':
      return [temporalRange(field.type, fixed(field.type, field.min), fixed(field.type, field.max), column)];
    case 'choice':
      return [
        {
          expression: `${column} in (${optionList(field.options)})`,
          rule: `is none of the options ${field.options.map(({ name }) => `\`${name}\``).join(', ')}`,
        },
      ];
    case 'choices':
      return [
        {
          expression: `${column} <@ array[${optionList(field.options)}]::text[] and array_position(${column}, null) is null`,
          rule: `holds other options than ${field.options.map(({ name }) => `\`${name}\``).join(', ')}`,
        },
      ];
    case 'tags':
      return [{ expression: `array_position(${column}, null) is null`, rule: 'holds an empty word' }];
    case 'boolean':
    case 'reference':
    case 'references':
    case 'children':
    case 'user':
    case 'json':
    case 'sequence':
      return [];
  }
  return field satisfies never;
}

function textLength(field: TextField, column: string): Check {
  const { minLength, maxLength } = field;
  const length = `char_length(${column})`;
  if (minLength === null || minLength === 0)
    return { expression: `${length} <= ${maxLength}`, rule: `is longer than ${maxLength} characters` };
  return {
    expression: `${length} between ${minLength} and ${maxLength}`,
    rule: `is not between ${minLength} and ${maxLength} characters long`,
  };
}

/** A limit that is a value; `today` and `now` move and are left to the program. */
function fixed(type: keyof typeof ENDS, limit: string | null): string | null {
  if (limit === null) return null;
  const isValue =
    type === 'date' ? isDate(limit) : type === 'datetime' ? isInstant(limit) : /^\d\d:/u.test(limit);
  return isValue ? limit : null;
}

function temporalRange(
  type: keyof typeof ENDS,
  min: string | null,
  max: string | null,
  column: string,
): Check {
  const sqlType = type === 'datetime' ? 'timestamptz' : type;
  const [first, last] = [min ?? ENDS[type][0], max ?? ENDS[type][1]];
  return {
    expression: `${column} between ${sqlType} ${literal(first)} and ${sqlType} ${literal(last)}`,
    rule: `is not between ${first} and ${last}`,
  };
}

const optionList = (options: readonly { readonly name: string }[]): string =>
  options.map(({ name }) => literal(name)).join(', ');
