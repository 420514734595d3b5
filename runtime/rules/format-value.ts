import { formatDecimal } from '../model/decimal.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Type } from '../expression/type.ts';
import type { Value } from '../expression/value.ts';

/** How values are shown in sentences. */
export type ValueWords = { readonly locale: string; readonly timeZone: string };

/** Stands where a value is withheld, or has no words of its own (records and people are known by their ids alone). */
export const WITHHELD = '…';

/** A value as it stands in a sentence, such as the message of a check. */
export function formatValue(value: Value, type: Type, words: ValueWords): string {
  if (value === null) return 'nothing';
  switch (type.is) {
    case 'bool':
      return value === true ? 'yes' : 'no';
    case 'int':
      return typeof value === 'number' ? new Intl.NumberFormat(words.locale).format(value) : WITHHELD;
    case 'decimal':
      return isDecimal(value) ? decimalWords(value, value.scale, words.locale, {}) : WITHHELD;
    case 'money':
      return isDecimal(value) ? moneyWords(value, type.currency, words.locale) : WITHHELD;
    case 'choice':
      return typeof value === 'string' ? value.replaceAll('_', ' ') : WITHHELD;
    case 'string':
    case 'time':
      return typeof value === 'string' ? value : WITHHELD;
    case 'date':
      return typeof value === 'string' ? dateWords(value, words.locale) : WITHHELD;
    case 'datetime':
      return typeof value === 'number' ? instantWords(value, words) : WITHHELD;
    case 'duration':
      return typeof value === 'number' ? durationWords(value) : WITHHELD;
    case 'list':
      return Array.isArray(value)
        ? (value as readonly Value[]).map((item) => formatValue(item, type.of, words)).join(', ')
        : WITHHELD;
    case 'user':
    case 'record':
    case 'null':
      return WITHHELD;
    default:
      return type satisfies never;
  }
}

function isDecimal(value: Value): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value;
}

/** Exact: the formatter takes the digits as text. */
function decimalWords(
  value: Decimal,
  digits: number,
  locale: string,
  options: Intl.NumberFormatOptions,
): string {
  const text = formatDecimal(value, Math.max(digits, value.scale)) ?? '0';
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: Math.min(digits, 20),
    maximumFractionDigits: 20,
    ...options,
  });
  return format.format(text as `${number}`);
}

function moneyWords(value: Decimal, currency: string, locale: string): string {
  const minor = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
  return decimalWords(trimTo(value, minor ?? 2), minor ?? 2, locale, { style: 'currency', currency });
}

/** Without the zeros that a product of scales leaves behind. */
function trimTo(value: Decimal, scale: number): Decimal {
  let { units, scale: digits } = value;
  while (digits > scale && units % 10n === 0n) {
    units /= 10n;
    digits -= 1;
  }
  return { units, scale: digits };
}

function dateWords(value: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const instant = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(instant) ? value : format.format(instant);
}

function instantWords(value: number, { locale, timeZone }: ValueWords): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(value);
}

function durationWords(milliseconds: number): string {
  const seconds = Math.abs(Math.trunc(milliseconds / 1000));
  const parts = [
    [Math.trunc(seconds / 3600), 'h'],
    [Math.trunc(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return `${milliseconds < 0 ? '-' : ''}${shown.length === 0 ? '0 s' : shown.join(' ')}`;
}
