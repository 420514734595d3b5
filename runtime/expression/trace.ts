import { childrenOf } from './children.ts';
import { type Around, compileTree } from './compile-tree.ts';
import { deciderOf } from './decide.ts';
import type { DecisionTables } from './decision.ts';
import type { Range, Tree, TreeOf } from './tree.ts';
import type { Facts, Value } from './value.ts';

/** How a condition came out for some facts. */
export type Trace = {
  readonly value: boolean | null;
  readonly leaves: readonly TraceLeaf[];
  /** Rows of decision tables that matched. */
  readonly decisions: readonly TraceDecision[];
};

/** A part of a condition that is joined with others by `&&`, `||`, `!` and `? :`. */
export type TraceLeaf = Range & {
  readonly tree: Tree;
  readonly value: boolean | null;
  /** Whether the whole came out as it did because of this part. */
  readonly decided: boolean;
  /** Values of the paths that it reads, each once. */
  readonly reads: readonly TraceRead[];
  /** Of a loop: the item that decided it, counted from 0, and how its condition came out. */
  readonly item: { readonly index: number; readonly leaves: readonly TraceLeaf[] } | null;
};

export type TraceRead = { readonly path: TreeOf<'path'>; readonly value: Value };
export type TraceDecision = Range & { readonly table: string; readonly row: string | null };

/** Where the trace is: the facts, and the items of the loops around. */
type Place = { readonly facts: Facts; readonly around: Around; readonly locals: readonly Value[] };

/** Which parts of a condition decided it for these facts, and what they read. */
export function traceExpression(tree: Tree, facts: Facts, tables: DecisionTables = {}): Trace {
  const place: Place = { facts, around: { tables, names: [] }, locals: [] };
  return {
    value: truth(tree, place),
    leaves: leavesOf(tree, true, place),
    decisions: decisionsIn(tree, place),
  };
}

const valueOf = (tree: Tree, { facts, around, locals }: Place): Value =>
  compileTree(tree, around)(facts, locals);

function truth(tree: Tree, place: Place): boolean | null {
  const value = valueOf(tree, place);
  return typeof value === 'boolean' ? value : null;
}

/** `decisive`: whether the value of this part is what made the whole come out so. */
function leavesOf(tree: Tree, decisive: boolean, place: Place): readonly TraceLeaf[] {
  if (tree.is === 'not') return leavesOf(tree.of, decisive, place);
  if (tree.is === 'and' || tree.is === 'or') {
    const whole = truth(tree, place);
    return tree.parts.flatMap((part) => leavesOf(part, decisive && truth(part, place) === whole, place));
  }
  if (tree.is !== 'if' || tree.type.is !== 'bool') return [leafOf(tree, decisive, place)];
  const test = truth(tree.test, place);
  return [
    ...leavesOf(tree.test, decisive, place),
    ...leavesOf(tree.then, decisive && test === true, place),
    ...leavesOf(tree.otherwise, decisive && test === false, place),
  ];
}

function leafOf(tree: Tree, decided: boolean, place: Place): TraceLeaf {
  const value = truth(tree, place);
  const reads = new Map<string, TraceRead>();
  for (const path of pathsIn(tree, place.around.names))
    reads.set([path.root, ...path.steps].join('.'), { path, value: valueOf(path, place) });
  const item = tree.is === 'loop' ? decidingItem(tree, value, place) : null;
  return { tree, start: tree.start, end: tree.end, value, decided, reads: [...reads.values()], item };
}

/** Paths that have one value here: not those of the items of loops inside. */
function pathsIn(tree: Tree, names: readonly string[]): readonly TreeOf<'path'>[] {
  if (tree.is !== 'path') return childrenOf(tree).flatMap((child) => pathsIn(child, names));
  return tree.root.startsWith('$') && !names.includes(tree.root.slice(1)) ? [] : [tree];
}

/** The first item that came out as the loop did, unless all of them had to: no one of them decides then. */
function decidingItem(tree: TreeOf<'loop'>, value: boolean | null, place: Place): TraceLeaf['item'] {
  const list = valueOf(tree.list, place);
  if (!Array.isArray(list)) return null;
  if (value !== null && value !== (tree.kind !== 'all')) return null;
  for (const [index, item] of (list as readonly Value[]).entries()) {
    const inside: Place = {
      facts: place.facts,
      around: { ...place.around, names: [...place.around.names, tree.item] },
      locals: [...place.locals, item],
    };
    if (truth(tree.body, inside) === value) return { index, leaves: leavesOf(tree.body, true, inside) };
  }
  return null;
}

function decisionsIn(tree: Tree, place: Place): readonly TraceDecision[] {
  if (tree.is === 'loop') return decisionsIn(tree.list, place);
  const inside = childrenOf(tree).flatMap((child) => decisionsIn(child, place));
  const { tables } = place.around;
  const table = tree.is === 'decision' && Object.hasOwn(tables, tree.table) ? tables[tree.table] : undefined;
  if (tree.is !== 'decision' || table === undefined) return inside;
  const args = tree.args.map((arg) => valueOf(arg, place));
  const { row } = deciderOf(table, compileTree)(args, place.facts);
  return [...inside, { table: tree.table, row, start: tree.start, end: tree.end }];
}
