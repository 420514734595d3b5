const DAY = 86_400_000;

/** Ranges of days that a date filter offers, by the name used in the address. */
export const RELATIVE_RANGES = {
  today: 'Today',
  yesterday: 'Yesterday',
  last_7_days: 'Last 7 days',
  last_30_days: 'Last 30 days',
  this_week: 'This week',
  this_month: 'This month',
  last_month: 'Last month',
  this_year: 'This year',
  next_7_days: 'Next 7 days',
  past: 'Before today',
  future: 'After today',
} as const;
export type RelativeRange = keyof typeof RELATIVE_RANGES;

/** Whether a word of an address names a range. */
export function isRelativeRange(text: string): text is RelativeRange {
  return Object.hasOwn(RELATIVE_RANGES, text);
}

type Days = { readonly from: string | null; readonly to: string | null };

/** First and last day of the range, both included, seen from `today` (`2026-11-21`). Weeks begin on Monday. */
export function relativeRange(range: RelativeRange, today: string): Days {
  const now = Date.parse(`${today}T00:00:00Z`);
  const day = (offset: number): string => new Date(now + offset * DAY).toISOString().slice(0, 10);
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const monthDay = (shift: number, date: number): string =>
    new Date(Date.UTC(year, month - 1 + shift, date)).toISOString().slice(0, 10);
  const weekday = (new Date(now).getUTCDay() + 6) % 7;
  const ranges: Record<RelativeRange, () => Days> = {
    today: () => ({ from: today, to: today }),
    yesterday: () => ({ from: day(-1), to: day(-1) }),
    last_7_days: () => ({ from: day(-6), to: today }),
    last_30_days: () => ({ from: day(-29), to: today }),
    this_week: () => ({ from: day(-weekday), to: day(6 - weekday) }),
    this_month: () => ({ from: monthDay(0, 1), to: monthDay(1, 0) }),
    last_month: () => ({ from: monthDay(-1, 1), to: monthDay(0, 0) }),
    this_year: () => ({ from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` }),
    next_7_days: () => ({ from: day(1), to: day(7) }),
    past: () => ({ from: null, to: day(-1) }),
    future: () => ({ from: day(1), to: null }),
  };
  return ranges[range]();
}

/** Today's date in a time zone, as `2026-11-21`. */
export function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());
}
