import { own } from './own.ts';
import type { TreeOf } from './tree.ts';
import type { Facts, RecordValue, Value } from './value.ts';

/** A part of an evaluator. `locals` holds the items of the loops around, and the inputs of a decision table. */
export type Run = (facts: Facts, locals: readonly Value[]) => Value;

const NOTHING: readonly Value[] = [];

/** Reads one field of a record. */
type Read = (of: RecordValue) => Value;

/** Names that every object answers to are read as own properties only. */
function reader(step: string): Read {
  if (step in Object.prototype) return (of) => (Object.hasOwn(of, step) ? (of[step] ?? null) : null);
  return (of) => of[step] ?? null;
}

/** Reads a path. `names`: variables by their place in the locals. */
export function compilePath({ root, steps, type }: TreeOf<'path'>, names: readonly string[]): Run {
  const [first, ...rest] = root === 'user' && steps.length === 0 ? ['id'] : steps;
  const begin = compileRoot(root, names);
  if (first === undefined) return begin;
  const run =
    rest.length === 0
      ? oneStep(begin, reader(first), root, slotOf(root, names))
      : severalSteps(begin, [first, ...rest].map(reader));
  return type.is === 'list' ? listOf(run) : run;
}

/** The two most frequent roots are read without a call of their own. */
function oneStep(begin: Run, read: Read, root: string, slot: number): Run {
  if (root === 'record') return ({ record }) => (record === null ? null : read(record));
  if (slot >= 0)
    return (_facts, locals) => {
      const of = locals[slot] as RecordValue | null | undefined;
      return of === null || of === undefined ? null : read(of);
    };
  return (facts, locals) => {
    const of = begin(facts, locals);
    return of === null ? null : read(of as RecordValue);
  };
}

function severalSteps(begin: Run, readers: readonly Read[]): Run {
  return (facts, locals) => {
    let value = begin(facts, locals);
    for (const read of readers) {
      if (value === null) return null;
      value = read(value as RecordValue);
    }
    return value;
  };
}

/** A list is never null: behind nothing it is empty. */
function listOf(run: Run): Run {
  return (facts, locals) => run(facts, locals) ?? NOTHING;
}

/** Place of a variable in the locals; -1 for any other root. */
const slotOf = (root: string, names: readonly string[]): number =>
  root.startsWith('$') ? names.indexOf(root.slice(1)) : -1;

/** Names that exist, if not everywhere. `input` and `params` are read as a record is, by their fields. */
export const ROOTS: Readonly<Record<string, Run>> = {
  record: ({ record }) => record,
  old: ({ old }) => old,
  input: ({ input }) => input as RecordValue,
  user: ({ user }) => user,
  params: ({ params }) => params as RecordValue,
  now: ({ now }) => now,
  today: ({ today }) => today,
};

function compileRoot(root: string, names: readonly string[]): Run {
  if (root.startsWith('$')) {
    const slot = slotOf(root, names);
    return (_facts, locals) => locals[slot] ?? null;
  }
  return own(ROOTS, root) ?? (() => null);
}
