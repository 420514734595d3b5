import { childrenOf } from './children.ts';
import type { CellValue } from './decision-literal.ts';
import type { Comparison, Tree } from './tree.ts';

/** A test of one input (or of `today`) against literals: what the proof understands. */
export type Atom =
  | { readonly root: string; readonly is: 'truth' }
  | {
      readonly root: string;
      readonly is: 'compare';
      readonly operator: Comparison;
      readonly value: CellValue | null;
    }
  | { readonly root: string; readonly is: 'in'; readonly values: readonly (CellValue | null)[] };

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The tree as a test of one root, or null when it is none. */
export function atomOf(tree: Tree): Atom | null {
  if (tree.is === 'path') {
    const root = tree.type.is === 'bool' ? rootOf(tree) : null;
    return root === null ? null : { root, is: 'truth' };
  }
  if (tree.is === 'in') {
    const root = rootOf(tree.item);
    if (root === null || tree.list.is !== 'list') return null;
    const values = tree.list.items.map(valueOf);
    return values.includes(undefined)
      ? null
      : { root, is: 'in', values: values.map((value) => value ?? null) };
  }
  if (tree.is !== 'compare') return null;
  const left = rootOf(tree.left);
  const right = rootOf(tree.right);
  const root = left ?? right;
  const value = valueOf(left === null ? tree.left : tree.right);
  if (root === null || value === undefined) return null;
  return { root, is: 'compare', operator: left === null ? MIRRORED[tree.operator] : tree.operator, value };
}

function rootOf(tree: Tree): string | null {
  return tree.is === 'path' && tree.steps.length === 0 ? tree.root : null;
}

/** Undefined for what is no literal. An int that was made a decimal is its digits. */
function valueOf(tree: Tree): CellValue | null | undefined {
  if (tree.is === 'literal') return tree.value;
  if (tree.is === 'negate') return negated(valueOf(tree.of));
  const [argument] = tree.is === 'call' && tree.name === 'decimal' ? tree.args : [];
  const value = argument === undefined ? undefined : valueOf(argument);
  return typeof value === 'number' ? String(value) : undefined;
}

function negated(value: CellValue | null | undefined): CellValue | undefined {
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  if (typeof value !== 'string') return undefined;
  return value.startsWith('-') ? value.slice(1) : `-${value}`;
}

/** Every part of a tree, itself first. */
export function* partsOf(tree: Tree): Generator<Tree> {
  yield tree;
  for (const part of childrenOf(tree)) yield* partsOf(part);
}
