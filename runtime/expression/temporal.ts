const DATE = /^\d{4}-\d\d-\d\d$/u;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/u;
const INSTANT =
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/u;
const PART = /(\d+(?:\.\d+)?)(ms|h|m|s)/gu;
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

const DAY = 86_400_000;
/** Years 1 to 9999, in milliseconds since 1970. */
const FIRST_INSTANT = -62_135_596_800_000;
const LAST_INSTANT = 253_402_300_799_999;
/** Longest duration either way, in milliseconds: ten thousand years, as in CEL. */
const LONGEST_DURATION = 315_576_000_000_000;

export const inInstants = (value: number): boolean => value >= FIRST_INSTANT && value <= LAST_INSTANT;
export const inDurations = (value: number): boolean =>
  Number.isSafeInteger(value) && Math.abs(value) <= LONGEST_DURATION;

/** Days since 1970 of a date; NaN when the calendar has no such day. */
export function dayNumber(date: string): number {
  if (!DATE.test(date)) return Number.NaN;
  const millis = Date.parse(`${date}T00:00:00.000Z`);
  return inInstants(millis) && dateOf(millis / DAY) === date ? millis / DAY : Number.NaN;
}

/** The date of a day counted from 1970; null outside the years 1 to 9999. */
export function dateOf(day: number): string | null {
  const millis = day * DAY;
  return inInstants(millis) ? new Date(millis).toISOString().slice(0, 10) : null;
}

export const parseDate = (text: string): string | null => (Number.isNaN(dayNumber(text)) ? null : text);

/** A time of day with its seconds. */
export function parseTime(text: string): string | null {
  return TIME.test(text) ? (text.length === 5 ? `${text}:00` : text) : null;
}

/** RFC 3339 with its zone, as milliseconds since 1970. */
export function parseInstant(text: string): number | null {
  if (!INSTANT.test(text) || parseDate(text.slice(0, 10)) === null) return null;
  const millis = Date.parse(text);
  return inInstants(millis) ? millis : null;
}

/** `1h30m`, `-90s`, `1.5s`, `20ms` in milliseconds; null when it is none, or no whole number of milliseconds. */
export function parseDuration(text: string): number | null {
  const digits = text.startsWith('-') ? text.slice(1) : text;
  if (digits === '' || digits.length > 60 || digits.replace(PART, '') !== '') return null;
  let total = 0;
  for (const [, amount = '', unit = ''] of digits.matchAll(PART)) {
    const [whole = '', fraction = ''] = amount.split('.');
    const scaled = Number(whole + fraction) * (UNITS[unit] ?? 0);
    total += scaled / 10 ** fraction.length;
  }
  return inDurations(total) ? (text.startsWith('-') ? -total || 0 : total) : null;
}
