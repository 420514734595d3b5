import type { Field } from '../model/field.ts';
import type { Entity, Section } from '../model/model.ts';
import { defaultValue } from '../validate/defaults.ts';
import type { WriteMode } from '../validate/record-schema.ts';
import type { FormMode, FormView } from '../wire/view.ts';
import { bodySchema } from './body-schema.ts';
import { defaultSections } from '../model/default-screens.ts';
import { viewSections } from './detail-view.ts';
import { formRules } from './form-rules.ts';
import { canCreate, isWritable, neededFields } from './field-view.ts';
import type { ViewScope } from './scope.ts';
import { viewBase, type Origin } from './view-base.ts';

const MODES: readonly WriteMode[] = ['create', 'update'];

/**
 * The form of an entity for one actor. A field stands on it when the actor may read it; `writable` says that at least one
 * of the modes takes it, and a mode's schema names exactly the fields that it takes. Where the author's sections lack a
 * field that a new record needs, it follows in a section of its own.
 */
export function viewForm(
  scope: ViewScope,
  entity: Entity,
  origin: Origin,
  authored: readonly Section[] | null,
): FormView {
  const sections =
    authored === null ? writableSections(scope, entity) : completeSections(scope, entity, authored);
  const views = viewSections(scope, entity, sections, MODES);
  const onForm = views.flatMap((section) => section.fields.map((field) => entity.fields[field.path]));
  const fields = onForm.filter((field) => field !== undefined);
  const taken = fields.filter((field) => isWritable(scope, entity, field, 'create'));
  return {
    ...viewBase(scope, entity, origin),
    kind: 'form',
    sections: views,
    create: canCreate(scope, entity) ? viewMode(scope, entity, 'create', fields) : null,
    update: entity.partOf === null ? viewMode(scope, entity, 'update', fields) : null,
    rules: formRules(scope, entity, new Set(taken.map((field) => field.name))),
  };
}

/** What can be written, and what comes of it. */
function writableSections(scope: ViewScope, entity: Entity): readonly Section[] {
  return defaultSections(entity).map(({ title, fields }) => ({
    title,
    fields: fields.filter((name) => {
      const field = entity.fields[name];
      if (field === undefined) return false;
      return field.computed !== null || MODES.some((mode) => isWritable(scope, entity, field, mode));
    }),
  }));
}

function completeSections(
  scope: ViewScope,
  entity: Entity,
  sections: readonly Section[],
): readonly Section[] {
  if (!canCreate(scope, entity)) return sections;
  const given = new Set(sections.flatMap((section) => section.fields));
  const missing = neededFields(entity).filter((field) => !given.has(field.name));
  return missing.length === 0
    ? sections
    : [...sections, { title: 'Also needed', fields: missing.map((field) => field.name) }];
}

/** Null where the mode would take no field at all. */
function viewMode(
  scope: ViewScope,
  entity: Entity,
  mode: WriteMode,
  onForm: readonly Field[],
): FormMode | null {
  const fields = onForm.filter((field) => isWritable(scope, entity, field, mode));
  if (fields.length === 0) return null;
  const bare = bodySchema(scope, entity, mode, new Set(fields.map((field) => field.name)));
  const name = `jig:${entity.name}/${mode}`;
  const hash = scope.identify({ $id: name, ...bare });
  const moment = { now: scope.now, timeZone: scope.model.workspace.timeZone, actorId: scope.actor.id };
  const starts =
    mode === 'update' ? [] : fields.map((field) => [field.name, defaultValue(field, moment)] as const);
  return {
    schema: { $id: `${name}/${hash}`, ...bare },
    validator: `/validators/${entity.name}/${hash}.mjs`,
    defaults: Object.fromEntries(starts.filter(([, value]) => value !== null)),
  };
}
