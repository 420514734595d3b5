import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import type { Condition } from '../policy/condition.ts';
import type { ReadScope } from '../policy/read-scope.ts';

/** A value as it is bound to a parameter of the column's type. */
export type StoredValue = string | readonly string[] | null;

/** A reference or user field among the written ones, whose target must be one that the actor may choose. */
export type TargetCheck = {
  /** Place of the field in `fields`. */
  readonly index: number;
  readonly field: Field;
  /** Entity of the target; null for people. */
  readonly target: Entity | null;
  /** Which records of the target the actor may read, and so name; of others only the one that is there already may stay. */
  readonly choosable: Condition;
};

/** Columns of one record to be written, with their values in the same order. Plain data. */
export type WritePlan = {
  readonly entity: Entity;
  /** Rows that the actor may read, where reading was granted at all: no others are there to be changed. */
  readonly rows: Condition;
  readonly fields: readonly Field[];
  readonly values: readonly StoredValue[];
  readonly checks: readonly TargetCheck[];
};

/** Resolves checked values, by field name, to columns in the order of the entity's fields. */
export function planWrite(
  scope: ReadScope,
  entity: Entity,
  values: Readonly<Record<string, unknown>>,
): WritePlan {
  const fields = Object.values(entity.fields).filter((field) => Object.hasOwn(values, field.name));
  return {
    entity,
    rows: changeable(scope, entity),
    fields,
    values: fields.map((field) => storedValue(field, values[field.name])),
    checks: fields.flatMap((field, index) => targetCheck(scope, field, index)),
  };
}

/** A checked value as the text, or list of texts, that Postgres casts to the column's type. */
export function storedValue(field: Field, value: unknown): StoredValue {
  return value === null || value === undefined ? null : FIELD_TYPES[field.type].toDatabase(field, value);
}

function targetCheck(scope: ReadScope, field: Field, index: number): TargetCheck[] {
  if (field.type === 'user') return [{ index, field, target: null, choosable: true }];
  const target = field.type === 'reference' ? scope.model.entities[field.to] : undefined;
  return target === undefined ? [] : [{ index, field, target, choosable: scope.rows(target) }];
}

/** Rows that are there for whoever wants to change them: who may read nothing at all is not told of any by a refusal. */
export function changeable(scope: ReadScope, entity: Entity): Condition {
  return scope.decision(entity.name).allowed ? scope.rows(entity) : true;
}
