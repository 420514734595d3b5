import { formatDate, formatTime, readDate, readTime } from './calendar-text.ts';
import type { Reading } from './unread.ts';

/** What a clock on the wall shows: a day and a time to the second. */
export type WallTime = { readonly date: string; readonly time: string };

const formats = new Map<string, Intl.DateTimeFormat>();

function wallFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clock shows in the zone at that instant (milliseconds since 1970). */
export function toWall(instant: number, zone: string): WallTime {
  const parts = Object.fromEntries(
    wallFormat(zone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  const year = String(parts['year']).padStart(4, '0');
  return {
    date: `${year}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}:${parts['second']}`,
  };
}

const asUtc = (wall: WallTime): number => Date.parse(`${wall.date}T${wall.time}Z`);

/** Milliseconds that the zone's clock is ahead of UTC at that instant. */
function offsetAt(instant: number, zone: string): number {
  return asUtc(toWall(instant, zone)) - Math.floor(instant / 1000) * 1000;
}

/** Instants at which the zone's clock shows `wall`, in order: one; none where the clock is put forward; two where it is put back. */
function instantsOf(wall: WallTime, zone: string): readonly number[] {
  const guess = asUtc(wall);
  // No zone is further than a day from UTC, and none changes its offset twice within two days.
  const offsets = new Set([offsetAt(guess - 86_400_000, zone), offsetAt(guess + 86_400_000, zone)]);
  return [...offsets]
    .map((offset) => guess - offset)
    .filter((instant) => asUtc(toWall(instant, zone)) === guess)
    .sort((a, b) => a - b);
}

/** Short name of the zone's offset at that instant: `GMT+1`, `CET`. */
export function zoneName(instant: number, zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    instant,
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** Today's date in the zone. */
export function todayIn(zone: string, now: number): string {
  return toWall(now, zone).date;
}

/** Today's date in the zone, by this machine's clock. */
export function todayNow(zone: string): string {
  return todayIn(zone, Date.now());
}

/** Short name of the offset that the zone has at the instant, or now where there is none. */
export function offsetName(instant: string | null, zone: string, locale: string): string {
  return zoneName(instant === null ? Date.now() : Date.parse(instant), zone, locale);
}

/** The first time after a gap that the clock shows, for a wall time that it skips. */
function afterGap(wall: WallTime, zone: string): string {
  const before = offsetAt(asUtc(wall) - 86_400_000, zone);
  return formatTime(toWall(asUtc(wall) - before, zone).time);
}

const toText = (instant: number): string => new Date(instant).toISOString();

/**
 * Reads a day and a time typed in the zone (`21 nov 9:30`, `tomorrow 14:00`, `now`, or ISO with an offset) as an instant. A
 * time that the clock skips is refused with the reason; of two the first is taken, unless `later`.
 */
export function readDatetime(
  text: string,
  place: { readonly locale: string; readonly zone: string; readonly now: number },
  later = false,
): Reading<string> {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  if (/^now$/iu.test(plain)) return { ok: true, value: toText(Math.floor(place.now / 60_000) * 60_000) };
  if (/T.*(?:Z|[+-]\d{2}:\d{2})$/u.test(plain) && !Number.isNaN(Date.parse(plain)))
    return { ok: true, value: toText(Date.parse(plain)) };
  const say = `Write a day and a time such as ${formatDate(todayIn(place.zone, place.now), place.locale)} 9:30, or tomorrow 14:00.`;
  const parts = /^(.*?)[\s,T]+(\d{1,2}(?:[:.]\d{2}){0,2}\s*(?:am|pm)?|\d{4})$/iu.exec(plain);
  if (parts === null) {
    const onlyDay = readDate(plain, place.locale, todayIn(place.zone, place.now));
    return { ok: false, say: onlyDay.ok ? 'Add a time, such as 9:30.' : say };
  }
  const day = readDate(parts[1] ?? '', place.locale, todayIn(place.zone, place.now));
  const time = readTime(parts[2] ?? '');
  if (!day.ok || !time.ok || day.value === null || time.value === null) return { ok: false, say };
  return fromWall({ date: day.value, time: time.value }, place, later);
}

/** The instant of a wall time; refused, with the reason, where the clock skips it. */
export function fromWall(
  wall: WallTime,
  place: { readonly locale: string; readonly zone: string },
  later = false,
): Reading<string> {
  const found = instantsOf(wall, place.zone);
  const instant = later ? found.at(-1) : found[0];
  if (instant !== undefined) return { ok: true, value: toText(instant) };
  return {
    ok: false,
    say: `The clocks in ${place.zone} skip ${formatTime(wall.time)} on ${formatDate(wall.date, place.locale)}. Did you mean ${afterGap(wall, place.zone)}?`,
  };
}

/** The instant as read in the zone: `21 Nov 2026, 09:30`. */
export function formatDatetime(
  instant: string,
  place: { readonly locale: string; readonly zone: string },
): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  const wall = toWall(at, place.zone);
  return `${formatDate(wall.date, place.locale)}, ${formatTime(wall.time)}`;
}

/** Both instants of a wall time that the clock shows twice, else null. */
export function repeated(instant: string, zone: string): readonly [number, number] | null {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return null;
  const [first, second] = instantsOf(toWall(at, zone), zone);
  return first === undefined || second === undefined ? null : [first, second];
}
