import type { TreeOf } from './tree.ts';
import type { Facts, RecordValue, Value } from './value.ts';

/** A part of an evaluator. `locals` holds the items of the loops around, and the inputs of a decision table. */
export type Run = (facts: Facts, locals: readonly Value[]) => Value;

const NOTHING: readonly Value[] = [];

/** Reads one field of what a value is. */
type Read = (of: Value) => Value;

/** Names that every object answers to are read as own properties only. */
function reader(step: string): Read {
  if (step in Object.prototype)
    return (of) =>
      of !== null && typeof of === 'object' && Object.hasOwn(of, step)
        ? ((of as RecordValue)[step] ?? null)
        : null;
  return (of) => (of === null ? null : ((of as RecordValue)[step] ?? null));
}

/** Reads a path. `names`: variables by their place in the locals. */
export function compilePath({ root, steps, type }: TreeOf<'path'>, names: readonly string[]): Run {
  const [first, second, ...rest] = root === 'user' && steps.length === 0 ? ['id'] : steps;
  const begin = compileRoot(root, names);
  if (first === undefined) return begin;
  const read = reader(first);
  const one: Run = (facts, locals) => read(begin(facts, locals));
  if (second === undefined) return type.is === 'list' ? listOf(one) : one;
  const readers = [second, ...rest].map(reader);
  const all: Run = (facts, locals) => {
    let value = one(facts, locals);
    for (const next of readers) value = next(value);
    return value;
  };
  return type.is === 'list' ? listOf(all) : all;
}

/** A list is never null: behind nothing it is empty. */
function listOf(run: Run): Run {
  return (facts, locals) => run(facts, locals) ?? NOTHING;
}

function compileRoot(root: string, names: readonly string[]): Run {
  if (root.startsWith('$')) {
    const slot = names.indexOf(root.slice(1));
    return (_facts, locals) => locals[slot] ?? null;
  }
  switch (root) {
    case 'record':
      return (facts) => facts.record;
    case 'old':
      return (facts) => facts.old;
    // Both are read as a record is, by their fields.
    case 'input':
      return (facts) => facts.input as RecordValue;
    case 'params':
      return (facts) => facts.params as RecordValue;
    case 'user':
      return (facts) => facts.user;
    case 'now':
      return (facts) => facts.now;
    case 'today':
      return (facts) => facts.today;
    default:
      return () => null;
  }
}
