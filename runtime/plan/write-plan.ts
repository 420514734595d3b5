import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
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
  /** Whether the actor may read records of the target at all; if not, only the value that is there already may stay. */
  readonly choosable: boolean;
};

/** Columns of one record to be written, with their values in the same order. Plain data. */
export type WritePlan = {
  readonly entity: Entity;
  /** Condition on rows, merged from the grants that decided; null means every row. */
  readonly rows: null;
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
    rows: null,
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
  return target === undefined ? [] : [{ index, field, target, choosable: isChoosable(scope, target) }];
}

/** Whether the actor may name records of `target` in a reference: those that may be read. */
export function isChoosable(scope: ReadScope, target: Entity): boolean {
  return scope.decision(target.name).allowed;
}
