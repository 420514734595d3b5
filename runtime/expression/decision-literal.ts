import { formatDecimal, parseDecimal } from '../model/decimal.ts';
import { meantDuration, type DurationSpelling } from '../model/duration-spelling.ts';
import { isDate, isInstant, parseDuration } from '../model/field-types/temporal.ts';
import { suggest } from '../diagnostics/nearest-name.ts';
import type { Type } from './type.ts';

/** A value in a cell, in the form of a literal of a tree. */
export type CellValue = boolean | number | string;

export type ReadValue =
  | { readonly ok: true; readonly value: CellValue }
  | { readonly ok: false; readonly expected: string; readonly option?: true };

type Read = (text: string) => CellValue | null;

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/u;

const READERS: Readonly<Partial<Record<Type['is'], { readonly read: Read; readonly expected: string }>>> = {
  bool: {
    read: (text) => (text === 'true' || text === 'false' ? text === 'true' : null),
    expected: '`true` or `false`',
  },
  int: {
    read: (text) =>
      /^-?(?:0|[1-9]\d*)$/u.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null,
    expected: 'a whole number such as `42`',
  },
  decimal: { read: readExact, expected: 'a number such as `12.50`' },
  money: { read: readExact, expected: 'an amount such as `12.50`' },
  date: { read: (text) => (isDate(text) ? text : null), expected: 'a date such as `2026-11-21`' },
  datetime: {
    read: (text) => (isInstant(text) ? new Date(text).toISOString() : null),
    expected: 'a date and time with its offset, such as `2026-11-21T09:30:00Z`',
  },
  time: {
    read: (text) => (TIME.test(text) ? (text.length === 5 ? `${text}:00` : text) : null),
    expected: 'a time such as `09:30`',
  },
  string: { read: (text) => text, expected: 'a text' },
};

/** Written as the author did, without zeros that say nothing and without a sign of zero. */
function readExact(text: string): string | null {
  const decimal = parseDecimal(text);
  if (decimal === null) return null;
  return decimal.units === 0n ? '0' : formatDecimal(decimal, decimal.scale);
}

function readDuration(text: string, spelling: DurationSpelling): ReadValue {
  const iso = spelling.toIso(text);
  const seconds = iso === null ? null : parseDuration(iso);
  if (seconds !== null && Number.isSafeInteger(seconds * 1000)) return { ok: true, value: seconds * 1000 };
  const meant = iso === null ? meantDuration(spelling, text) : null;
  return { ok: false, expected: meant === null ? spelling.expected : `\`${meant}\`` };
}

/** Whether cells of this type can name values; of people and records they can only say whether there is one. */
export function hasValues(type: Type): boolean {
  return type.is === 'choice' || type.is === 'duration' || READERS[type.is] !== undefined;
}

/** Whether cells of this type can hold `<`, `>=` and intervals. */
export function isOrdered(type: Type): boolean {
  return ['int', 'decimal', 'money', 'date', 'datetime', 'time', 'duration'].includes(type.is);
}

/** Reads one value of a cell. */
export function readCellValue(text: string, type: Type, spelling: DurationSpelling): ReadValue {
  if (type.is === 'choice') {
    if (type.options.includes(text)) return { ok: true, value: text };
    return { ok: false, expected: suggest(text, type.options, 'there are no options'), option: true };
  }
  if (type.is === 'duration') return readDuration(text, spelling);
  const reader = READERS[type.is];
  if (reader === undefined) return { ok: false, expected: '`null` or `not null`' };
  const value = reader.read(text);
  return value === null ? { ok: false, expected: reader.expected } : { ok: true, value };
}
