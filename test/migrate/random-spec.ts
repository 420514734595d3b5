import type { FieldTypeName } from '../../runtime/model/field.ts';
import type { Random } from './random.ts';

/** A field as the generator thinks of it; `id` stays the same through renames and changes of type. */
export type FieldSpec = {
  readonly id: number;
  readonly name: string;
  readonly was: string | null;
  readonly type: FieldTypeName;
  readonly required: boolean;
  readonly unique: boolean;
  /** Other keys as they are written, such as `max_length: 5`. */
  readonly keys: Readonly<Record<string, string>>;
  /** Id of the entity that it refers to. */
  readonly to: number | null;
  /** Expression with `{7}` for the field with the id 7. */
  readonly formula: string | null;
};

export type EntitySpec = {
  readonly id: number;
  readonly name: string;
  readonly was: string | null;
  readonly fields: readonly FieldSpec[];
  readonly indexes: readonly { readonly fields: readonly number[]; readonly unique: boolean }[];
  readonly search: readonly number[];
  /** Each is a condition with `{7}` for the field with the id 7. */
  readonly checks: readonly string[];
};

/** Entities in an order in which records can be made: references lead to earlier ones or to the same. */
export type Spec = { readonly entities: readonly EntitySpec[]; readonly next: number };

export const OPTIONS = ['open', 'paid', 'late', 'x', '12'];

const TYPES: readonly FieldTypeName[] = [
  'text',
  'long_text',
  'markdown',
  'email',
  'url',
  'phone',
  'integer',
  'decimal',
  'money',
  'percent',
  'boolean',
  'date',
  'datetime',
  'time',
  'duration',
  'choice',
  'choices',
  'tags',
  'reference',
  'references',
  'user',
  'json',
  'sequence',
];
const NEVER_UNIQUE: ReadonlySet<string> = new Set([
  'long_text',
  'markdown',
  'boolean',
  'choice',
  'choices',
  'tags',
  'references',
  'json',
  'sequence',
]);

/** A field of any type, with any of the keys that its type takes. */
export function randomField(
  random: Random,
  id: number,
  name: string,
  entities: readonly number[],
): FieldSpec {
  return { ...typed(random, random.pick(TYPES), entities), id, name, was: null };
}

/** Everything of a field that hangs on its type. */
export function typed(
  random: Random,
  type: FieldTypeName,
  entities: readonly number[],
): Omit<FieldSpec, 'id' | 'name' | 'was'> {
  const keys: Record<string, string> = {};
  if (TEXTS.has(type) && random.chance(0.4)) keys['max_length'] = String(random.pick([20, 40, 100]));
  if (NUMBERS.has(type) && random.chance(0.3)) keys['min'] = '-1';
  if (NUMBERS.has(type) && random.chance(0.2)) keys['max'] = '1000';
  if ((type === 'decimal' || type === 'percent' || type === 'money') && random.chance(0.5))
    keys['scale'] = String(random.pick([0, 2, 4]));
  if (type === 'choice' || type === 'choices')
    keys['options'] = `[${OPTIONS.slice(0, random.between(2, OPTIONS.length)).join(', ')}]`;
  if (type === 'sequence' && random.chance(0.5)) keys['start'] = String(random.between(1, 50));
  const value = DEFAULTS[type];
  if (value !== undefined && random.chance(0.5)) keys['default'] = random.pick(value);
  const isPlain = type !== 'sequence' && type !== 'references';
  return {
    type,
    required: isPlain && type !== 'reference' && random.chance(keys['default'] === undefined ? 0.15 : 0.6),
    unique: keys['default'] === undefined && !NEVER_UNIQUE.has(type) && type !== 'user' && random.chance(0.2),
    keys,
    to: type === 'reference' || type === 'references' ? random.pick(entities) : null,
    formula: null,
  };
}

export const TEXTS: ReadonlySet<string> = new Set(['text', 'long_text', 'markdown', 'email', 'url', 'phone']);
export const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal', 'money', 'percent']);

