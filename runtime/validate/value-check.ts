import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { isRecordId } from '../model/field-types/reference.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import type { FieldErrorJson } from '../wire/record.ts';
import { messageFor } from './messages.ts';
import { fieldError, pointerTo } from './pointer.ts';
import { schemaProblem } from './schema-problem.ts';

/** Reports shown for one value; the rest would say the same again. */
const MOST_ERRORS = 20;
/** Longest list that is checked item by item: all types allow fewer. */
const MOST_ITEMS = 2000;

/** Checks values that are not null by the rules of their fields; `pointer` is the place of the record in the body. */
export type ValueCheck = (values: Readonly<Record<string, unknown>>, pointer: string) => FieldErrorJson[];

/** Compiles the check of an entity's values once; costs milliseconds, so callers keep it for the release. */
export function createValueCheck(entity: Pick<Entity, 'fields'>): ValueCheck {
  const checks = new Map<string, FieldCheck>();
  const ajv = new Ajv2020({ strict: true, allErrors: true, ownProperties: true, validateSchema: false });
  ajv.addFormat('uuid', isRecordId);
  for (const field of Object.values(entity.fields)) {
    const schema = FIELD_TYPES[field.type].schema(field);
    if (schema !== null) checks.set(field.name, { field, validate: ajv.compile(schema) });
  }
  return (values, pointer) =>
    Object.entries(values).flatMap(([name, value]) => {
      const check = checks.get(name);
      return check === undefined ? [] : checkField(check, value, pointerTo(pointer, name));
    });
}

type FieldCheck = { readonly field: Field; readonly validate: ValidateFunction };

function checkField({ field, validate }: FieldCheck, value: unknown, pointer: string): FieldErrorJson[] {
  if (Array.isArray(value) && field.type !== 'json' && value.length > MOST_ITEMS)
    return [fieldError(pointer, 'list/too_long', { limit: MOST_ITEMS })];
  // A pattern was proved to be harmless for values that are allowed; all rules of a schema are asked at once.
  if ('pattern' in field && field.pattern !== null && isLonger(value, field.maxLength))
    return [fieldError(pointer, 'text/too_long', { limit: field.maxLength })];
  if (!validate(value))
    return (validate.errors ?? []).slice(0, MOST_ERRORS).map((error: ErrorObject) => {
      const { code, params } = schemaProblem(field, error);
      return { pointer: pointer + error.instancePath, code, message: messageFor(code, params) };
    });
  const problem = FIELD_TYPES[field.type].checkValue(field, value);
  if (problem !== null) return [fieldError(pointer, problem.code, problem.params)];
  return field.type === 'json' && hasNoJson(value) ? [fieldError(pointer, 'number/precision')] : [];
}

/** Whether it is a text of more than `limit` characters, each of which is one or two units. */
function isLonger(value: unknown, limit: number): boolean {
  if (typeof value !== 'string' || value.length <= limit) return false;
  return value.length > 2 * limit || Array.from(value).length > limit;
}

/** Whether a number is in it that JSON cannot say; JSON.parse makes infinity of `1e400`. Depth is checked before. */
function hasNoJson(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNoJson);
}
