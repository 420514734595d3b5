import { createContext, useContext } from 'react';

export type Formats = {
  readonly timeZone: string;
  readonly locale: string;
  /** Each takes the wire value and gives what people read. Text that is not of the expected form is given back as it is. */
  readonly count: (value: number) => string;
  readonly integer: (value: unknown) => string;
  readonly decimal: (value: unknown, scale: number | undefined) => string;
  readonly money: (value: unknown, currency: string, scale: number | undefined) => string;
  readonly percent: (value: unknown, scale: number | undefined) => string;
  readonly date: (value: unknown) => string;
  readonly datetime: (value: unknown) => string;
  /** `datetime` as it is in UTC, with the name of the zone of the usual form. */
  readonly utc: (value: unknown) => string;
  readonly time: (value: unknown) => string;
  readonly duration: (value: unknown) => string;
  readonly list: (values: readonly string[]) => string;
};

const EXACT = /^-?\d+(?:\.\d+)?$/u;

/** Digits are never read as a floating number: `Intl` formats the decimal text itself. */
function exactText(value: unknown): Intl.StringNumericLiteral | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && EXACT.test(text) ? (text as Intl.StringNumericLiteral) : null;
}

function plain(value: unknown): string {
  return typeof value === 'string'
    ? value
    : value === null || value === undefined
      ? ''
      : JSON.stringify(value);
}

function createNumberForms(locale: string) {
  const known = new Map<string, Intl.NumberFormat>();
  return (value: unknown, options: Intl.NumberFormatOptions): string => {
    const text = exactText(value);
    if (text === null) return plain(value);
    const key = JSON.stringify(options);
    const form = known.get(key) ?? new Intl.NumberFormat(locale, options);
    known.set(key, form);
    return form.format(text);
  };
}

const fixed = (scale: number | undefined): Intl.NumberFormatOptions =>
  scale === undefined
    ? { maximumFractionDigits: 20 }
    : { minimumFractionDigits: scale, maximumFractionDigits: scale };

/** Shown digits of a percentage: two fewer than those of the fraction, trailing zeros left out. */
const shownPercent = (scale: number | undefined): number => Math.max(0, (scale ?? 4) - 2);

/** `1 h 30 min`; days only from 100 hours on, since working time is counted in hours. */
function durationText(value: unknown): string {
  if (typeof value !== 'number') return plain(value);
  const total = Math.abs(value);
  const days = total >= 360_000 ? Math.floor(total / 86_400) : 0;
  const rest = total - days * 86_400;
  const parts = [
    [days, 'd'],
    [Math.floor(rest / 3600), 'h'],
    [Math.floor((rest % 3600) / 60), 'min'],
    [rest % 60, 's'],
  ] as const;
  const text = parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
  return `${value < 0 ? '-' : ''}${text === '' ? '0 min' : text}`;
}

/** Formats for one workspace; made once, since making an `Intl` object costs more than a whole row of cells. */
export function createFormats(workspace: { readonly locale: string; readonly time_zone: string }): Formats {
  const { locale, time_zone: timeZone } = workspace;
  const number = createNumberForms(locale);
  const dayForm = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const dates = new Intl.DateTimeFormat(locale, { ...dayForm, timeZone: 'UTC' });
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const instants = new Intl.DateTimeFormat(locale, { ...dayForm, ...clock, timeZone });
  const times = new Intl.DateTimeFormat(locale, { ...clock, timeZone: 'UTC' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const by = (form: Intl.DateTimeFormat, value: unknown, text: string): string => {
    const at = Date.parse(text);
    return Number.isNaN(at) ? plain(value) : form.format(at);
  };
  return {
    timeZone,
    locale,
    count: (value) => number(value, {}),
    integer: (value) => number(value, { maximumFractionDigits: 0 }),
    decimal: (value, scale) => number(value, fixed(scale)),
    money: (value, currency, scale) => number(value, { style: 'currency', currency, ...fixed(scale) }),
    percent: (value, scale) =>
      number(value, { style: 'percent', maximumFractionDigits: shownPercent(scale) }),
    date: (value) => by(dates, value, `${plain(value)}T00:00:00Z`),
    datetime: (value) => by(instants, value, plain(value)),
    utc: (value) =>
      `${plain(value)
        .replace('T', ' ')
        .replace(/(?::\d\d(?:\.\d+)?)?Z$/u, '')} UTC, shown in ${timeZone}`,
    time: (value) => by(times, value, `1970-01-01T${plain(value)}Z`),
    duration: durationText,
    list: (values) => lists.format(values),
  };
}

const FormatsContext = createContext<Formats | null>(null);
export const FormatsProvider = FormatsContext.Provider;

/** Formats of the workspace; for components inside the shell. */
export function useFormats(): Formats {
  const formats = useContext(FormatsContext);
  if (formats === null) throw new Error('useFormats is used outside the shell');
  return formats;
}
