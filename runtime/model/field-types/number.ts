import { compareDecimals, formatDecimal, parseDecimal, wholeDigits } from '../decimal.ts';
import type { DecimalField, Field, IntegerField, MoneyField } from '../field.ts';
import type { FieldType, Operator, ParsedText, ValueProblem } from './field-type.ts';

export const NUMBER_OPERATORS: readonly Operator[] = ['eq', 'not', 'gt', 'gte', 'lt', 'lte', 'empty'];

/** Digits before the point that a decimal column holds. */
const WHOLE_DIGITS = 20;

type Exact = DecimalField | MoneyField;

export const integer: FieldType = {
  name: 'integer',
  about: 'A whole number between plus and minus 9007199254740991; longer ones are decimals with `scale: 0`.',
  sqlType: () => 'bigint',
  wire: 'native',
  writable: true,
  schema: (field) => {
    const { min, max } = field as IntegerField;
    return {
      type: 'integer',
      minimum: min ?? -Number.MAX_SAFE_INTEGER,
      maximum: max ?? Number.MAX_SAFE_INTEGER,
    };
  },
  checkValue: () => null,
  toDatabase: (_field, value) => String(value),
  operators: NUMBER_OPERATORS,
  parseText: (_field, text) =>
    /^-?\d{1,16}$/u.test(text) && Number.isSafeInteger(Number(text))
      ? { ok: true, value: text }
      : { ok: false, expected: 'a whole number such as 42' },
  sortable: true,
  searchable: false,
  widget: 'integer',
  cell: 'integer',
  align: 'end',
};

/** Exact range and digits of a decimal text that matched the schema's pattern. */
function checkExact(field: Field, value: unknown): ValueProblem | null {
  const { scale, min, max } = field as Exact;
  const decimal = parseDecimal(value as string);
  if (decimal === null) return { code: 'decimal/form', params: {} };
  if (formatDecimal(decimal, scale) === null) return { code: 'decimal/scale', params: { scale } };
  if (wholeDigits(decimal) > WHOLE_DIGITS)
    return { code: 'decimal/too_long', params: { digits: WHOLE_DIGITS } };
  const low = min === null ? null : parseDecimal(min);
  if (low !== null && compareDecimals(decimal, low) < 0)
    return { code: 'number/min', params: { min: min ?? '' } };
  const high = max === null ? null : parseDecimal(max);
  if (high !== null && compareDecimals(decimal, high) > 0)
    return { code: 'number/max', params: { max: max ?? '' } };
  return null;
}

function parseExact(_field: Field, text: string): ParsedText {
  const decimal = parseDecimal(text);
  return decimal === null || wholeDigits(decimal) > 100
    ? { ok: false, expected: 'a decimal number such as 12.50' }
    : { ok: true, value: text };
}

function exactType(name: Exact['type'], about: string): FieldType {
  return {
    name,
    about,
    sqlType: (field) => `numeric(${WHOLE_DIGITS + (field as Exact).scale},${(field as Exact).scale})`,
    wire: 'text',
    writable: true,
    schema: () => ({ type: 'string', pattern: '^-?\\d+(?:\\.\\d+)?$', maxLength: 200 }),
    checkValue: checkExact,
    toDatabase: (_field, value) => value as string,
    operators: NUMBER_OPERATORS,
    parseText: parseExact,
    sortable: true,
    searchable: false,
    widget: name,
    cell: name,
    align: 'end',
  };
}

export const decimal = exactType(
  'decimal',
  'An exact decimal number; `scale` gives the digits after the point.',
);
export const percent = exactType('percent', 'A share, stored as an exact fraction: 5 % is `0.05`.');
export const money = exactType('money', "An exact amount in the field's or the workspace's currency.");
