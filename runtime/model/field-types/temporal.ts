import type { DurationField, Field, TemporalField } from '../field.ts';
import type { FieldType, Operator, ParsedText, ValueProblem } from './field-type.ts';
import { NUMBER_OPERATORS } from './number.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/u;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/u;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/u;
const DURATION = /^(-)?P(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,10})S)?)?$/u;

/** A day of the calendar between year 1 and 9999. */
export function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** An instant with a zone offset, to the millisecond. */
export function isInstant(text: string): boolean {
  const match = INSTANT.exec(text);
  return match !== null && isDate(match[1] ?? '');
}

/** Seconds of an ISO 8601 duration of days, hours, minutes and seconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (match === null || /[PT]$/u.test(text)) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const total = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -total : total;
}

const FORMS = {
  date: { test: isDate, sql: 'date', wire: 'date', expected: 'a date such as 2026-11-21' },
  time: {
    test: (text: string) => TIME.test(text),
    sql: 'time',
    wire: 'time',
    expected: 'a time such as 09:30',
  },
  datetime: {
    test: isInstant,
    sql: 'timestamptz(3)',
    wire: 'instant',
    expected: 'a date and time with its offset, such as 2026-11-21T09:30:00Z',
  },
} as const;

/** Whether `a` is before `b`; both are valid values of the same type. */
function isBefore(type: TemporalField['type'], a: string, b: string): boolean {
  return type === 'datetime' ? Date.parse(a) < Date.parse(b) : a < b;
}

function checkTemporal(field: Field, value: unknown): ValueProblem | null {
  const { type, min, max } = field as TemporalField;
  const text = value as string;
  if (!FORMS[type].test(text)) return { code: `temporal/${type}`, params: {} };
  if (min !== null && isBefore(type, text, min)) return { code: 'temporal/min', params: { min } };
  if (max !== null && isBefore(type, max, text)) return { code: 'temporal/max', params: { max } };
  return null;
}

function parseTemporal(field: Field, text: string): ParsedText {
  const form = FORMS[(field as TemporalField).type];
  if (form.test(text)) return { ok: true, value: text };
  if (field.type === 'datetime' && isDate(text)) return { ok: true, value: text, day: true };
  return { ok: false, expected: form.expected };
}

function temporalType(name: TemporalField['type'], about: string): FieldType {
  return {
    name,
    about,
    sqlType: () => FORMS[name].sql,
    wire: FORMS[name].wire,
    writable: true,
    schema: () => ({ type: 'string', maxLength: 40 }),
    checkValue: checkTemporal,
    toDatabase: (_field, value) => value as string,
    operators: ['eq', 'not', 'gt', 'gte', 'lt', 'lte', 'empty'] satisfies readonly Operator[],
    parseText: parseTemporal,
    sortable: true,
    searchable: false,
    widget: name,
    cell: name,
    align: 'start',
  };
}

export const date = temporalType('date', 'A day of the calendar, without a time zone.');
export const time = temporalType('time', 'A time of day, without a time zone.');
export const datetime = temporalType('datetime', "An instant, shown in the workspace's time zone.");

export const duration: FieldType = {
  name: 'duration',
  about: 'A length of time in whole seconds; in definitions `1h30m`.',
  sqlType: () => 'bigint',
  wire: 'native',
  writable: true,
  schema: (field) => {
    const { min, max } = field as DurationField;
    return {
      type: 'integer',
      minimum: min ?? -Number.MAX_SAFE_INTEGER,
      maximum: max ?? Number.MAX_SAFE_INTEGER,
    };
  },
  checkValue: () => null,
  toDatabase: (_field, value) => String(value),
  operators: NUMBER_OPERATORS,
  parseText: (_field, text) => {
    const seconds = /^-?\d{1,16}$/u.test(text) ? Number(text) : parseDuration(text);
    return seconds !== null && Number.isSafeInteger(seconds)
      ? { ok: true, value: String(seconds) }
      : { ok: false, expected: 'a duration such as PT1H30M, or whole seconds' };
  },
  sortable: true,
  searchable: false,
  widget: 'duration',
  cell: 'duration',
  align: 'end',
};
