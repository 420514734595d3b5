import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { ChildrenField } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { ReadScope } from '../policy/read-scope.ts';
import { titleColumn } from './column.ts';
import type { Column } from './column.ts';

/** Lines of lines of lines end here. */
const MOST_LEVELS = 3;

/** One value of a record as it is sent, under `path`. */
export type ReadField =
  | { readonly form: 'value'; readonly path: string; readonly at: Column }
  | {
      readonly form: 'link' | 'links';
      readonly path: string;
      readonly at: Column;
      readonly title: Column | null;
    }
  | { readonly form: 'person'; readonly path: string; readonly at: Column }
  | {
      readonly form: 'lines';
      readonly path: string;
      readonly field: ChildrenField;
      readonly lines: RecordPlan;
    };

/** What of a record is read: only what the actor may see. Plain data. */
export type RecordPlan = {
  readonly entity: Entity;
  /** Condition on rows, merged from the grants that decided; null means every row. */
  readonly rows: null;
  readonly fields: readonly ReadField[];
};

/** The readable field at `at`, in the form in which it is sent; null for children, which are not part of a row. */
export function planField(scope: ReadScope, path: string, at: Column): ReadField | null {
  const { wire } = FIELD_TYPES[at.field.type];
  if (wire === 'reference') return { form: 'link', path, at, title: titleColumn(scope, at) };
  if (wire === 'references')
    return { form: 'links', path, at, title: titleColumn(scope, { ...at, steps: [] }) };
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
    fields.push({ form: 'lines', path: field.name, field, lines: planLevel(scope, of, level + 1, field.by) });
  }
  return { entity, rows: null, fields };
}

function fieldsWhere(scope: ReadScope, entity: Entity, wanted: (field: ReadField) => boolean): ReadField[] {
  return [...Object.keys(SYSTEM_FIELDS), ...Object.keys(entity.fields)].flatMap((name) => {
    const field = scope.field(entity, name);
    const planned = field === undefined ? null : planField(scope, name, { steps: [], entity, field });
    return planned !== null && wanted(planned) ? [planned] : [];
  });
}
