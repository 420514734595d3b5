import { suggest } from '../diagnostics/nearest-name.ts';
import type { ChildrenField, Field } from '../model/field.ts';
import type { Entity, Model } from '../model/model.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import { hasDefault } from '../validate/defaults.ts';
import { guardBody } from '../validate/guard-body.ts';
import { fieldError, pointerTo } from '../validate/pointer.ts';
import { isAlwaysRequired, isWritable } from '../validate/record-schema.ts';
import type { Writable, WriteMode } from '../validate/record-schema.ts';
import type { ValueCheck } from '../validate/value-check.ts';
import type { FieldErrorJson } from '../wire/record.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** Values of one record as people wrote them, checked; null clears. */
export type WriteRequest = {
  readonly values: Readonly<Record<string, unknown>>;
  /** Ids of each many-to-many field that was given. */
  readonly links: Readonly<Record<string, readonly string[]>>;
  /** All lines of each owned children field that was given. */
  readonly lines: Readonly<Record<string, readonly LineRequest[]>>;
};

/** A line; with an id it changes the line there is. */
export type LineRequest = WriteRequest & { readonly id: string | null; readonly pointer: string };

/** What the body is checked against. */
export type WriteRules = {
  readonly model: Model;
  readonly writable: Writable;
  /** Names that the actor may read: they are refused as read-only, others as unknown. */
  readonly readable: (entity: Entity) => ReadonlySet<string>;
  readonly check: (entity: Entity) => ValueCheck;
};

const MOST_LINES = 1000;
const MOST_ERRORS = 200;
/** Of a name that nobody knows, so much is repeated in the answer. */
const LONGEST_NAME = 100;
const SYSTEM_KEYS: ReadonlySet<string> = new Set(['id', 'version', 'deleted', ...Object.keys(SYSTEM_FIELDS)]);
const TEXT_TYPES: ReadonlySet<string> = new Set(['text', 'long_text', 'markdown', 'email', 'url', 'phone']);

/** Reads a parsed JSON body for `entity`. Every problem comes with a pointer; unreadable names are as unknown as others. */
export function parseWriteRequest(
  rules: WriteRules,
  entity: Entity,
  mode: WriteMode,
  body: unknown,
): Outcome<WriteRequest> {
  const guard = guardBody(body);
  if (guard !== null) return { ok: false, errors: [guard] };
  if (!isObject(body)) return { ok: false, errors: [fieldError('', 'body/object')] };
  if (mode === 'update' && Object.keys(body).length === 0)
    return { ok: false, errors: [fieldError('', 'body/empty')] };
  const errors: FieldErrorJson[] = [];
  const request = readRecord({ ...rules, errors }, entity, mode, body, '', new Set());
  return outcome(request, errors.slice(0, MOST_ERRORS));
}

type Reader = WriteRules & { readonly errors: FieldErrorJson[] };
type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readRecord(
  reader: Reader,
  entity: Entity,
  mode: WriteMode,
  body: JsonObject,
  pointer: string,
  skipped: ReadonlySet<string>,
): WriteRequest {
  const values: Record<string, unknown> = {};
  const links: Record<string, readonly string[]> = {};
  const lines: Record<string, readonly LineRequest[]> = {};
  const names = reader.writable(entity, mode);
  for (const name of Object.keys(body)) {
    if (skipped.has(name)) continue;
    const field = names.has(name) && Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined;
    const at = pointerTo(pointer, name.slice(0, LONGEST_NAME));
    if (field === undefined || !isWritable(field)) {
      reader.errors.push(refuseName(reader, entity, names, name, at));
      continue;
    }
    const value = normalise(field, body[name]);
    if (field.type === 'children') lines[name] = readLines(reader, field, value, at);
    else if (value === null && isAlwaysRequired(field)) reader.errors.push(requiredError(entity, field, at));
    else values[name] = value;
  }
  if (mode === 'create') checkRequired(reader, entity, body, pointer, skipped);
  checkValues(reader, entity, values, pointer);
  for (const [name, value] of Object.entries(values)) {
    if (entity.fields[name]?.type !== 'references') continue;
    links[name] = (value ?? []) as readonly string[];
    delete values[name];
  }
  return { values, links, lines };
}

