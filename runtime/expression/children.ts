import type { Tree } from './tree.ts';

/** Parts directly inside a part. */
export function childrenOf(tree: Tree): readonly Tree[] {
  switch (tree.is) {
    case 'not':
    case 'negate':
      return [tree.of];
    case 'and':
    case 'or':
      return tree.parts;
    case 'compare':
    case 'arithmetic':
      return [tree.left, tree.right];
    case 'in':
      return [tree.item, tree.list];
    case 'if':
      return [tree.test, tree.then, tree.otherwise];
    case 'call':
    case 'decision':
      return tree.args;
    case 'loop':
      return [tree.list, tree.body];
    case 'list':
      return tree.items;
    case 'literal':
    case 'path':
    default:
      return [];
  }
}

/** Whether both say the same, wherever they stand. */
export function sameTree(a: Tree, b: Tree): boolean {
  const bare = (tree: Tree): string =>
    JSON.stringify(tree, (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value));
  return a.is === b.is && bare(a) === bare(b);
}
