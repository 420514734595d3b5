import type { World } from '../../runtime/diff/decider/possible.ts';
import type { FieldType } from '../../runtime/expression/environment.ts';
import { evaluatorOf } from '../../runtime/expression/evaluate.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Facts, RecordValue, Value } from '../../runtime/expression/value.ts';
import { parseDecimal } from '../../runtime/model/decimal.ts';
import { ENTITIES, ENVIRONMENT, limitsAt, TABLES } from './desk.ts';

/**
 * Whether the first condition is true in the world and the second is not, and the database of the desk would keep all of it.
 * The world is read by its names and the fields of the desk, not as the decider reads it.
 */
export function holdsOutside(world: World, yes: Tree, no: Tree): boolean {
  const facts = factsOf(world);
  const kept = [...world].every(([name, value]) => isKept(name, value));
  return kept && evaluatorOf(yes, TABLES)(facts) === true && evaluatorOf(no, TABLES)(facts) !== true;
}

type Fields = Record<string, Value>;
type Known = Readonly<Record<string, Pick<FieldType, 'type'>>>;

const GROUPS: Readonly<Record<string, Known>> = {
  user: {
    ...ENVIRONMENT.user,
    id: { type: { is: 'user' } },
    name: { type: { is: 'string' } },
    roles: { type: { is: 'list', of: { is: 'string' } } },
  },
  params: ENVIRONMENT.params,
  input: ENVIRONMENT.input ?? {},
};

function typeOf(name: string): Type | null {
  const [root = '', ...steps] = name.split('.');
  let fields: Known = GROUPS[root] ?? ENTITIES['refund'] ?? {};
  let type: Type | null = null;
  for (const step of steps) {
    type = fields[step]?.type ?? null;
    fields = type?.is === 'record' ? (ENTITIES[type.entity] ?? {}) : {};
  }
  return type;
}

/** Texts as they are, everything else as JSON has it. */
const textOf = (wire: unknown): string => (typeof wire === 'string' ? wire : JSON.stringify(wire));

function valueOf(type: Type | null, wire: unknown): Value {
  if (wire === null || type === null) return null;
  switch (type.is) {
    case 'list':
      return (wire as readonly unknown[]).map((item) =>
        type.of.is === 'record' ? rowOf(type.of.entity, item) : textOf(item),
      );
    case 'record':
      return { id: textOf(wire) };
    case 'money':
    case 'decimal':
      return parseDecimal(textOf(wire));
    case 'datetime':
      return Date.parse(textOf(wire));
    case 'duration':
      return Number(wire) * 1000;
    case 'bool':
    case 'int':
    case 'string':
    case 'choice':
    case 'date':
    case 'time':
    case 'user':
    case 'null':
    default:
      return wire as Value;
  }
}

function rowOf(entity: string, item: unknown): RecordValue {
  if (typeof item !== 'object' || item === null) return { id: textOf(item) };
  const fields = Object.entries(item).map(
    ([name, wire]) =>
      [name, name === 'id' ? textOf(wire) : valueOf(ENTITIES[entity]?.[name]?.type ?? null, wire)] as const,
  );
  return { id: '', ...Object.fromEntries(fields) };
}

function factsOf(world: World): Facts {
  const roots: Record<string, Fields> = {
    record: { id: 'r' },
    old: { id: 'r' },
    input: {},
    user: { id: 'u' },
    params: {},
  };
  for (const name of [...world.keys()].toSorted((a, b) => a.length - b.length)) {
    const [root = '', ...steps] = name.split('.');
    const last = steps.pop();
    let at: Fields | null = roots[root] ?? null;
    for (const [index, step] of steps.entries()) {
      if (at === null) break;
      at[step] ??= Object.hasOwn(at, step) ? null : { id: [root, ...steps.slice(0, index + 1)].join('.') };
      at = at[step] as Fields | null;
    }
    if (at !== null && last !== undefined) at[last] = valueOf(typeOf(name), world.get(name));
  }
  return {
    record: roots['record'] as RecordValue,
    old: roots['old'] as RecordValue,
    input: roots['input'] ?? {},
    user: roots['user'] as RecordValue,
    params: roots['params'] ?? {},
    now: Date.parse(textOf(world.get('now') ?? '2026-06-15T12:00:00Z')),
    today: textOf(world.get('today') ?? '2026-06-15'),
  };
}

/** Whether the database of the desk would keep the value. */
export function isKept(name: string, wire: unknown): boolean {
  const limits = limitsAt(name);
  const type = typeOf(name);
  if (wire === null) return true;
  const text = textOf(wire);
  if (type?.is === 'choice' && !type.options.includes(text)) return false;
  if (type?.is === 'duration' && !Number.isInteger(wire)) return false;
  if (limits === null) return true;
  const { scale, min, max, minLength, maxLength } = limits;
  if (scale !== undefined && (text.split('.')[1] ?? '').length > scale) return false;
  if (type?.is === 'string')
    return text.length >= (minLength ?? 0) && text.length <= (maxLength ?? text.length);
  return Number(text) >= Number(min ?? -Infinity) && Number(text) <= Number(max ?? Infinity);
}
