import { formatDecimal, parseDecimal } from '../../../runtime/model/decimal.ts';
import type { Reading } from './unread.ts';

/** How a locale writes numbers. `digits` holds its ten digits where they are not 0 to 9. */
type NumberForm = {
  readonly point: string;
  readonly group: string;
  readonly digits: readonly string[] | null;
};

/** Digits that are read at all; what a field holds is checked later, with its own words. */
const MOST_DIGITS = 190;

const forms = new Map<string, NumberForm>();

function numberForm(locale: string): NumberForm {
  const known = forms.get(locale);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat(locale).formatToParts(-12_345_678.5);
  const digits = Array.from(
    new Intl.NumberFormat(locale, { useGrouping: false }).format(9_876_543_210),
  ).reverse();
  const form = {
    point: parts.find((part) => part.type === 'decimal')?.value ?? '.',
    group: parts.find((part) => part.type === 'group')?.value ?? ',',
    digits: digits[0] === '0' ? null : digits,
  };
  forms.set(locale, form);
  return form;
}

/** Sign and bare digits with separators; brackets mean minus, as in accounts. Null when letters remain. */
function strip(text: string, form: NumberForm): { negative: boolean; body: string } | null {
  let body = text
    .replaceAll(/[\p{Sc}%\u066A\u061C\u200E\u200F]/gu, '')
    .replaceAll(/[\u2212\u2013\uFE63\uFF0D]/gu, '-')
    .trim();
  body = body.replace(/^[A-Z]{3}\s*|\s*[A-Z]{3}$/u, '');
  if (form.digits !== null)
    body = Array.from(body, (sign) =>
      form.digits?.includes(sign) === true ? form.digits.indexOf(sign) : sign,
    ).join('');
  // Signs other than the point and the comma become them; the locale's own point stays what it is otherwise.
  if (form.point !== '.' && form.point !== ',')
    body = body.replaceAll(form.point, '.').replaceAll(form.group, ',');
  const brackets = /^\((.*)\)$/u.exec(body);
  if (brackets !== null) body = brackets[1] ?? '';
  const sign = /^([+-]?)\s*([^+-]*)(-?)$/u.exec(body.trim());
  if (sign === null) return null;
  const [, before = '', digits = '', after = ''] = sign;
  if (after !== '' && before !== '') return null;
  const negative = brackets !== null || before === '-' || after === '-';
  // Spaces, narrow or not, and apostrophes only ever group digits.
  const spaced = digits.trim().replaceAll(/(?<=\d)[\s\u00A0\u202F\u2009'\u2019](?=\d{3}(?!\d))/gu, '');
  return { negative, body: spaced };
}

const isGrouped = (digits: string, mark: string): boolean =>
  (mark === '.' ? /^\d{1,3}(?:\.\d{2,3})*\.\d{3}$/u : /^\d{1,3}(?:,\d{2,3})*,\d{3}$/u).test(digits);

/** Whole and fraction of digits with `.` and `,`; null when they can be read in more than one way or in none. */
function split(body: string, point: string): { whole: string; fraction: string } | null {
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','));
  if (last === -1) return { whole: body, fraction: '' };
  const mark = body[last] ?? '.';
  const other = mark === '.' ? ',' : '.';
  const [whole, fraction] = [body.slice(0, last), body.slice(last + 1)];
  // Both signs: the last is the point, whichever the locale.
  if (whole.includes(other))
    return isGrouped(whole, other) ? { whole: whole.replaceAll(other, ''), fraction } : null;
  if (mark === point) return whole.includes(mark) ? null : { whole, fraction };
  return isGrouped(body, mark) ? { whole: body.replaceAll(mark, ''), fraction: '' } : null;
}

/**
 * Reads a decimal number as people of the locale write it (`1,234.50`, `1.234,50`, `1 234,50`, `(12.00)`, `£12`), exactly.
 * What could mean two different numbers is refused with both spellings.
 */
export function readDecimal(text: string, locale: string): Reading<string> {
  if (text.trim() === '') return { ok: true, value: null };
  const form = numberForm(locale);
  const refused = { ok: false, say: `Write a number such as ${formatExact('1234.5', locale, 2)}.` } as const;
  const stripped = strip(text, form);
  if (stripped === null || !/^[\d.,]*\d[\d.,]*$/u.test(stripped.body)) return refused;
  const parts = split(stripped.body, form.point === ',' ? ',' : '.');
  if (parts === null) {
    if (!/^\d+[.,]\d+$/u.test(stripped.body)) return refused;
    const [asPoint, asGroup] = [form.point, ''].map((mark) => stripped.body.replace(/[.,]/u, mark));
    return { ok: false, say: `This can be read in two ways: write ${asPoint} or ${asGroup}.` };
  }
  const whole = parts.whole.replace(/^0+(?=\d)/u, '') || '0';
  if (whole.length + parts.fraction.length > MOST_DIGITS) return refused;
  const digits = parts.fraction === '' ? whole : `${whole}.${parts.fraction}`;
  return { ok: true, value: stripped.negative && !/^[0.]+$/u.test(digits) ? `-${digits}` : digits };
}

/** The value with exactly `scale` digits after the point, or as it is when that would lose digits. */
export function toScale(value: string, scale: number): string {
  const decimal = parseDecimal(value);
  return (decimal === null ? null : formatDecimal(decimal, scale)) ?? value;
}

/** Moves the point: by 2 turns a fraction into percent, by -2 back. Exact; trailing zeros of the result stay. */
export function shiftPoint(value: string, by: number): string {
  const decimal = parseDecimal(value);
  if (decimal === null) return value;
  const scale = decimal.scale - by;
  return scale >= 0
    ? (formatDecimal({ units: decimal.units, scale }, scale) ?? value)
    : (formatDecimal({ units: decimal.units * 10n ** BigInt(-scale), scale: 0 }, 0) ?? value);
}

/** Exact decimal text as people of the locale read it, with at least `scale` digits after the point. */
export function formatExact(value: string, locale: string, scale: number, grouping = true): string {
  const decimal = parseDecimal(value);
  if (decimal === null) return value;
  const text = toScale(value, scale);
  const digits = Math.min(100, Math.max(scale, parseDecimal(text)?.scale ?? scale));
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: grouping,
  }).format(text as Intl.StringNumericLiteral);
}

/** Reads a whole number in the locale's form; refuses fractions and what JSON cannot hold exactly. */
export function readInteger(text: string, locale: string): Reading<number> {
  const read = readDecimal(text, locale);
  if (!read.ok) return { ok: false, say: `Write a whole number such as ${formatExact('1250', locale, 0)}.` };
  if (read.value === null) return { ok: true, value: null };
  const whole = parseDecimal(toScale(read.value, 0));
  if (whole === null || whole.scale !== 0)
    return { ok: false, say: 'Write a whole number, without a fraction.' };
  const value = Number(whole.units);
  return Number.isSafeInteger(value)
    ? { ok: true, value }
    : { ok: false, say: `This number is too long: at most ${formatExact('9007199254740991', locale, 0)}.` };
}

/** The currency's sign as people of the locale tell it from others: `£`, `US$`. */
export function currencySign(currency: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}
