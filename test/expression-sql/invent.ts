import type { Field } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { DATES, DECIMALS, INSTANTS, INTS, SECONDS, TEXTS, TIMES, WORDS } from './nasty-values.ts';
import type { Random } from './random.ts';

export const PERSON = '00000000-0000-7000-8000-00000000000a';
export const NOBODY = '00000000-0000-7000-8000-00000000000b';

export type Row = Record<string, unknown> & { id: string; deleted: boolean };
export type Data = Readonly<Record<string, readonly Row[]>>;

const COUNTS: Readonly<Record<string, number>> = { team: 6, customer: 24, line: 300 };

/** Records of every entity, a quarter of what may be empty left so. */
export function inventData(model: Model, random: Random, rows: number): Data {
  const data: Record<string, Row[]> = {};
  for (const name of ['team', 'customer', 'item', 'line']) {
    const entity = model.entities[name];
    if (entity === undefined) throw new Error(name);
    data[name] = Array.from({ length: COUNTS[name] ?? rows }, (_, at) => inventRow(entity, random, at, data));
  }
  return data;
}

function inventRow(entity: Entity, random: Random, at: number, data: Data): Row {
  const id = `${at.toString(16).padStart(8, '0')}-${entity.name.length.toString(16).padStart(4, '0')}-7000-8000-000000000000`;
  const row: Row = { id, deleted: entity.name !== 'item' && random.chance(0.15) };
  for (const field of Object.values(entity.fields)) {
    const isEmpty =
      !field.required &&
      field.type !== 'sequence' &&
      random.chance(field.name === 'title' && at < TEXTS.length ? 0 : 0.25);
    if (field.computed !== null) continue;
    row[field.name] = isEmpty ? emptyValue(field) : inventValue(field, random, at, data);
  }
  return row;
}

const emptyValue = (field: Field): unknown => (field.type === 'references' ? [] : null);

function inventValue(field: Field, random: Random, at: number, data: Data): unknown {
  const ids = (entity: string): string[] => (data[entity] ?? []).map(({ id }) => id);
  const some = <T>(items: readonly T[]): T[] => [
    ...new Set(Array.from({ length: random.below(4) }, () => random.pick(items))),
  ];
  switch (field.type) {
    case 'integer':
      return field.name === 'n' ? at : random.pick(INTS);
    case 'decimal':
    case 'percent':
    case 'money':
      return random.pick(DECIMALS);
    case 'boolean':
      return random.chance(0.5);
    case 'date':
      return random.pick(DATES);
    case 'datetime':
      return random.pick(INSTANTS);
    case 'time':
      return random.pick(TIMES);
    case 'duration':
      return random.pick(SECONDS);
    case 'choice':
      return random.pick(field.options).name;
    case 'choices':
      return some(field.options.map(({ name }) => name));
    case 'tags':
      return some(WORDS);
    case 'user':
      return random.pick([PERSON, NOBODY]);
    case 'reference':
      return random.pick(ids(field.to));
    case 'references':
      return some(ids(field.to));
    case 'sequence':
      return at + 1;
    case 'children':
    case 'json':
      return null;
    case 'text':
    case 'long_text':
    case 'markdown':
    case 'email':
    case 'url':
    case 'phone':
      // Every text stands in some title, whatever the seed.
      return (field.name === 'title' ? TEXTS[at] : undefined) ?? random.pick(TEXTS);
  }
  return field satisfies never;
}
