import type { Tree } from '../../expression/tree.ts';
import type { Type } from '../../expression/type.ts';
import type { Field } from '../../model/field.ts';

/** What the head calls the things of the base. Names that nobody renamed stay. */
export type Names = {
  readonly entity: (name: string) => string;
  readonly field: (entity: string, name: string) => string;
  /** Entity that a field of the base leads to. */
  readonly target: (entity: string, name: string) => string | null;
};

/** Where a tree stands; everything in the names of the base. */
type TreePlace = {
  readonly entity: string;
  /** What the action asks for; null elsewhere. */
  readonly input: Readonly<Record<string, Field>> | null;
  readonly names: Names;
  /** Entities of the variables of loops, by root. */
  readonly items: ReadonlyMap<string, string | null>;
};

/** The tree with the names of the head, also in its types. */
export function renameTree(tree: Tree, place: TreePlace): Tree {
  const renamed = renameParts(tree, place);
  const type = renameType(tree.type, place.names);
  return type === tree.type ? renamed : { ...renamed, type };
}

function renameType(type: Type, names: Names): Type {
  if (type.is === 'list') {
    const of = renameType(type.of, names);
    return of === type.of ? type : { ...type, of };
  }
  if (type.is !== 'record') return type;
  const entity = names.entity(type.entity);
  return entity === type.entity ? type : { ...type, entity };
}

function renameParts(tree: Tree, place: TreePlace): Tree {
  const inside = (part: Tree): Tree => renameTree(part, place);
  switch (tree.is) {
    case 'path':
      return { ...tree, steps: stepsOf(tree.root, tree.steps, place) };
    case 'not':
    case 'negate':
      return { ...tree, of: inside(tree.of) };
    case 'and':
    case 'or':
      return { ...tree, parts: tree.parts.map(inside) };
    case 'compare':
    case 'arithmetic':
      return { ...tree, left: inside(tree.left), right: inside(tree.right) };
    case 'in':
      return { ...tree, item: inside(tree.item), list: inside(tree.list) };
    case 'if':
      return {
        ...tree,
        test: inside(tree.test),
        // oxlint-disable-next-line unicorn/no-thenable -- plain data that nobody awaits
        then: inside(tree.then),
        otherwise: inside(tree.otherwise),
      };
    case 'call':
    case 'decision':
      return { ...tree, args: tree.args.map(inside) };
    case 'loop': {
      const { type } = tree.list;
      const entity = type.is === 'list' && type.of.is === 'record' ? type.of.entity : null;
      const items = new Map(place.items).set(`$${tree.item}`, entity);
      return { ...tree, list: inside(tree.list), body: renameTree(tree.body, { ...place, items }) };
    }
    case 'literal':
    case 'list':
    default:
      return tree;
  }
}

function stepsOf(root: string, steps: readonly string[], place: TreePlace): readonly string[] {
  if (root === 'record' || root === 'old') return renamePath(steps, place.entity, place.names);
  if (root === 'input') {
    const [name = '', ...rest] = steps;
    const field = place.input === null ? undefined : place.input[name];
    const entity = field !== undefined && 'to' in field ? field.to : null;
    return steps.length === 0 ? steps : [name, ...renamePath(rest, entity, place.names)];
  }
  const entity = place.items.get(root);
  return entity === undefined ? steps : renamePath(steps, entity, place.names);
}

/** The steps of a path with the names of the head. */
export function renamePath(steps: readonly string[], entity: string | null, names: Names): string[] {
  let at = entity;
  return steps.map((step) => {
    if (at === null) return step;
    const renamed = names.field(at, step);
    at = names.target(at, step);
    return renamed;
  });
}
