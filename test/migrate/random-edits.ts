import type { FieldTypeName } from '../../runtime/model/field.ts';
import type { Random } from './random.ts';
import {
  type EntitySpec,
  type FieldSpec,
  FORMULAS,
  NUMBERS,
  OPTIONS,
  randomField,
  type Spec,
  TEXTS,
  typed,
} from './random-spec.ts';

/** Gives other definitions, which may have mistakes; null where there is nothing to edit in this way. */
export type Edit = (spec: Spec, random: Random) => Spec | null;

export const addEntity: Edit = (spec, random) => {
  const id = spec.next;
  const label: FieldSpec = {
    ...typed(random, 'text', [id]),
    id: id + 1,
    name: 'label',
    was: null,
    required: false,
    unique: false,
    keys: {},
  };
  const ids = [...spec.entities.map((entity) => entity.id), id];
  const fields = Array.from({ length: random.between(3, 7) }, (_, at) =>
    randomField(random, id + 2 + at, `f${id + 2 + at}`, ids),
  );
  const entity: EntitySpec = {
    id,
    name: `thing${id}`,
    was: null,
    fields: [label, ...fields],
    indexes: [],
    search: [],
    checks: [],
  };
  return { entities: [...spec.entities, entity], next: id + 2 + fields.length };
};

const onEntity =
  (change: (entity: EntitySpec, random: Random, spec: Spec) => EntitySpec | null): Edit =>
  (spec, random) => {
    const chosen = random.pick(spec.entities);
    const changed = change(chosen, random, spec);
    if (changed === null) return null;
    const entities = spec.entities.map((entity) => (entity.id === chosen.id ? changed : entity));
    return { entities, next: spec.next + 1 };
  };

/** Of any field but the one that names records. */
const onField = (
  change: (field: FieldSpec, random: Random, spec: Spec, entity: EntitySpec) => FieldSpec | null,
): Edit =>
  onEntity((entity, random, spec) => {
    const chosen = random.pick(entity.fields);
    const changed = chosen.name === 'label' ? null : change(chosen, random, spec, entity);
    if (changed === null) return null;
    return {
      ...entity,
      fields: entity.fields.map((field) => (field.id === chosen.id ? changed : field)),
    };
  });

/** Entities that a field of this one may refer to. */
const earlier = (spec: Spec, entity: EntitySpec): number[] =>
  spec.entities.map(({ id }) => id).filter((id) => id <= entity.id);

const addField: Edit = onEntity((entity, random, spec) => ({
  ...entity,
  fields: [...entity.fields, newcomer(random, spec.next, earlier(spec, entity))],
}));

/** Mostly one that the records that are there can have. */
function newcomer(random: Random, id: number, entities: readonly number[]): FieldSpec {
  const field = randomField(random, id, `f${id}`, entities);
  return field.keys['default'] === undefined && random.chance(0.85) ? { ...field, required: false } : field;
}

const without = (entity: EntitySpec, id: number): EntitySpec => ({
  ...entity,
  fields: entity.fields.filter((field) => field.id !== id && field.formula?.includes(`{${id}}`) !== true),
  indexes: entity.indexes.filter(({ fields }) => !fields.includes(id)),
  search: entity.search.filter((field) => field !== id),
  checks: entity.checks.filter((check) => !check.includes(`{${id}}`)),
});

const removeField: Edit = onEntity((entity, random) => {
  const field = random.pick(entity.fields);
  return field.name === 'label' ? null : without(entity, field.id);
});

/** One goes and another one comes in its name. */
const replaceField: Edit = onEntity((entity, random, spec) => {
  const field = random.pick(entity.fields);
  if (field.name === 'label') return null;
  const left = without(entity, field.id);
  return {
    ...left,
    fields: [
      ...left.fields.map((other) => (other.was === field.name ? { ...other, was: null } : other)),
      { ...randomField(random, field.id, field.name, earlier(spec, entity)), was: field.was },
    ],
  };
});

const renameField: Edit = onField((field, _, spec) => ({
  ...field,
  name: `f${field.id}_${spec.next}`,
  was: field.name,
}));

const retypeField: Edit = onField((field, random, spec, entity) => {
  if (field.formula !== null) return null;
  const near = NEAR[field.type];
  const other =
    near === undefined || random.chance(0.2)
      ? randomField(random, field.id, field.name, earlier(spec, entity))
      : typed(random, random.pick(near), earlier(spec, entity));
  return {
    ...other,
    id: field.id,
    name: field.name,
    was: field.was,
    required: field.required && other.required,
  };
});

const toggleRequired: Edit = onField((field, random) =>
  field.required || random.chance(0.3) ? { ...field, required: !field.required } : null,
);
const toggleUnique: Edit = onField((field) => ({ ...field, unique: !field.unique }));

const otherLimit: Edit = onField((field, random) => {
  if (TEXTS.has(field.type))
    return { ...field, keys: { ...field.keys, max_length: String(random.pick([2, 5, 20, 200])) } };
  if (NUMBERS.has(field.type))
    return {
      ...field,
      keys: { ...field.keys, [random.pick(['min', 'max'])]: String(random.pick([-5, 0, 3, 50, 2000])) },
    };
  if (field.type === 'choice' || field.type === 'choices') {
    const options = OPTIONS.slice(0, random.between(1, OPTIONS.length));
    return { ...field, keys: { ...field.keys, options: `[${options.join(', ')}]` } };
  }
  return field.type === 'sequence'
    ? { ...field, keys: { ...field.keys, start: String(random.between(1, 100)) } }
    : null;
});

