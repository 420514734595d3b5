import { childrenOf } from '../../runtime/expression/children.ts';
import type { Tree, TreeOf } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Facts, RecordValue, Value } from '../../runtime/expression/value.ts';
import { parseDecimal } from '../../runtime/model/decimal.ts';
import type { Random } from '../expression-sql/random.ts';
import { isKept } from './outside-world.ts';

type Path = TreeOf<'path'>;
type Fields = Record<string, Value>;
type Reading = { readonly path: Path; readonly pool: readonly Value[] };

/** Makes up everything that the conditions look at, near to what they name, as the database would keep it. */
export function createWorlds(trees: readonly Tree[], random: Random): () => Facts {
  const paths = new Map<string, Path>();
  const written = new Map<string, Set<string | number | boolean>>();
  const visit = (tree: Tree): void => {
    if (tree.is === 'path' && !tree.root.startsWith('$'))
      paths.set([tree.root, ...tree.steps].join('.'), tree);
    if (tree.is === 'literal' && tree.value !== null)
      written.set(tree.type.is, (written.get(tree.type.is) ?? new Set()).add(tree.value));
    for (const child of childrenOf(tree)) visit(child);
  };
  for (const tree of trees) visit(tree);
  const poolOf = createPools((is) => [...(written.get(is) ?? [])]);
  const readings = [...paths].map(([name, path]): Reading => {
    const type = path.type.is === 'list' ? path.type.of : path.type;
    return { path, pool: poolOf(type).filter((value) => isKept(name, wireOf(value, type))) };
  });
  const sorted = readings.toSorted((a, b) => a.path.steps.length - b.path.steps.length);
  return () => randomFacts(sorted, random);
}

function randomFacts(readings: readonly Reading[], random: Random): Facts {
  const roots: Record<string, Fields> = {
    record: { id: 'r1' },
    old: { id: 'r1' },
    input: {},
    user: { id: random.pick(['u1', 'u2']), name: 'Uma', roles: [] },
    params: {},
  };
  let [now, today] = [Date.parse('2026-03-01T12:00:00Z'), '2026-03-01'];
  for (const { path, pool } of readings) {
    const { root, steps, type } = path;
    const at = root === 'now' || root === 'today' ? null : reach(roots[root] ?? {}, path, random);
    const value = valueOf(type, pool, random);
    if (root === 'now') now = value as number;
    else if (root === 'today') today = value as string;
    else if (at !== null && steps.length > 0)
      at[steps.at(-1) ?? ''] = isEmptyAt(path, steps.length - 1) && random.chance(0.25) ? null : value;
  }
  return {
    record: roots['record'] as RecordValue,
    old: roots['old'] as RecordValue,
    input: roots['input'] ?? {},
    user: roots['user'] as RecordValue,
    params: roots['params'] ?? {},
    now,
    today,
  };
}

const isEmptyAt = ({ emptyAt }: Path, place: number): boolean => emptyAt?.includes(place) ?? false;

/** The record that holds the last field of the path; null where a reference on the way is empty. */
function reach(from: Fields, path: Path, random: Random): Fields | null {
  let at = from;
  for (const [place, step] of path.steps.slice(0, -1).entries()) {
    if (at[step] === undefined)
      at[step] = isEmptyAt(path, place) && random.chance(0.25) ? null : { id: random.pick(['a', 'b']) };
    if (at[step] === null) return null;
    at = at[step] as Fields;
  }
  return at;
}

function valueOf(type: Type, pool: readonly Value[], random: Random): Value {
  if (type.is !== 'list') return pool.length === 0 ? null : random.pick(pool);
  if (type.of.is !== 'record') return pool.filter(() => random.chance(0.4));
  if (type.of.entity !== 'line')
    return ['a', 'b', 'c'].filter(() => random.chance(0.4)).map((id) => ({ id }));
  return Array.from({ length: random.below(3) }, (_, index) => ({
    id: `l${index}`,
    quantity: random.pick([0, 1, 3, 4]),
  }));
}

const DAY = 86_400_000;
const decimal = (text: string): Value => parseDecimal(text);

/** What the conditions name of each type, what lies right beside it, and the ends. */
function createPools(written: (is: string) => readonly (string | number | boolean)[]) {
  const exact = [...written('int'), ...written('decimal'), ...written('money')].map(Number);
  const numbers = [...new Set([...exact, 0, 1, 33, 5])];
  const beside = (step: number, digits: number): readonly Value[] => {
    const near = numbers.flatMap((one) => [one - step, one, one + step, one / 3]);
    return [...new Set(near.map((one) => one.toFixed(digits)))].map(decimal);
  };
  const texts = [...written('string'), ...written('choice'), 'x', 'nx', 'xnorth', 'northx', 'xth'].map(
    String,
  );
  const whole = numbers.map(Math.floor).flatMap((one) => [one - 1, one, one + 1]);
  const instants = [
    ...written('datetime').map((one) => Date.parse(String(one))),
    Date.parse('2026-03-01T12:00:00Z'),
  ];
  const days = [...written('date').map(String), '2026-03-05'].map((one) => Date.parse(`${one}T00:00:00Z`));
  const pools: { readonly [is in Type['is']]?: readonly Value[] } = {
    bool: [true, false],
    int: [...new Set([...whole, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])],
    money: beside(0.01, 2),
    decimal: [...beside(0.0001, 4), ...beside(0.000_01, 5)],
    string: [...new Set(texts)],
    date: days
      .flatMap((one) => [-8, -7, -1, 0, 1, 6, 7, 8].map((by) => one + by * DAY))
      .map((one) => new Date(one).toISOString().slice(0, 10)),
    datetime: instants.flatMap((one) => [-DAY - 1, -DAY, 1 - DAY, -1, 0, 1, DAY].map((by) => one + by)),
    time: ['00:00:00', '08:59:59', '09:00:00', '09:00:01', '23:59:59'],
    duration: [0, 3_599_000, 3_600_000, 3_601_000, DAY, DAY + 1000, -1000],
    user: ['u1', 'u2', 'u3', 'u4'],
    record: ['a', 'b', 'c'].map((id) => ({ id })),
  };
  return (type: Type): readonly Value[] => (type.is === 'choice' ? type.options : (pools[type.is] ?? []));
}

/** A value as it is sent, as far as limits look at it. */
function wireOf(value: Value, type: Type): unknown {
  if (typeof value === 'object' && value !== null && 'units' in value) {
    const { units, scale } = value as { units: bigint; scale: number };
    return (Number(units) / 10 ** scale).toFixed(scale);
  }
  return type.is === 'duration' ? Number(value) / 1000 : value;
}