const DEFAULTS: Readonly<Partial<Record<FieldTypeName, readonly string[]>>> = {
  text: ['12', 'abc', `"it's"`],
  long_text: ['abc'],
  integer: ['0', '7'],
  decimal: ['1', '0'],
  money: ['3', '0'],
  percent: ['1'],
  boolean: ['true', 'false'],
  date: ['2026-02-28', '=today'],
  datetime: ['2026-02-28T10:00:00Z', '=now'],
  time: ['09:30'],
  duration: ['PT1H'],
  choice: ['open'],
  choices: ['[open, paid]'],
  tags: ['[red]'],
  user: ['=user'],
};

/** What the field can be computed from, as the generator writes formulas: a type and an expression over one field. */
export const FORMULAS: Readonly<Partial<Record<FieldTypeName, readonly [FieldTypeName, string][]>>> = {
  integer: [
    ['integer', '{a} + 1'],
    ['integer', '{a} * 2'],
    ['decimal', '{a} * 2'],
    ['boolean', '{a} > 5'],
  ],
  decimal: [
    ['decimal', '{a} * 2'],
    ['boolean', '{a} > 5'],
  ],
  money: [
    ['money', '{a} + {a}'],
    ['boolean', '{a} > 5'],
  ],
  text: [
    ['integer', '{a}.size()'],
    ['boolean', '{a} == "abc"'],
  ],
  date: [['boolean', '{a} > date("2026-03-01")']],
  boolean: [['boolean', '!{a}']],
  choice: [['boolean', '{a} == "open"']],
};

/** The definitions as a file. */
export function textOf({ entities }: Spec): string {
  return [WORKSPACE, ...entities.map((entity) => entityText(entity, entities))].join('---\n');
}

const WORKSPACE = `workspace: random
language: 1
title: Random
time_zone: Europe/Berlin
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@random.example } }
---
role: clerk
about: Does everything.
`;

function entityText(entity: EntitySpec, entities: readonly EntitySpec[]): string {
  const name = (id: number): string => entity.fields.find((field) => field.id === id)?.name ?? 'label';
  const named = (expression: string): string =>
    expression.replaceAll(/\{(\d+)\}/gu, (_, id: string) => name(Number(id)));
  const fields = entity.fields.map((field) => {
    const to = entities.find(({ id }) => id === field.to)?.name;
    const keys = [
      `type: ${field.type}`,
      ...(to === undefined ? [] : [`to: ${to}`]),
      ...(field.was === null ? [] : [`was: ${field.was}`]),
      ...(field.required ? ['required: true'] : []),
      ...(field.unique ? ['unique: true'] : []),
      ...(field.formula === null ? [] : [`formula: '${named(field.formula)}'`]),
      ...Object.entries(field.keys).map(([key, value]) => `${key}: ${value}`),
    ];
    return `  ${field.name}: { ${keys.join(', ')} }`;
  });
  const indexes = entity.indexes.map(({ fields: ids, unique }) =>
    unique ? `{ fields: [${ids.map(name).join(', ')}], unique: true }` : `[${ids.map(name).join(', ')}]`,
  );
  return [
    `entity: ${entity.name}`,
    'owner: team',
    ...(entity.was === null ? [] : [`was: ${entity.was}`]),
    'title_field: label',
    ...(entity.search.length === 0 ? [] : [`search: [${entity.search.map(name).join(', ')}]`]),
    'fields:',
    ...fields,
    ...(indexes.length === 0 ? [] : [`indexes: [${indexes.join(', ')}]`]),
    ...(entity.checks.length === 0
      ? []
      : [
          'checks:',
          ...entity.checks.map((that, at) => `  rule_${at}: { that: '${named(that)}', say: No. }`),
        ]),
    'access: { clerk: { read: true, create: true, update: true, delete: true } }',
    '',
  ].join('\n');
}
