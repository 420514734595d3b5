/** Days as whole numbers since 1970-01-01, so that arithmetic on them is exact. */
const MILLISECONDS = 86_400_000;

export const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / MILLISECONDS;
export const dayText = (number: number): string => new Date(number * MILLISECONDS).toISOString().slice(0, 10);
/** 0 is Sunday. */
export const weekday = (number: number): number => (number + 4) % 7;
export const month = (number: number): number => new Date(number * MILLISECONDS).getUTCMonth() + 1;

export function workdaysAfter(start: number, count: number): number {
  let at = start;
  for (let left = count; left > 0;) {
    at += 1;
    if (weekday(at) !== 0 && weekday(at) !== 6) left -= 1;
  }
  return at;
}

export const nextWorkday = (number: number): number => workdaysAfter(number - 1, 1);

export const instant = (number: number, hour: number, minute: number): string =>
  `${dayText(number)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`;

/** The data ends here: a Monday, early in the busiest weeks of the year. */
export const TODAY = day('2026-11-16');
export const FIRST_DAY = day('2024-05-20');

/** `1234` as `12.34`. */
export const pounds = (pence: number): string =>
  `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, '0')}`;
