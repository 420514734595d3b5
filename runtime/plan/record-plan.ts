import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { ChildrenField } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { ReadScope } from '../policy/read-scope.ts';
import { along, given } from '../policy/condition.ts';
import type { Condition } from '../policy/condition.ts';
import { ownTitle, resolveMasked, titleColumn } from './column.ts';
import type { Column, MaskedColumn } from './column.ts';

/** Lines of lines of lines end here. */
const MOST_LEVELS = 3;

/** One value of a record as it is sent, under `path`. */
export type ReadField =
  | { readonly form: 'value' | 'person'; readonly path: string; readonly at: Column }
  | {
      readonly form: 'link';
      readonly path: string;
      readonly at: Column;
      readonly title: Column | null;
      /** Where the record referred to may be read itself, said of the row that the path starts from. */
      readonly target: Condition;
    }
  | {
      readonly form: 'links';
      readonly path: string;
      readonly at: Column;
      /** Title and readability, said of the record referred to. */
      readonly title: Column | null;
      readonly target: Condition;
    }
  | {
      readonly form: 'lines';
      readonly path: string;
      readonly field: ChildrenField;
      readonly shown: Condition;
      readonly lines: RecordPlan;
    }
  | {
      readonly form: 'masked';
      readonly path: string;
      readonly at: MaskedColumn;
      /** The field where it is shown as it is; null where it never is. */
      readonly clear: ReadField | null;
    };

/** What of a record is read: only what the actor may see. Plain data. */
export type RecordPlan = {
  readonly entity: Entity;
  /** Condition on rows, merged from the grants that decided. */
  readonly rows: Condition;
  readonly fields: readonly ReadField[];
};

/** The readable field at `at`, in the form in which it is sent; null for children, which are not part of a row. */
export function planField(scope: ReadScope, path: string, at: MaskedColumn): ReadField | null {
  const clear = at.shown === false ? null : planClear(scope, path, at);
  if (at.masked.length === 0) return clear;
  const { wire } = FIELD_TYPES[at.field.type];
  return wire === 'references' || wire === 'children' ? clear : { form: 'masked', path, at, clear };
}

function planClear(scope: ReadScope, path: string, at: Column): ReadField | null {
  const { wire } = FIELD_TYPES[at.field.type];
  const target = 'to' in at.field ? scope.model.entities[at.field.to] : undefined;
  if (wire === 'reference' && target !== undefined) {
    const there = along([...at.steps, at.field.name], scope.rows(target));
    return { form: 'link', path, at, title: titleColumn(scope, at), target: there };
  }
  if (wire === 'references' && target !== undefined)
    return { form: 'links', path, at, title: ownTitle(scope, target), target: scope.rows(target) };
  if (wire === 'user') return { form: 'person', path, at };
  return wire === 'children' ? null : { form: 'value', path, at };
}

/** Every readable field with a column of its own, system fields first. */
export function storedFields(scope: ReadScope, entity: Entity): ReadField[] {
  return fieldsWhere(scope, entity, (field) => field.form !== 'lines' && field.form !== 'links');
}

/** The whole record: stored fields, many-to-many links and owned lines, as far as the actor may read them. */
export function planRecord(scope: ReadScope, entity: Entity): RecordPlan {
  return planLevel(scope, entity, 0, null);
}

function planLevel(scope: ReadScope, entity: Entity, level: number, by: string | null): RecordPlan {
  // Who made a line, and when, is in the history: as part of every record it would cost more than the line itself.
  const inLines = (field: ReadField): boolean =>
    !Object.hasOwn(SYSTEM_FIELDS, field.path) && field.path !== by;
  const fields = fieldsWhere(scope, entity, level === 0 ? () => true : inLines);
  for (const field of Object.values(entity.fields)) {
    if (field.type !== 'children' || !field.owned || level === MOST_LEVELS) continue;
    const of = scope.model.entities[field.of];
    if (of === undefined || scope.field(entity, field.name) === undefined || !scope.decision(of.name).allowed)
      continue;
    const shown = given(scope.rows(entity), scope.visibility(entity, field.name).clear);
    const lines = planLevel(scope, of, level + 1, field.by);
    fields.push({ form: 'lines', path: field.name, field, shown, lines });
  }
  // Lines inside a record are seen with it; the condition of their parent need not be asked again for each.
  return { entity, rows: level === 0 ? scope.rows(entity) : scope.ownRows(entity), fields };
}

function fieldsWhere(scope: ReadScope, entity: Entity, wanted: (field: ReadField) => boolean): ReadField[] {
  return [...Object.keys(SYSTEM_FIELDS), ...Object.keys(entity.fields)].flatMap((name) => {
    const at = resolveMasked(scope, entity, name);
    const planned = at === null ? null : planField(scope, name, at);
    return planned !== null && wanted(planned) ? [planned] : [];
  });
}
