import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { ChildrenField, Field } from '../model/field.ts';
import type { Entity } from '../model/model.ts';
import { hasDefault } from '../validate/defaults.ts';
import { isWritable as isEverWritten, type WriteMode } from '../validate/record-schema.ts';
import type { FieldView } from '../wire/view.ts';
import type { Exposure } from './exposure.ts';
import type { ReadablePath } from './paths.ts';
import type { ViewScope } from './scope.ts';

/**
 * Describes the field at the end of a path. `modes` says which writes `writable` speaks of: forms know both, lists and
 * details only the update. Only a record's own fields can be writable.
 */
export function viewField(scope: ViewScope, at: ReadablePath, modes: readonly WriteMode[]): FieldView {
  const { field } = at;
  const type = FIELD_TYPES[field.type];
  const own = at.through.length === 0 && Object.hasOwn(at.entity.fields, field.name);
  const exposure = pathExposure(scope, at);
  return {
    path: at.path,
    label: pathLabel(at),
    help: field.help,
    type: field.type,
    widget: type.widget,
    cell: type.cell,
    align: type.align,
    required: field.required,
    computed: field.computed?.is ?? null,
    masked: exposure.masked,
    conditional: exposure.conditional,
    ...(field.visibleWhen === null ? {} : { sometimes: true as const }),
    writable: own && modes.some((mode) => isWritable(scope, at.entity, field, mode)),
    ...typeFacts(field),
    ...targetFacts(scope, field),
    ...linesFacts(scope, field, modes),
  };
}

/** Describes what an action asks for. Nobody has written it yet, so nothing hides it. */
export function viewInput(scope: ViewScope, field: Field): FieldView {
  const type = FIELD_TYPES[field.type];
  return {
    path: field.name,
    label: field.label,
    help: field.help,
    type: field.type,
    widget: type.widget,
    cell: type.cell,
    align: type.align,
    required: field.required,
    computed: null,
    masked: false,
    conditional: false,
    writable: true,
    ...typeFacts(field),
    ...targetFacts(scope, field),
  };
}

/** Behind a reference a value shows only as far as the reference does. */
function pathExposure(scope: ViewScope, { through, entity, field }: ReadablePath): Exposure {
  let conditional = false;
  for (const step of through)
    conditional ||= scope.exposure(step.entity, step.field.name)?.conditional ?? true;
  const last = scope.exposure(entity, field.name);
  return {
    clear: last?.clear ?? false,
    masked: last?.masked ?? true,
    conditional: conditional || (last?.conditional ?? true),
  };
}

/** `Customer` for `customer.name` where the name is the customer's title, else `Customer: Country`. */
function pathLabel({ through, field, entity }: ReadablePath): string {
  const labels = through.map((step) => step.field.label);
  const isTitle = through.length > 0 && field.name === entity.titleField;
  return (isTitle ? labels : [...labels, field.label]).join(': ');
}

/** Whether the actor may give the field in a body of that operation. A state is changed by its actions alone. */
export function isWritable(scope: ViewScope, entity: Entity, field: Field, mode: WriteMode): boolean {
  return isGiven(entity, field) && scope.fieldsFor(entity.name, mode).has(field.name);
}

/** Names of the entity's fields that the actor may give in a body of that operation. */
export function writableNames(scope: ViewScope, entity: Entity, mode: WriteMode): ReadonlySet<string> {
  const fields = Object.values(entity.fields).filter((field) => isWritable(scope, entity, field, mode));
  return new Set(fields.map((field) => field.name));
}

function isGiven(entity: Entity, field: Field): boolean {
  return isEverWritten(field) && field.computed === null && entity.lifecycle?.field !== field.name;
}

type Facts = Pick<FieldView, 'options' | 'currency' | 'scale' | 'min' | 'max' | 'max_length' | 'prefix'>;

/** Copies the settings that the field has; a setting's name is the same for every type that knows it. */
function typeFacts(field: Field): Facts {
  return {
    ...('options' in field ? { options: field.options } : {}),
    ...('currency' in field ? { currency: field.currency } : {}),
    ...('scale' in field ? { scale: field.scale } : {}),
    ...('min' in field ? { min: field.min, max: field.max } : {}),
    ...('maxLength' in field ? { max_length: field.maxLength } : {}),
    ...('prefix' in field ? { prefix: field.prefix } : {}),
  };
}

function targetFacts(scope: ViewScope, field: Field): Pick<FieldView, 'target'> {
  const target = 'to' in field ? scope.model.entities[field.to] : undefined;
  if (target === undefined) return {};
  return {
    target: {
      entity: target.name,
      title: target.title,
      plural: target.plural,
      can_create: canCreate(scope, target),
      can_read: scope.may(target.name, 'read'),
    },
  };
}

/**
 * Whether the actor may send a new record: the grant is there and covers every field that a new record needs and that has
 * no default. Lines come into being only with the record that owns them.
 */
export function mayCreate(scope: ViewScope, entity: Entity): boolean {
  if (entity.partOf !== null || !scope.may(entity.name, 'create')) return false;
  return neededFields(entity).every((field) => isWritable(scope, entity, field, 'create'));
}

/** Whether a form can create one: it shows nothing unreadable, so the fields that a new record needs must be readable. */
export function canCreate(scope: ViewScope, entity: Entity): boolean {
  return mayCreate(scope, entity) && neededFields(entity).every((field) => scope.reads(entity, field.name));
}

/** Fields without which no record can be created. */
export function neededFields(entity: Entity): readonly Field[] {
  return Object.values(entity.fields).filter(
    (field) =>
      field.required &&
      isGiven(entity, field) &&
      !hasDefault(field) &&
      field.defaultExpression === null &&
      field.visibleWhen === null,
  );
}

function linesFacts(scope: ViewScope, field: Field, modes: readonly WriteMode[]): Pick<FieldView, 'lines'> {
  if (field.type !== 'children' || !field.owned) return {};
  const entity = scope.model.entities[field.of];
  if (entity === undefined) return {};
  return {
    lines: {
      entity: entity.name,
      title: entity.title,
      by: field.by,
      fields: lineFields(scope, field, entity).map((line) =>
        viewField(scope, { path: line.name, field: line, entity, through: [] }, modes),
      ),
    },
  };
}

/** Columns of a grid of owned lines: everything readable but the parent, and no lines of lines. */
function lineFields(scope: ViewScope, field: ChildrenField, entity: Entity): readonly Field[] {
  return Object.values(entity.fields).filter(
    (line) => line.name !== field.by && line.type !== 'children' && scope.reads(entity, line.name),
  );
}
