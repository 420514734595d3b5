import { parseDuration } from '../../../runtime/model/field-types/temporal.ts';
import type { Reading } from './unread.ts';

const UNITS = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const;
const PART = /(\d+(?:[.,]\d+)?)\s*(w|d|h|m|s)[a-z]*\.?/giu;
const EXAMPLE = 'Write a duration such as 1h 30m, 45m or 2d.';

/** Reads `1h 30m`, `90 min`, `1.5h`, `1:30` (hours and minutes), `2d` or ISO `PT1H30M` as whole seconds. */
export function readDuration(text: string): Reading<number> {
  const plain = text.trim().replace(/^\u2212/u, '-');
  if (plain === '') return { ok: true, value: null };
  const iso = parseDuration(plain.toUpperCase());
  if (iso !== null) return { ok: true, value: iso };
  const negative = plain.startsWith('-');
  const body = negative ? plain.slice(1).trim() : plain;
  const sign = negative ? -1 : 1;
  const clock = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/u.exec(body);
  if (clock !== null)
    return {
      ok: true,
      value: sign * (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)),
    };
  if (/^\d+$/u.test(body))
    return { ok: false, say: `Add a unit: ${body}m for minutes or ${body}h for hours.` };
  if (!new RegExp(`^(?:${PART.source}[\\s,]*)+$`, 'iu').test(body)) return { ok: false, say: EXAMPLE };
  let total = 0;
  for (const [, amount = '0', unit = 's'] of body.matchAll(PART))
    total += Number(amount.replace(',', '.')) * UNITS[unit.toLowerCase() as keyof typeof UNITS];
  if (!Number.isSafeInteger(total)) return { ok: false, say: 'Durations are counted in whole seconds.' };
  return { ok: true, value: sign * total };
}

/** Seconds as `2d 1h 30m`; `0m` for none. */
export function formatDuration(seconds: number): string {
  let rest = Math.abs(seconds);
  const parts: string[] = [];
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const count = Math.floor(rest / UNITS[unit]);
    rest -= count * UNITS[unit];
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.length === 0 ? '0m' : (seconds < 0 ? '-' : '') + parts.join(' ');
}
