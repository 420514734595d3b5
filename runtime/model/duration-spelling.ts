/**
 * How definitions of one language version spell durations. The model keeps them in seconds or, where it keeps a text, in
 * ISO 8601; both spellings have the same parts, so that a text can be turned into the other one and back.
 */
export type DurationSpelling = {
  /** What a message asks for: ``a duration such as `1h30m` ``. */
  readonly expected: string;
  /** The same duration in ISO 8601, part by part; null for what is no duration of this spelling. */
  readonly toIso: (text: string) => string | null;
  /** The spelling of a duration in ISO 8601. */
  readonly fromIso: (text: string) => string;
};

const ISO = /-?P(?=\d|T\d)(?:\d{1,6}D)?(?:T(?=\d)(?:\d{1,8}H)?(?:\d{1,8}M)?(?:\d{1,10}S)?)?/gu;
const WHOLE_ISO = new RegExp(`^(?:${ISO.source})$`, 'u');
const UNITS = /^(-)?(?=\d)(?:(\d{1,6})d)?(?:(\d{1,8})h)?(?:(\d{1,8})m)?(?:(\d{1,10})s)?$/u;

/** Language 1: `P1DT2H`. */
const isoSpelling: DurationSpelling = {
  expected: 'a duration such as `PT1H30M`',
  toIso: (text) => (WHOLE_ISO.test(text) ? text : null),
  fromIso: (text) => text,
};

/** From language 2 on, as in the rule language, with days of 24 hours besides: `1d2h`. */
const unitSpelling: DurationSpelling = {
  expected: 'a duration such as `1h30m`',
  toIso: unitsToIso,
  fromIso: isoToUnits,
};

/** The spelling of a language version. */
export function durationSpelling(language: number): DurationSpelling {
  return language === 1 ? isoSpelling : unitSpelling;
}

function unitsToIso(text: string): string | null {
  const match = UNITS.exec(text);
  if (match === null) return null;
  const [, sign = '', days, hours, minutes, seconds] = match;
  const time = [hours && `${hours}H`, minutes && `${minutes}M`, seconds && `${seconds}S`].join('');
  return `${sign}P${days === undefined ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}

function isoToUnits(text: string): string {
  return text.replaceAll(/[PT]/gu, '').toLowerCase();
}

/** Durations in ISO 8601 that stand anywhere in a text, with their offsets. */
export function isoDurationsIn(text: string): readonly { readonly start: number; readonly text: string }[] {
  return [...text.matchAll(ISO)].map((match) => ({ start: match.index, text: match[0] }));
}

const WORDS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };
const LOOSE = /(\d{1,8})\s*(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\b[\s,]*/giu;

/** What the author most likely meant, in this spelling: `1h 30m`, `90 min` or the other spelling; null where nobody can tell. */
export function meantDuration(spelling: DurationSpelling, text: string): string | null {
  const upper = text.trim().toUpperCase();
  if (WHOLE_ISO.test(upper)) return spelling.fromIso(upper);
  const sign = text.trim().startsWith('-') ? '-' : '';
  const body = text
    .trim()
    .replace(/^-\s*/u, '')
    .replaceAll(/(\d)(?=[a-z])/giu, '$1 ')
    .replaceAll(/([a-z])(?=\d)/giu, '$1 ');
  if (body === '' || body.replaceAll(LOOSE, '') !== '') return null;
  let total = 0;
  for (const [, amount = '0', unit = 's'] of body.matchAll(LOOSE))
    total += Number(amount) * (WORDS[unit.charAt(0).toLowerCase()] ?? 0);
  const parts = (['d', 'h', 'm', 's'] as const).map((unit) => {
    const size = WORDS[unit] ?? 1;
    const count = Math.floor(total / size);
    total -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  });
  const units = `${sign}${parts.join('') || '0s'}`;
  const iso = unitsToIso(units);
  return iso === null ? null : spelling.fromIso(iso);
}
