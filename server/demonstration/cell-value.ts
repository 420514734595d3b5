import { parseDuration } from '../../runtime/model/field-types/temporal.ts';
import type { Field, FieldTypeName } from '../../runtime/model/field.ts';

/** Between several values of one cell. */
const SEPARATOR = '|';

export type CellValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly expected: string };

/** The cell's parts: one for a single value, any number for references, choices and tags. */
export const cellParts = (text: string): readonly string[] =>
  text.split(SEPARATOR).map((part) => part.trim());

const list = (text: string): CellValue => ({ ok: true, value: cellParts(text) });

/** Types whose values are not sent as the text that stands in the cell. */
const READERS: Readonly<Partial<Record<FieldTypeName, (text: string) => CellValue>>> = {
  integer: (text) =>
    /^-?\d{1,16}$/u.test(text)
      ? { ok: true, value: Number(text) }
      : { ok: false, expected: 'a whole number such as 42' },
  boolean: (text) =>
    text === 'true' || text === 'false'
      ? { ok: true, value: text === 'true' }
      : { ok: false, expected: '`true` or `false`' },
  duration: (text) => {
    const seconds = parseDuration(text);
    return seconds === null
      ? { ok: false, expected: 'a duration such as P14D or PT1H30M' }
      : { ok: true, value: seconds };
  },
  choices: list,
  tags: list,
  json: (text) => {
    try {
      return { ok: true, value: JSON.parse(text) as unknown };
    } catch {
      return { ok: false, expected: 'JSON such as {"fat_g": 12}' };
    }
  },
};

/**
 * Turns the text of a cell that is not empty into the value that the field takes over HTTP. Whether the value fits the
 * field (length, range, options) is for the operation that creates the record to say.
 */
export function cellValue(field: Field, text: string): CellValue {
  return READERS[field.type]?.(text) ?? { ok: true, value: text };
}
