import type { ShapeCheck } from '../definition/shape/shape-check.ts';
import { durationSpelling, meantDuration } from '../model/duration-spelling.ts';
import { formatDecimal, parseDecimal, wholeDigits } from '../model/decimal.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import { isInstant, parseDuration } from '../model/field-types/temporal.ts';
import type { Field } from '../model/field.ts';
import type { ScalarNode } from '../definition/node.ts';

export type ParsedValue =
  | { readonly ok: true; readonly value: string }
  /** `instead`: the value that the author most likely meant. */
  | { readonly ok: false; readonly expected: string; readonly instead?: string | null };

/** What a hint offers instead of a value that was refused. */
export function hintFor({ expected, instead }: Extract<ParsedValue, { ok: false }>): string {
  return `write ${instead == null ? expected : `\`${instead}\``}`;
}

/** Digits before the point that a decimal column holds. */
const WHOLE_DIGITS = 20;

/** A value in a definition (`default`, `min`, `max`), read as a value of the field, in the form the model keeps it. */
export function parseValue(check: ShapeCheck, field: Field, node: ScalarNode): ParsedValue {
  const { text } = node;
  if (field.type === 'duration') return readSeconds(check, node);
  const read = READERS[field.type];
  if (read !== undefined) return read(field, node);
  const parsed = FIELD_TYPES[field.type].parseText(field, text);
  return parsed.ok ? { ok: true, value: parsed.value } : { ok: false, expected: parsed.expected };
}

function readSeconds(check: ShapeCheck, node: ScalarNode): ParsedValue {
  const iso = readDuration(check, node);
  if (!iso.ok) return iso;
  const seconds = parseDuration(iso.value);
  return seconds !== null && Number.isSafeInteger(seconds)
    ? { ok: true, value: String(seconds) }
    : { ok: false, expected: durationSpelling(check.language).expected };
}

/** A duration as the language of the definitions spells it, in ISO 8601. */
export function readDuration(check: ShapeCheck, node: ScalarNode): ParsedValue {
  const spelling = durationSpelling(check.language);
  const value = spelling.toIso(node.text);
  if (value === null)
    return { ok: false, expected: spelling.expected, instead: meantDuration(spelling, node.text) };
  check.durations.add(node);
  return { ok: true, value };
}

type Reader = (field: Field, node: ScalarNode) => ParsedValue;

function readExact(field: Field, { text }: ScalarNode): ParsedValue {
  const scale = 'scale' in field ? field.scale : 0;
  const decimal = parseDecimal(text);
  if (decimal === null)
    return {
      ok: false,
      expected:
        field.type === 'percent'
          ? 'a fraction such as `0.05`, which is 5 %'
          : 'a decimal number such as `12.50`',
    };
  const canonical = formatDecimal(decimal, scale);
  if (canonical === null)
    return { ok: false, expected: `a number with at most ${scale} digits after the point` };
  if (wholeDigits(decimal) <= WHOLE_DIGITS) return { ok: true, value: canonical };
  return { ok: false, expected: `a number of at most ${WHOLE_DIGITS} digits before the point` };
}

/** Types whose values are written otherwise in definitions than in filters. */
const READERS: Readonly<Partial<Record<Field['type'], Reader>>> = {
  integer: (_field, { text }) =>
    /^-?(?:0|[1-9]\d*)$/u.test(text) && Number.isSafeInteger(Number(text))
      ? { ok: true, value: text }
      : { ok: false, expected: 'a whole number such as `42`' },
  decimal: readExact,
  percent: readExact,
  money: readExact,
  boolean: (_field, { text, style }) =>
    style === 'plain' && /^(?:true|false)$/u.test(text)
      ? { ok: true, value: text }
      : { ok: false, expected: '`true` or `false`' },
  datetime: (_field, { text }) =>
    isInstant(text)
      ? { ok: true, value: new Date(text).toISOString() }
      : { ok: false, expected: 'a date and time with its offset, such as `2026-11-21T09:30:00Z`' },
  time: (field, { text }) =>
    FIELD_TYPES.time.parseText(field, text).ok
      ? { ok: true, value: text.length === 5 ? `${text}:00` : text }
      : { ok: false, expected: 'a time such as `09:30`' },
};
