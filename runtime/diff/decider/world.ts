import { childrenOf } from '../../expression/children.ts';
import { evaluatorOf } from '../../expression/evaluate.ts';
import { own } from '../../expression/own.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import type { Type } from '../../expression/type.ts';
import { isText } from '../../expression/types.ts';
import type { Facts as Values, RecordValue, Value } from '../../expression/value.ts';
import { decodeValue } from '../../rules/values.ts';
import { exactValue, USUAL_DAY } from './ordered-values.ts';
import type { World } from './possible.ts';
import { type Asked, nameOf } from './survey.ts';

/** What the paths of a condition lead to: their types by name, and for lists of records those of the fields of each. */
export type Readings = ReadonlyMap<
  string,
  { readonly type: Type; readonly fields: ReadonlyMap<string, Type> }
>;

/** A condition that can be judged in worlds. */
export type Judge = {
  readonly readings: Readings;
  /** Whether it is true there, as the evaluator that enforces it has it. */
  readonly isTrue: (world: World) => boolean;
};

export function createJudge(asked: Asked): Judge {
  const readings = readingsOf(asked);
  const evaluate = evaluatorOf(asked.tree, asked.tables);
  return { readings, isTrue: (world) => evaluate(valuesOf(world, readings)) === true };
}

/** Paths that the condition reads, those in the cells of its tables included. */
function readingsOf({ tree, tables }: Asked): Readings {
  const found = new Map<string, { type: Type; fields: Map<string, Type> }>();
  const reading = (path: TreeOf<'path'>) => {
    const name = nameOf(path);
    let one = found.get(name);
    if (one === undefined) found.set(name, (one = { type: path.type, fields: new Map() }));
    return one;
  };
  const visit = (part: Tree, items: ReadonlyMap<string, Map<string, Type>>): void => {
    if (part.is === 'path') {
      const item = items.get(part.root.slice(1));
      if (part.root.startsWith('$')) item?.set(part.steps.join('.'), part.type);
      else reading(part);
    }
    if (part.is === 'decision')
      for (const { cells } of own(tables, part.table)?.rows ?? [])
        for (const cell of cells) if (cell !== null) visit(cell, new Map());
    if (part.is !== 'loop') {
      for (const child of childrenOf(part)) visit(child, items);
      return;
    }
    visit(part.list, items);
    const rows = listOf(part.list);
    const fields = rows === null ? new Map<string, Type>() : reading(rows).fields;
    visit(part.body, new Map(items).set(part.item, fields));
  };
  visit(tree, new Map());
  return found;
}

/** The list of records that a loop goes through, filtered or not. */
function listOf(list: Tree): TreeOf<'path'> | null {
  if (list.is === 'path') return list.root.startsWith('$') ? null : list;
  return list.is === 'loop' && list.kind === 'filter' ? listOf(list.list) : null;
}

const NO_FIELDS: ReadonlyMap<string, Type> = new Map();

type Fields = { id: string; [field: string]: Value };

/** The world as the evaluator reads it. What it does not speak of is empty. */
function valuesOf(world: World, readings: Readings): Values {
  const roots: Record<'record' | 'old' | 'input' | 'user' | 'params', Fields> = {
    record: { id: idIn(world, 'record', 'the record') },
    old: { id: idIn(world, 'old', 'the record') },
    input: { id: '' },
    user: { id: 'the user' },
    params: { id: '' },
  };
  // Shorter names first: what is behind an empty reference is not there.
  for (const name of [...world.keys()].toSorted((a, b) => a.split('.').length - b.split('.').length)) {
    const [root = '', ...steps] = name.split('.');
    const wire = world.get(name);
    if (!(root in roots) || steps.length === 0) continue;
    const reading = readings.get(name);
    const value =
      reading === undefined ? (wire === null ? null : undefined) : decode(reading.type, reading.fields, wire);
    if (value !== undefined) put(roots[root as keyof typeof roots], steps, value, root);
  }
  const now = world.get('now');
  const today = world.get('today');
  return {
    record: roots.record,
    old: world.get('old') === null ? null : roots.old,
    input: roots.input,
    user: roots.user,
    params: roots.params,
    now: typeof now === 'string' ? Date.parse(now) : Date.parse(`${USUAL_DAY}T12:00:00Z`),
    today: typeof today === 'string' ? today : USUAL_DAY,
  };
}

function idIn(world: World, root: string, otherwise: string): string {
  const id = world.get(root);
  return typeof id === 'string' ? id : otherwise;
}

function put(into: Fields, steps: readonly string[], value: Value, at: string): void {
  const [first = '', ...rest] = steps;
  const known = Object.hasOwn(into, first) ? into[first] : undefined;
  if (rest.length > 0) {
    if (known === null) return;
    const record = known ?? { id: `${at}.${first}` };
    into[first] = record;
    put(record as Fields, rest, value, `${at}.${first}`);
  } else into[first] = value;
}

/** Records in a list may be given with their fields. A text of no characters is one: the database may hold it. */
function decode(type: Type, fields: ReadonlyMap<string, Type>, wire: unknown): Value {
  if (wire === '' && isText(type)) return '';
  if (type.is !== 'list' || type.of.is !== 'record' || !Array.isArray(wire)) return decodeValue(type, wire);
  return wire.map((row: unknown): RecordValue => {
    const record: Fields = { id: '' };
    if (typeof row !== 'object' || row === null) return { id: String(row) };
    for (const [field, value] of Object.entries(row)) {
      const known = fields.get(field);
      put(
        record,
        field.split('.'),
        known === undefined ? String(value) : decode(known, NO_FIELDS, value),
        'item',
      );
    }
    return record;
  });
}

/**
 * Whether the world can be as a whole, beyond what conditions look at: `today` is a day of `now` in some time zone, and one
 * record has one value for each of its fields.
 */
export function isConsistent(world: World, judges: readonly Judge[]): boolean {
  const [now, today] = [world.get('now'), world.get('today')];
  if (typeof now === 'string' && typeof today === 'string') {
    const apart = Date.parse(now) / 86_400_000 - Number(exactValue(today, { is: 'date' })?.units ?? 0n);
    if (apart < -1 || apart > 2) return false;
  }
  return judges.every(({ readings }) => recordsAgree(world, readings));
}

function recordsAgree(world: World, readings: Readings): boolean {
  const values = new Map<string, string>();
  for (const [reference, { type }] of readings) {
    const id = world.get(reference);
    if (type.is !== 'record' || typeof id !== 'string' || reference === 'old') continue;
    for (const [name, wire] of world) {
      if (!name.startsWith(`${reference}.`)) continue;
      const key = `${type.entity} ${id} ${name.slice(reference.length)}`;
      const value = JSON.stringify(wire);
      const known = values.get(key);
      if (known !== undefined && known !== value) return false;
      values.set(key, value);
    }
  }
  return true;
}
