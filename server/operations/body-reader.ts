import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import { isDate, isInstant } from '../../runtime/model/field-types/temporal.ts';
import { startOfDay } from '../../runtime/model/zoned-day.ts';
import { guardBody } from '../../runtime/validate/guard-body.ts';
import { fieldError, pointerTo } from '../../runtime/validate/pointer.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { invalidRecord } from './targets.ts';

/** Longest reason that somebody may give. */
export const LONGEST_REASON = 500;

/** Reads the members of a small JSON body, and collects everything that is wrong with them. */
export type BodyReader = {
  readonly errors: FieldErrorJson[];
  readonly has: (name: string) => boolean;
  readonly value: (name: string) => unknown;
  /** Text without line breaks at its ends; null where it is absent, null or empty. */
  readonly text: (name: string, most: number) => string | null;
  readonly required: (name: string, most: number) => string;
  /** An instant, or the beginning of a day in the zone; null where it is absent or null. */
  readonly instant: (name: string, timeZone: string) => Date | null;
  /** Throws the refusal of all that was collected, if anything was. */
  readonly finish: () => void;
};

/** Refuses what is no object, and members that are not among `known`. */
export function readBody(body: unknown, known: readonly string[]): BodyReader {
  const tooLarge = guardBody(body);
  if (tooLarge !== null) throw invalidRecord([tooLarge]);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidRecord([fieldError('', 'body/object')]);
  const members = body as Readonly<Record<string, unknown>>;
  const errors = Object.keys(members)
    .filter((name) => !known.includes(name))
    .slice(0, 20)
    .map((name) =>
      fieldError(pointerTo('', name), 'field/unknown', { name, hint: suggest(name, known, 'leave it out') }),
    );
  const has = (name: string): boolean => Object.hasOwn(members, name);
  const value = (name: string): unknown => (has(name) ? members[name] : null);
  const fail = (name: string, code: string, params = {}): null => {
    errors.push(fieldError(pointerTo('', name), code, params));
    return null;
  };
  const text = (name: string, most: number): string | null => {
    const given = value(name);
    if (given === null) return null;
    if (typeof given !== 'string') return fail(name, 'value/type', { expected: 'a text' });
    const trimmed = given.trim();
    if (Array.from(trimmed).length > most) return fail(name, 'text/too_long', { limit: most });
    if (trimmed.includes('\0')) return fail(name, 'text/null_character');
    if (/\p{Surrogate}/u.test(trimmed)) return fail(name, 'text/lone_surrogate');
    return trimmed === '' ? null : trimmed;
  };
  const required = (name: string, most: number): string => {
    const before = errors.length;
    const found = text(name, most);
    if (found === null && errors.length === before) fail(name, 'value/required');
    return found ?? '';
  };
  const instant = (name: string, timeZone: string): Date | null => {
    const given = value(name);
    if (given === null) return null;
    if (typeof given !== 'string' || given.length > 40) return fail(name, 'temporal/datetime');
    if (isDate(given)) return startOfDay(given, timeZone);
    return isInstant(given) ? new Date(given) : fail(name, 'temporal/datetime');
  };
  const finish = (): void => {
    if (errors.length > 0) throw invalidRecord(errors);
  };
  return { errors, has, value, text, required, instant, finish };
}
