import type { Tree, TreeOf } from '../../expression/tree.ts';

/** Entity of each loop's item by the variable's root (`$line`); null for items that are plain values. */
export type Items = ReadonlyMap<string, string | null>;

const NONE: Items = new Map();

type Around = {
  readonly items?: Items;
  /** The name under which a decision table is called from now on. */
  readonly tables?: (name: string) => string;
};

/** The tree with every path replaced. `visit` gets the variables of the loops around the path. */
export function mapPaths(
  tree: Tree,
  visit: (path: TreeOf<'path'>, items: Items) => Tree,
  { items = NONE, tables = (name) => name }: Around = {},
): Tree {
  const go = (part: Tree): Tree => mapPaths(part, visit, { items, tables });
  switch (tree.is) {
    case 'path':
      return visit(tree, items);
    case 'not':
    case 'negate':
      return { ...tree, of: go(tree.of) };
    case 'and':
    case 'or':
      return { ...tree, parts: tree.parts.map(go) };
    case 'compare':
    case 'arithmetic':
      return { ...tree, left: go(tree.left), right: go(tree.right) };
    case 'in':
      return { ...tree, item: go(tree.item), list: go(tree.list) };
    case 'if':
      // oxlint-disable-next-line unicorn/no-thenable -- plain data that nobody awaits
      return { ...tree, test: go(tree.test), then: go(tree.then), otherwise: go(tree.otherwise) };
    case 'call':
      return { ...tree, args: tree.args.map(go) };
    case 'decision':
      return { ...tree, table: tables(tree.table), args: tree.args.map(go) };
    case 'loop': {
      const of = tree.list.type.is === 'list' ? tree.list.type.of : null;
      const inside = new Map(items).set(`$${tree.item}`, of?.is === 'record' ? of.entity : null);
      return { ...tree, list: go(tree.list), body: mapPaths(tree.body, visit, { items: inside, tables }) };
    }
    case 'list':
    case 'literal':
    default:
      return tree;
  }
}

/** Every path of the tree, those in loops included. */
export function pathsIn(tree: Tree): readonly TreeOf<'path'>[] {
  const found: TreeOf<'path'>[] = [];
  mapPaths(tree, (path) => {
    found.push(path);
    return path;
  });
  return found;
}
