import { childrenOf } from '../../runtime/expression/children.ts';
import { evaluatorOf } from '../../runtime/expression/evaluate.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Facts, Value } from '../../runtime/expression/value.ts';
import { parseDecimal } from '../../runtime/model/decimal.ts';
import type { World } from '../../runtime/diff/decider/possible.ts';
import { ENTITIES, ENVIRONMENT, limitsOf, TABLES } from './desk.ts';
import type { TreeOf } from '../../runtime/expression/tree.ts';

/** Whether the first condition is true in the world and the second is not: read from its text, not by the decider's reader. */
export function holdsOutside(world: World, yes: Tree, no: Tree): boolean {
  const facts = factsOf(world);
  const kept = [...world].every(([name, value]) => isKept(name, value));
  return kept && evaluatorOf(yes, TABLES)(facts) === true && evaluatorOf(no, TABLES)(facts) !== true;
}

type Fields = Record<string, Value>;

function typeOf(root: string, steps: readonly string[]): Type | null {
  let entity: string | null = root === 'record' || root === 'old' ? 'refund' : null;
  let type: Type | null = entity === null ? null : { is: 'record', entity };
  for (const [index, step] of steps.entries()) {
    const group = {
      user: {
        ...ENVIRONMENT.user,
        id: { type: { is: 'user' } as Type },
        roles: { type: { is: 'list', of: { is: 'string' } } as Type },
        name: { type: { is: 'string' } as Type },
      },
      params: ENVIRONMENT.params,
      input: ENVIRONMENT.input ?? {},
    }[root];
    type =
      (index === 0 && group !== undefined
        ? (group as Record<string, { type: Type }>)[step]?.type
        : ENTITIES[entity ?? '']?.[step]?.type) ?? null;
    entity = type?.is === 'record' ? type.entity : null;
  }
  return type;
}

function valueOf(type: Type | null, wire: unknown): Value {
  if (wire === null || type === null) return null;
  if (type.is === 'list')
    return (wire as readonly unknown[]).map((item) =>
      type.of.is === 'record' ? rowOf(type.of.entity, item) : (item as string),
    );
  if (type.is === 'money' || type.is === 'decimal') return parseDecimal(String(wire));
  if (type.is === 'datetime') return Date.parse(String(wire));
  if (type.is === 'duration') return Number(wire) * 1000;
  return wire as Value;
}

function rowOf(entity: string, item: unknown): Value {
  if (typeof item !== 'object' || item === null) return { id: String(item) };
  const fields = Object.entries(item).map(
    ([name, wire]) =>
      [name, name === 'id' ? String(wire) : valueOf(ENTITIES[entity]?.[name]?.type ?? null, wire)] as const,
  );
  return Object.fromEntries(fields) as Value;
}

function factsOf(world: World): Facts {
  const roots: Record<string, Fields> = {
    record: { id: 'r' },
    old: { id: 'r' },
    input: {},
    user: { id: 'u' },
    params: {},
  };
  const names = [...world.keys()].toSorted((a, b) => a.length - b.length);
  for (const name of names) {
    const [root = '', ...steps] = name.split('.');
    const last = steps.at(-1);
    if (last === undefined || roots[root] === undefined) continue;
    let at: Fields | null = roots[root];
    for (const [index, step] of steps.slice(0, -1).entries()) {
      if (at === null) break;
      if (at[step] === undefined) at[step] = { id: `${root}.${steps.slice(0, index + 1).join('.')}` };
      at = at[step] as Fields | null;
    }
    const type = typeOf(root, steps);
    if (at === null) continue;
    const wire = world.get(name);
    at[last] = type?.is === 'record' && wire !== null ? { id: String(wire) } : valueOf(type, wire);
  }
  return {
    record: roots['record'] as Facts['record'],
    old: roots['old'] as Facts['old'],
    input: roots['input'] ?? {},
    user: roots['user'] as Facts['user'],
    params: roots['params'] ?? {},
    now: Date.parse(String(world.get('now') ?? '2026-06-15T12:00:00Z')),
    today: String(world.get('today') ?? '2026-06-15'),
  };
}

/** Whether the database of the desk would keep the value. */
export function isKept(name: string, wire: unknown): boolean {
  const [root = '', ...steps] = name.split('.');
  const limits = limitsOf({ root, steps } as unknown as TreeOf<'path'>);
  const type = typeOf(root, steps);
  if (type?.is === 'choice' && wire !== null && !type.options.includes(String(wire))) return false;
  if (type?.is === 'duration' && wire !== null && !Number.isInteger(wire)) return false;
  if (limits === null || wire === null) return true;
  const text = String(wire);
  if (limits.scale !== undefined && (text.split('.')[1] ?? '').length > limits.scale) return false;
  if (limits.minLength != null && (text.length < limits.minLength || text.length > (limits.maxLength ?? 1e9)))
    return false;
  return (
    (limits.min == null || Number(wire) >= Number(limits.min)) &&
    (limits.max == null || Number(wire) <= Number(limits.max))
  );
}

/** How many parts without parts a condition has. */
export function countAtoms(tree: Tree): number {
  const isJunction = tree.is === 'and' || tree.is === 'or' || tree.is === 'not' || tree.is === 'if';
  if (!isJunction) return 1;
  return childrenOf(tree).reduce((sum, child) => sum + countAtoms(child), 0);
}
