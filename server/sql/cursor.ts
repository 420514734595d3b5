import { hash } from 'node:crypto';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import { isDate } from '../../runtime/model/field-types/temporal.ts';
import { isRecordId } from '../../runtime/model/field-types/reference.ts';
import type { ListPlan } from '../../runtime/plan/list-plan.ts';

/** Place in an ordered list: the sort keys of the last row seen, as Postgres prints them, its id last. */
export type Cursor = { readonly values: readonly (string | null)[] };

const CHECK_LENGTH = 12;
/** Five keys of 650 characters; Node itself takes no longer address. */
const LONGEST_CURSOR = 16_000;

/** Text for `after=`. It holds only values by which the actor could sort, so it need not be secret. */
export function encodeCursor(order: string, values: readonly (string | null)[]): string {
  const body = JSON.stringify([order, ...values]);
  return Buffer.from(check(body) + body, 'utf8').toString('base64url');
}

/** The cursor, or null where the text was changed, cut, or made for another order of the list. */
export function decodeCursor(plan: ListPlan, text: string): Cursor | null {
  if (text.length > LONGEST_CURSOR) return null;
  const decoded = Buffer.from(text, 'base64url').toString('utf8');
  const body = decoded.slice(CHECK_LENGTH);
  if (decoded.slice(0, CHECK_LENGTH) !== check(body)) return null;
  const parsed: unknown = JSON.parse(body);
  if (!Array.isArray(parsed) || parsed[0] !== plan.order) return null;
  const values: unknown[] = parsed.slice(1);
  const types = [...plan.sort.map(typeOf), 'uuid'];
  const nullable = [...plan.sort.map((key) => key.nullable), false];
  const fits = types.every((type, index) =>
    values[index] === null ? nullable[index] === true : isValue(type, values[index]),
  );
  return fits && values.length === types.length ? { values: values as (string | null)[] } : null;
}

function check(body: string): string {
  return hash('sha256', `jig cursor ${body}`, 'base64url').slice(0, CHECK_LENGTH);
}

function typeOf(key: ListPlan['sort'][number]): string {
  return key.person
    ? 'text'
    : (FIELD_TYPES[key.at.field.type].sqlType(key.at.field) ?? 'text').replace(/\(.*/u, '');
}

const FORMS: Readonly<Record<string, (text: string) => boolean>> = {
  text: (text) => !/[\0]|\p{Surrogate}/u.test(text),
  uuid: isRecordId,
  bigint: (text) => /^-?\d{1,18}$/u.test(text),
  numeric: (text) => /^-?\d{1,60}(?:\.\d{1,60})?$/u.test(text),
  boolean: (text) => text === 'true' || text === 'false',
  date: isDate,
  time: (text) => /^(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,6})?$/u.test(text),
  timestamptz: (text) =>
    isDate(text.slice(0, 10)) && /^.{10} (?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,6})?\+00$/u.test(text),
};

function isValue(type: string, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(FORMS, type) && FORMS[type]?.(value) === true;
}