/** An empty input is null: people cannot tell an empty text from none. */
function normalise(field: Field, value: unknown): unknown {
  if (value === '' && TEXT_TYPES.has(field.type)) return null;
  if (
    Array.isArray(value) &&
    value.length === 0 &&
    (field.type === 'tags' || field.type === 'choices' || (field.type === 'references' && field.required))
  )
    return null;
  return value;
}

function refuseName(
  reader: Reader,
  entity: Entity,
  names: ReadonlySet<string>,
  name: string,
  at: string,
): FieldErrorJson {
  const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined;
  if (SYSTEM_KEYS.has(name)) return fieldError(at, 'field/read_only', { name });
  const isState = entity.lifecycle?.field === name && reader.readable(entity).has(name);
  if (isState) return fieldError(at, 'field/state', { name });
  if (field !== undefined && reader.readable(entity).has(name))
    return fieldError(at, isWritable(field) ? 'field/not_allowed' : 'field/read_only', { name });
  const known = [...names].filter(
    (candidate) => entity.fields[candidate] !== undefined && isWritable(entity.fields[candidate]),
  );
  return fieldError(at, 'field/unknown', {
    name: name.slice(0, LONGEST_NAME),
    hint: suggest(name, known, 'no field can be written here.'),
  });
}

function checkRequired(
  reader: Reader,
  entity: Entity,
  body: JsonObject,
  pointer: string,
  skipped: ReadonlySet<string>,
): void {
  for (const field of Object.values(entity.fields)) {
    if (!isAlwaysRequired(field) || !isWritable(field) || hasDefault(field)) continue;
    if (skipped.has(field.name) || Object.hasOwn(body, field.name) || entity.lifecycle?.field === field.name)
      continue;
    reader.errors.push(requiredError(entity, field, pointerTo(pointer, field.name)));
  }
}

function requiredError(entity: Entity, field: Field, pointer: string): FieldErrorJson {
  return { ...fieldError(pointer, 'value/required'), rule: `${entity.name}.${field.name}.required` };
}

function checkValues(reader: Reader, entity: Entity, values: Record<string, unknown>, pointer: string): void {
  const given = Object.entries(values).filter(([, value]) => value !== null);
  if (given.length > 0) reader.errors.push(...reader.check(entity)(Object.fromEntries(given), pointer));
}

function readLines(
  reader: Reader,
  field: ChildrenField,
  value: unknown,
  pointer: string,
): readonly LineRequest[] {
  const entity = reader.model.entities[field.of];
  if (entity === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    reader.errors.push(fieldError(pointer, 'value/type', { expected: 'a list of lines' }));
    return [];
  }
  if (value.length > MOST_LINES) {
    reader.errors.push(fieldError(pointer, 'list/too_long', { limit: MOST_LINES }));
    return [];
  }
  const seen = new Set<string>();
  return value.flatMap((line: unknown, index): LineRequest[] => {
    const at = pointerTo(pointer, index);
    const read = readLine(reader, entity, field.by, line, at);
    if (read !== null && read.id !== null && seen.has(read.id))
      reader.errors.push(fieldError(at, 'list/duplicate'));
    if (read !== null && read.id !== null) seen.add(read.id);
    return read === null ? [] : [read];
  });
}

function readLine(reader: Reader, entity: Entity, by: string, line: unknown, at: string): LineRequest | null {
  if (!isObject(line)) {
    reader.errors.push(fieldError(at, 'line/object'));
    return null;
  }
  const id = Object.hasOwn(line, 'id') ? line['id'] : null;
  if (id !== null && typeof id !== 'string') {
    reader.errors.push(fieldError(pointerTo(at, 'id'), 'reference/id'));
    return null;
  }
  const mode = id === null ? 'create' : 'update';
  const onlyId = id !== null && Object.keys(line).length === 1;
  if (!onlyId && reader.writable(entity, mode).size === 0) {
    reader.errors.push(
      fieldError(at, 'line/not_allowed', { operation: mode === 'create' ? 'add' : 'change' }),
    );
    return null;
  }
  const request = readRecord(reader, entity, mode, line, at, new Set(['id', by]));
  return { ...request, id, pointer: at };
}