const otherDefault: Edit = onField((field, random, spec, entity) => {
  const { keys } = typed(random, field.type, earlier(spec, entity));
  const { default: _, ...rest } = field.keys;
  return { ...field, keys: keys['default'] === undefined ? rest : { ...rest, default: keys['default'] } };
});

const otherScale: Edit = onField((field, random) =>
  field.type === 'decimal' || field.type === 'money' || field.type === 'percent'
    ? { ...field, keys: { ...field.keys, scale: String(random.pick([0, 1, 2, 3, 4, 6])) } }
    : null,
);

export const addFormula: Edit = onEntity((entity, random, spec) => {
  const operand = random.pick(entity.fields);
  const ways = operand.formula === null ? FORMULAS[operand.type] : undefined;
  if (ways === undefined) return null;
  const [type, formula] = random.pick(ways);
  const field: FieldSpec = {
    id: spec.next,
    name: `f${spec.next}`,
    was: null,
    type,
    required: false,
    unique: false,
    keys: type === 'decimal' ? { scale: '2' } : {},
    to: null,
    formula: formula.replaceAll('{a}', `{${operand.id}}`),
  };
  return { ...entity, fields: [...entity.fields, field] };
});

/** A field that people wrote becomes a formula over another one, or the other way round. */
const otherFormula: Edit = onField((field, random, _, entity) => {
  if (field.formula !== null && random.chance(0.3)) return { ...field, formula: null };
  const operand = random.pick(entity.fields);
  const ways = operand.formula === null && operand.id !== field.id ? FORMULAS[operand.type] : undefined;
  const found = ways?.filter(([type]) => type === field.type) ?? [];
  if (found.length === 0) return null;
  const [, formula] = random.pick(found);
  return {
    ...field,
    required: false,
    unique: false,
    keys: field.type === 'decimal' ? { scale: '2' } : field.type === 'choice' ? field.keys : {},
    formula: formula.replaceAll('{a}', `{${operand.id}}`),
  };
});

export const addIndex: Edit = onEntity((entity, random) => {
  const fields = [...new Set([random.pick(entity.fields).id, random.pick(entity.fields).id])];
  return { ...entity, indexes: [...entity.indexes, { fields, unique: random.chance(0.25) }] };
});

const removeIndex: Edit = onEntity((entity, random) =>
  entity.indexes.length === 0
    ? null
    : { ...entity, indexes: entity.indexes.filter(() => random.chance(0.5)) },
);

export const toggleSearch: Edit = onEntity((entity, random) => {
  const { id } = random.pick(entity.fields);
  const search = entity.search.includes(id)
    ? entity.search.filter((field) => field !== id)
    : [...entity.search, id];
  return { ...entity, search };
});

/** Conditions that whatever the generator writes fulfils: they are about the program, not about the tables. */
export const addCheck: Edit = onEntity((entity, random) => {
  const field = random.pick(entity.fields);
  return { ...entity, checks: [...entity.checks, `{${field.id}} == {${field.id}} || {${field.id}} == null`] };
});

const renameEntity: Edit = onEntity((entity, _, spec) => ({
  ...entity,
  name: `thing${entity.id}_${spec.next}`,
  was: entity.name,
}));

const removeEntity: Edit = (spec, random) => {
  if (spec.entities.length < 2) return null;
  const { id } = random.pick(spec.entities);
  const entities = spec.entities
    .filter((entity) => entity.id !== id)
    .map((entity) =>
      entity.fields.filter(({ to }) => to === id).reduce((left, field) => without(left, field.id), entity),
    );
  return { entities, next: spec.next + 1 };
};

const retarget: Edit = onField((field, random, spec, entity) =>
  field.to === null ? null : { ...field, to: random.pick(earlier(spec, entity)) },
);

/** Types that values of another type can become, or some of them. */
const NEAR: Readonly<Partial<Record<FieldTypeName, readonly FieldTypeName[]>>> = {
  text: ['long_text', 'integer', 'decimal', 'tags', 'choice', 'email'],
  long_text: ['text', 'markdown'],
  email: ['text'],
  url: ['text', 'tags'],
  phone: ['text', 'integer'],
  integer: ['decimal', 'money', 'text', 'duration', 'sequence'],
  decimal: ['money', 'percent', 'integer', 'text'],
  money: ['decimal', 'integer', 'text'],
  percent: ['decimal'],
  boolean: ['text'],
  date: ['text'],
  duration: ['integer'],
  choice: ['text', 'choices', 'tags'],
  choices: ['tags', 'choice'],
  tags: ['text'],
  sequence: ['integer', 'text'],
};

/** Each as often as it stands here. */
export const EDITS: readonly Edit[] = [
  addEntity,
  addField,
  addField,
  addField,
  removeField,
  removeField,
  replaceField,
  renameField,
  renameField,
  retypeField,
  retypeField,
  retypeField,
  toggleRequired,
  toggleRequired,
  toggleUnique,
  otherLimit,
  otherLimit,
  otherDefault,
  otherScale,
  addFormula,
  otherFormula,
  addIndex,
  removeIndex,
  toggleSearch,
  addCheck,
  renameEntity,
  removeEntity,
  retarget,
];
