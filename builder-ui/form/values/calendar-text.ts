import { isDate } from '../../../runtime/model/field-types/temporal.ts';
import type { Reading } from './unread.ts';

const DAY = 86_400_000;
const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

function toUtc(date: string): Date {
  const [year = 1, month = 1, day = 1] = date.split('-').map(Number);
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  return utc;
}
const fromUtc = (date: Date): string =>
  `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;

/** The date `days` after `date`; both `2026-11-21`. */
function addDays(date: string, days: number): string {
  return fromUtc(new Date(toUtc(date).getTime() + days * DAY));
}

/** The same day `months` later, or the last day of that month when it is shorter. */
function addMonths(date: string, months: number): string {
  const from = toUtc(date);
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + months);
  const last = new Date(to);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  to.setUTCDate(Math.min(from.getUTCDate(), last.getUTCDate()));
  return fromUtc(to);
}

type Order = readonly ('day' | 'month' | 'year')[];
function partOrder(locale: string): Order {
  return new Intl.DateTimeFormat(locale, { calendar: 'gregory' })
    .formatToParts(0)
    .map((part) => part.type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year');
}

/** Names of months or weekdays in the locale and in English, lower-case, at least three letters, by their number. */
function names(locale: string, part: 'month' | 'weekday'): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const tag of [locale, 'en'])
    for (const style of ['long', 'short'] as const)
      for (let index = 0; index < (part === 'month' ? 12 : 7); index++) {
        const sample = part === 'month' ? Date.UTC(2024, index, 15) : Date.UTC(2024, 0, 7 + index);
        const name = new Intl.DateTimeFormat(tag, { [part]: style, timeZone: 'UTC' }).format(sample);
        found.set(name.toLowerCase().replace(/\.$/u, ''), index);
      }
  return found;
}

function lookUp(word: string, table: ReadonlyMap<string, number>): number | null {
  const plain = word.toLowerCase().replace(/\.$/u, '');
  const exact = table.get(plain);
  if (exact !== undefined) return exact;
  if (plain.length < 3) return null;
  const found = new Set([...table].filter(([name]) => name.startsWith(plain)).map(([, index]) => index));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

function relative(text: string, today: string): string | null {
  const word = { today: 0, tod: 0, t: 0, tomorrow: 1, tom: 1, yesterday: -1 }[text];
  if (word !== undefined) return addDays(today, word);
  const step = /^([+-]|in\s+)\s*(\d{1,4})\s*(d|w|m|y)?(?:ays?|eeks?|onths?|ears?)?$/u.exec(text);
  if (step === null) return null;
  const count = Number(step[2]) * (step[1] === '-' ? -1 : 1);
  const unit = step[3] ?? 'd';
  if (unit === 'd' || unit === 'w') return addDays(today, count * (unit === 'w' ? 7 : 1));
  return addMonths(today, count * (unit === 'y' ? 12 : 1));
}

/** A year of two digits is the nearest such year, at most 20 years ahead. */
function fullYear(text: string, today: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  const now = Number(today.slice(0, 4));
  const century = now - (now % 100) + year;
  return century > now + 20 ? century - 100 : century < now - 79 ? century + 100 : century;
}

function compose(year: number, month: number, day: number): string | null {
  const text = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  return isDate(text) ? text : null;
}

function numeric(text: string, locale: string, today: string): string | null {
  const parts = /^(\d{1,4})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{1,4}))?[./]?$/u.exec(text);
  if (parts === null) return null;
  const numbers = parts.slice(1).filter((part): part is string => part !== undefined);
  if (numbers[0] !== undefined && numbers[0].length > 2)
    return numbers.length === 3 ? compose(Number(numbers[0]), Number(numbers[1]), Number(numbers[2])) : null;
  const order = partOrder(locale).filter((part) => numbers.length === 3 || part !== 'year');
  const of = (part: Order[number]): string | undefined => numbers[order.indexOf(part)];
  const year = of('year');
  return compose(
    year === undefined ? Number(today.slice(0, 4)) : fullYear(year, today),
    Number(of('month')),
    Number(of('day')),
  );
}

function worded(text: string, locale: string, today: string): string | null {
  const weekday = lookUp(text, names(locale, 'weekday'));
  if (weekday !== null) return addDays(today, (weekday - toUtc(today).getUTCDay() + 7) % 7 || 7);
  const parts =
    /^(\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:of\s+)?(\p{L}+\.?),?(?:\s*(\d{2,4}))?$/u.exec(text) ??
    /^(\p{L}+\.?)\s*(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{2,4}))?$/u.exec(text);
  if (parts === null) return null;
  const [first = '', second = ''] = [parts[1], parts[2]];
  const [day, word] = /^\d/u.test(first) ? [first, second] : [second, first];
  const month = lookUp(word, names(locale, 'month'));
  if (month === null) return null;
  const year = parts[3] === undefined ? Number(today.slice(0, 4)) : fullYear(parts[3], today);
  return compose(year, month + 1, Number(day));
}

/**
 * Reads a day as people type it: `2026-11-21`, `21/11/2026` or `21/11` in the locale's order, `21 nov`, `fri`, `today`,
 * `tomorrow`, `+3d`, `-2w`, `+1m`. `today` is the workspace's day.
 */
export function readDate(text: string, locale: string, today: string): Reading<string> {
  const plain = text.trim().toLowerCase();
  if (plain === '') return { ok: true, value: null };
  const value = isDate(plain)
    ? plain
    : (relative(plain, today) ?? numeric(plain, locale, today) ?? worded(plain, locale, today));
  if (value !== null && isDate(value)) return { ok: true, value };
  return { ok: false, say: `Write a date such as ${formatNumericDate(today, locale)}, tomorrow or +3d.` };
}

/** The day in the locale's medium form: `21 Nov 2026`. */
export function formatDate(date: string, locale: string): string {
  if (!isDate(date)) return date;
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeZone: 'UTC',
    calendar: 'gregory',
  }).format(toUtc(date));
}

function formatNumericDate(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', calendar: 'gregory' }).format(toUtc(date));
}

/** Reads a time of day: `9:30`, `0930`, `9.30`, `9am`, `21:05:30`; gives `09:30:00`. */
export function readTime(text: string): Reading<string> {
  const plain = text.trim().toLowerCase();
  if (plain === '') return { ok: true, value: null };
  const say = 'Write a time such as 9:30, 14:05 or 2pm.';
  const parts =
    /^(\d{1,2})(?:[:.h]\s?(\d{2})(?:[:.](\d{2}))?)?\s*(am|pm|a|p)?$/u.exec(plain) ??
    /^(\d{1,2})(\d{2})()\s*(am|pm|a|p)?$/u.exec(plain);
  if (parts === null) return { ok: false, say };
  const half = parts[4]?.[0];
  let hour = Number(parts[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return { ok: false, say };
  if (half === 'a' && hour === 12) hour = 0;
  if (half === 'p' && hour < 12) hour += 12;
  const [minute, second] = [Number(parts[2] ?? 0), Number(parts[3] === '' ? 0 : (parts[3] ?? 0))];
  if (hour > 23 || minute > 59 || second > 59) return { ok: false, say };
  return { ok: true, value: `${pad(hour)}:${pad(minute)}:${pad(second)}` };
}

/** `09:30:00` as `09:30`; seconds stay where there are any. */
export function formatTime(time: string): string {
  return time.replace(/^(\d{2}:\d{2}):00(?:\.0+)?$/u, '$1');
}
