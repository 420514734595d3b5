import { childrenOf } from '../../expression/children.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import type { Type } from '../../expression/type.ts';
import { isText } from '../../expression/types.ts';
import { isKept } from './is-kept.ts';
import { sendOrdered } from './ordered-values.ts';
import type { Solution } from './search.ts';
import { solvedSums } from './solve-sums.ts';
import { nameOf } from './survey.ts';
import type { Ordered, Unknown } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';
import type { Readings } from './world.ts';

/** Worlds that are tried for one solution. */
const MOST_TRIES = 300;
/** Longest text or list that is made up. */
const LONGEST = 400;

/**
 * Worlds in which the parts that were not looked into may have the values that a solution gives them: sums are solved for
 * one of their values, what other parts read is varied around what is written in the conditions. Always the same ones.
 */
export function* worldsFor(
  world: ReadonlyMap<string, unknown>,
  solution: Solution,
  unknowns: Unknowns,
  trees: readonly Tree[],
  readings: Readings,
): Generator<ReadonlyMap<string, unknown>> {
  const closed = unknowns.all().filter((unknown) => unknown.closed !== null);
  const sums = closed.filter((one): one is Ordered => one.is === 'ordered' && one.closed?.sum !== null);
  yield* solvedSums(world, sums, solution);
  const reads = new Map(
    closed.flatMap(({ closed: part }) => (part?.reads ?? []).map((path) => [nameOf(path), path] as const)),
  );
  const varied = [...reads.values()].filter(({ root }) => !root.startsWith('$'));
  if (varied.length === 0) return;
  const written = writtenIn(trees, closed, solution);
  const random = createRandom();
  for (let turn = 0; turn < MOST_TRIES; turn += 1) {
    const next = new Map(world);
    for (const path of varied) vary(next, path, written, readings, unknowns, random);
    yield* solvedSums(next, sums, solution);
    yield next;
  }
}

type Written = ReadonlyMap<string, readonly unknown[]>;

/** Values that the conditions name, with their neighbours, by type; and what the solution wants of closed parts. */
function writtenIn(
  trees: readonly Tree[],
  closed: readonly Unknown[],
  { ordered, named }: Solution,
): Written {
  const values = new Map<string, Set<unknown>>();
  const add = (type: string, ...some: readonly unknown[]): void => {
    const known = values.get(type) ?? new Set();
    values.set(type, known);
    for (const one of some) known.add(one);
  };
  const lengthOf = (length: number): void => {
    if (length >= 0 && length <= LONGEST) add('length', length);
  };
  const visit = (tree: Tree): void => {
    if (tree.is === 'literal' && tree.value !== null) addLiteral(tree, add, lengthOf);
    for (const child of childrenOf(tree)) visit(child);
  };
  for (const tree of trees) visit(tree);
  for (const one of closed) {
    const text = one.is === 'named' ? named.get(one) : undefined;
    if (typeof text === 'string') add('string', text);
    const units = one.is === 'ordered' && one.type.is === 'int' ? ordered.get(one) : undefined;
    if (one.is === 'ordered' && units !== undefined) lengthOf(Number(sendOrdered(one, units)));
  }
  for (const length of values.get('length') ?? []) add('string', 'x'.repeat(Number(length)));
  return new Map([...values].map(([type, some]) => [type, [...some]]));
}

function addLiteral(
  { value, type }: TreeOf<'literal'>,
  add: (type: string, ...some: readonly unknown[]) => void,
  lengthOf: (length: number) => void,
): void {
  if (isText(type))
    add('string', value, `${String(value)}x`, String(value).toUpperCase(), String(value).toLowerCase());
  else if (type.is === 'int') {
    const number = Number(value);
    add('int', number - 1, number, number + 1);
    for (const length of [number - 1, number, number + 1]) lengthOf(length);
    add('decimal', String(number));
    add('money', String(number));
  } else if (type.is === 'decimal' || type.is === 'money') {
    const whole = /^-?\d+/u.exec(String(value))?.[0] ?? '0';
    for (const is of ['decimal', 'money'])
      add(is, value, String(BigInt(whole) + 1n), String(BigInt(whole) - 1n), '0');
  } else if (type.is === 'datetime') {
    const at = Date.parse(String(value));
    add(type.is, ...[-86_400_000, -1000, 0, 1000, 86_400_000].map((by) => new Date(at + by).toISOString()));
  } else if (type.is === 'duration') add(type.is, Math.trunc(Number(value) / 1000));
  else add(type.is, value);
}

/** Used where nothing is written of a type. */
const USUAL: Readonly<Partial<Record<Type['is'], readonly unknown[]>>> = {
  bool: [true, false],
  int: [0, 1, 2, -1, 10, 100, 1000, -1000],
  decimal: ['0', '1', '-1', '0.5', '10', '100', '1000', '-1000'],
  money: ['0', '1', '-1', '0.5', '10', '100', '1000', '-1000'],
  string: ['', 'a', 'B', ' a ', 'text', '12'],
  // Every month, every day of the week, and both ends of months.
  date: Array.from({ length: 12 }, (_, month) =>
    new Date(Date.UTC(2026, month, 1 + ((month * 9) % 30))).toISOString().slice(0, 10),
  ),
  datetime: ['2026-06-15T12:00:00.000Z', '2025-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  time: ['00:00:00', '09:30:00', '23:59:59'],
  duration: [0, 60, 3600, 86_400, -3600],
};

function vary(
  world: Map<string, unknown>,
  path: TreeOf<'path'>,
  written: Written,
  readings: Readings,
  unknowns: Unknowns,
  random: () => number,
): void {
  const name = nameOf(path);
  if (random() < 0.3 && world.has(name)) return;
  if (path.type.is !== 'list') {
    const isOptional = unknowns.survey.empties.has(name);
    const value = isOptional && random() < 0.15 ? null : valueOf(path.type, written, random, name);
    if (isKept(path, value, unknowns.survey)) world.set(name, value);
    return;
  }
  const { of } = path.type;
  const lengths = [0, 1, 2, 3, ...(written.get('length') ?? []).map(Number)];
  const length = lengths[Math.floor(random() * lengths.length)] ?? 0;
  const fields = readings.get(name)?.fields ?? new Map<string, Type>();
  const known = world.get(name);
  const items: unknown[] = random() < 0.5 && Array.isArray(known) ? [...known] : [];
  for (let index = items.length; index < length; index += 1)
    items.push(
      of.is === 'record'
        ? rowOf(fields, index, written, random)
        : of.is === 'string' && random() < 0.5
          ? `word ${index}`
          : valueOf(of, written, random, name),
    );
  world.set(name, of.is === 'record' ? items : [...new Set(items)].filter((item) => item !== ''));
}

function rowOf(fields: ReadonlyMap<string, Type>, index: number, written: Written, random: () => number) {
  const row: Record<string, unknown> = { id: `item ${index + 1}` };
  for (const [field, type] of fields)
    if (field !== '') row[field] = random() < 0.1 ? null : valueOf(type, written, random, field);
  return row;
}

function valueOf(type: Type, written: Written, random: () => number, name: string): unknown {
  if (type.is === 'choice') return type.options[Math.floor(random() * type.options.length)] ?? null;
  if (type.is === 'user' || type.is === 'record') return `${name} ${1 + Math.floor(random() * 3)}`;
  if (type.is === 'list') return [];
  const values = [...(written.get(type.is) ?? []), ...(USUAL[type.is] ?? [])];
  return values[Math.floor(random() * values.length)] ?? null;
}

/** The same numbers from 0 to 1 every time. */
function createRandom(): () => number {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
