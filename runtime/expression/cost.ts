import { childrenOf } from './children.ts';
import { type FunctionEntry, FUNCTIONS } from './functions.ts';
import { own } from './own.ts';
import { collectFlaws, type Flaw, type Problem } from './problem.ts';
import { costText } from './problem-text-rules.ts';
import type { Tree } from './tree.ts';
import type { Type } from './type.ts';

/** Most that a rule may cost that runs while someone types, and one that only the server runs. */
export const FORM_LIMIT = 100_000;
export const SERVER_LIMIT = 1_000_000;

/** How long texts, lists of plain values and lists of records are taken to be; tags are at most 100 words. */
export type Sizes = { readonly text: number; readonly list: number; readonly rows: number };
const DECLARED_SIZES: Sizes = { text: 2000, list: 100, rows: 1000 };

/** Characters of a text that cost as much as one part of an expression. */
const CHARACTERS_PER_STEP = 100;
/** Items that `in` looks at for as much. */
const ITEMS_PER_STEP = 10;
/** What looking into a decision table is taken to cost: its rows are not known here. */
const ROWS_OF_TABLE = 500;

/** Whether a function goes through a text. */
function readsText(name: string): boolean {
  const kind = own<FunctionEntry>(FUNCTIONS, name)?.args[0];
  return kind === 'text' || kind === 'sized';
}

/** Steps that one evaluation takes at the most: every part one, what reads a text or goes through a list more. */
export function costOf(tree: Tree, sizes: Sizes = DECLARED_SIZES): number {
  if (tree.is === 'loop')
    return costOf(tree.list, sizes) + itemsIn(tree.list, sizes) * (1 + costOf(tree.body, sizes));
  if (tree.is === 'list') return 1;
  const inside = childrenOf(tree).reduce((sum, child) => sum + costOf(child, sizes), 1);
  if (tree.is === 'in') return inside + itemsIn(tree.list, sizes) / ITEMS_PER_STEP;
  if (tree.is === 'decision') return inside + ROWS_OF_TABLE;
  const reads =
    tree.is === 'call' ? readsText(tree.name) : tree.is === 'arithmetic' && tree.type.is === 'string';
  return inside + (reads ? sizes.text / CHARACTERS_PER_STEP : 0);
}

function itemsIn(list: Tree, sizes: Sizes): number {
  if (list.is === 'list') return list.items.length;
  if (list.is === 'loop') return itemsIn(list.list, sizes);
  const of: Type | null = list.type.is === 'list' ? list.type.of : null;
  if (of?.is === 'choice') return of.options.length;
  return of?.is === 'record' ? sizes.rows : sizes.list;
}

/** The flaw of a rule that costs more than `limit`, at the loop that costs most; none when it does not. */
export function costFlaw(tree: Tree, cost: number, limit: number): readonly Flaw[] {
  const { flaws, report } = collectFlaws();
  if (cost > limit) report('too-costly/steps', dearest(tree), cost, limit);
  return flaws;
}

/** The same in words; null when there is nothing to say. */
export function costProblem(tree: Tree, cost: number, limit: number): Problem | null {
  const [flaw] = costFlaw(tree, cost, limit);
  if (flaw === undefined) return null;
  const { code, start, end } = flaw;
  const [message, hint] = costText(cost, limit);
  return { code, start, end, message, hint };
}

/** The loop that costs most, else the whole. */
function dearest(tree: Tree): Tree {
  const costs = childrenOf(tree).map((child) => [costOf(child), child] as const);
  const [most, child] = costs.toSorted((a, b) => b[0] - a[0])[0] ?? [0, tree];
  return tree.is === 'loop' || most * 2 < costOf(tree) ? tree : dearest(child);
}
