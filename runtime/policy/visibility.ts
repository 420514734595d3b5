import { dependenciesOf } from '../expression/dependencies.ts';
import type { Dependency } from '../expression/dependencies.ts';
import type { Field, Formula, Rollup } from '../model/field.ts';
import { MASKS } from '../model/model.ts';
import type { Entity, Mask, Model } from '../model/model.ts';
import { findField, SYSTEM_FIELDS } from '../model/system-fields.ts';
import { allOf, along, anyOf, rowsOf } from './condition.ts';
import type { Condition } from './condition.ts';
import type { Decision, DecisionGrant } from './decision.ts';

/** On which rows a field is shown as it is, and on which others only masked. */
export type Visibility = {
  readonly clear: Condition;
  /** In the order in which they are tried where `clear` is not true; each at most once. */
  readonly masked: readonly { readonly mask: Mask; readonly when: Condition }[];
};

/** What visibility is worked out from. */
export type Sight = {
  readonly model: Model;
  /** The decision on reading the entity. */
  readonly decision: (entity: string) => Decision;
  /** Rows of the entity that may be read: a line only where the record that owns it may be. */
  readonly rows: (entity: Entity) => Condition;
  /** What the grants on the entity itself say of its rows; enough for lines of a record that is seen anyway. */
  readonly ownRows: (entity: Entity) => Condition;
  readonly visibility: (entity: Entity, name: string) => Visibility;
};

export const HIDDEN: Visibility = { clear: false, masked: [] };
const SHOWN: Visibility = { clear: true, masked: [] };

/** Rows that the grants of a decision reach together. */
export function rowCondition(decision: Decision): Condition {
  return anyOf(decision.grants.map(rowsOf));
}

/**
 * The union of the grants, for one field of one row. A row is visible where some grant's condition is true of it. A field
 * of it is shown where some grant whose condition is true of this very row covers the field without a mask; shown masked
 * where all those that cover it mask it (the mask that tells most wins: see `MASK_ORDER`); else it is null, for filters,
 * order, search and sums as well. A grant covers the fields that it lists, or all of them; system fields it covers as soon
 * as it covers any. A derived field that is not listed is covered only where everything that it derives from is shown too.
 */
export function fieldVisibility(scope: Sight, entity: Entity, name: string): Visibility {
  const field = findField(entity, name);
  if (field === undefined) return HIDDEN;
  const covering = scope.decision(entity.name).grants.filter((grant) => covers(grant, entity, name));
  const inputs = covering.some((grant) => grant.fields === null) ? inputsShown(scope, entity, field) : true;
  const rows = (grant: DecisionGrant): Condition =>
    grant.fields === null ? allOf([rowsOf(grant), inputs]) : rowsOf(grant);
  const maskOf = (grant: DecisionGrant): Mask | null =>
    Object.hasOwn(grant.masks, name) ? (grant.masks[name] ?? null) : null;
  const clear = anyOf(covering.filter((grant) => maskOf(grant) === null).map(rows));
  if (clear === true) return SHOWN;
  const masked = MASK_ORDER.map((mask) => ({
    mask,
    when: anyOf(covering.filter((grant) => maskOf(grant) === mask).map(rows)),
  }));
  return { clear, masked: masked.filter(({ when }) => when !== false) };
}

/** From the mask that tells most to the one that tells nothing. */
export const MASK_ORDER: readonly Mask[] = MASKS.toSorted((a, b) => rank(a) - rank(b));

function rank(mask: Mask): number {
  return { last_4: 0, domain: 1, initial: 2, hidden: 3 }[mask];
}

/** Rows on which some grant of the decision covers the field, whatever its masks say. */
export function coverage(decision: Decision, entity: Entity, name: string): Condition {
  return anyOf(decision.grants.filter((grant) => covers(grant, entity, name)).map(rowsOf));
}

function covers(grant: DecisionGrant, entity: Entity, name: string): boolean {
  if (grant.fields === null) return true;
  if (!Object.hasOwn(SYSTEM_FIELDS, name)) return grant.fields.includes(name);
  return grant.fields.some((own) => Object.hasOwn(entity.fields, own));
}

/** Where everything is shown that a derived field is computed from; of other fields, always. */
function inputsShown(scope: Sight, entity: Entity, { computed }: Field): Condition {
  if (computed === null) return true;
  return computed.is === 'formula'
    ? formulaInputs(scope, entity, computed)
    : rollupInputs(scope, entity, computed);
}

function formulaInputs(scope: Sight, entity: Entity, { expression }: Formula): Condition {
  const read = dependenciesOf(expression.tree).filter(({ root }) => root === 'record');
  return allOf(read.map((dependency) => pathShown(scope, entity, dependency)));
}

function rollupInputs(scope: Sight, entity: Entity, rollup: Rollup): Condition {
  const { field, where } = rollup;
  const measured = field === null ? [] : [{ root: '$', steps: [field], rows: null }];
  const read = where === null ? [] : dependenciesOf(where.tree).filter(({ root }) => root === 'record');
  return pathShown(scope, entity, { root: 'record', steps: [rollup.children], rows: [...measured, ...read] });
}

/** Every step of the path, on the row where it is; of a list of records, every one of them on every row. */
function pathShown(scope: Sight, entity: Entity, { steps, rows }: Dependency): Condition {
  const parts: Condition[] = [];
  let current: Entity | undefined = entity;
  let last: Field | undefined;
  for (const [index, step] of steps.entries()) {
    if (current === undefined) return false;
    if (step === 'id') break;
    parts.push(along(steps.slice(0, index), scope.visibility(current, step).clear));
    last = findField(current, step);
    current = targetOf(scope, last);
  }
  if (rows !== null) parts.push(rowsShown(scope, current, last, rows));
  return allOf(parts);
}

/**
 * Conditions on single rows cannot be said of a sum over them: all must be readable, or the whole is not. Lines are summed for
 * the record that owns them, so of them only their own grants are asked.
 */
function rowsShown(
  scope: Sight,
  of: Entity | undefined,
  by: Field | undefined,
  rows: readonly Dependency[],
): boolean {
  const owned = by?.type === 'children' && by.owned;
  if (of === undefined || (owned ? scope.ownRows(of) : scope.rows(of)) !== true) return false;
  return rows.every((row) => pathShown(scope, of, row) === true);
}

function targetOf({ model }: Sight, field: Field | undefined): Entity | undefined {
  if (field === undefined) return undefined;
  if ('to' in field) return model.entities[field.to];
  return field.type === 'children' ? model.entities[field.of] : undefined;
}
