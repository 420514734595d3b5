import type { Tree, TreeOf } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';

type Without<T> = T extends unknown ? Omit<T, 'start' | 'end'> : never;

/** A tree without a place in a text. */
export const tree = (node: Without<Tree>): Tree => ({ start: 0, end: 0, ...node });

export const BOOL: Type = { is: 'bool' };

export function literalTree(type: Type, value: boolean | number | string | null): Tree {
  return tree({ is: 'literal', type, value });
}

export function path(type: Type, root: string, steps: readonly string[], nullable: boolean): TreeOf<'path'> {
  return { start: 0, end: 0, is: 'path', type, root, steps, nullable };
}

export const call = (name: string, type: Type, ...args: readonly Tree[]): Tree =>
  tree({ is: 'call', type, name, args });

/** `test ? yes : no` */
export function choice(type: Type, test: Tree, yes: Tree, no: Tree): Tree {
  // oxlint-disable-next-line unicorn/no-thenable -- the name is that of the trees
  return tree({ is: 'if', type, test, then: yes, otherwise: no });
}

/** The tree as text, for messages. */
export function printTree(of: Tree): string {
  switch (of.is) {
    case 'literal':
      return of.type.is === 'string' || of.type.is === 'choice'
        ? JSON.stringify(of.value)
        : `${of.type.is}(${of.value})`;
    case 'list':
      return `[${of.items.map(printTree).join(', ')}]`;
    case 'path':
      return [of.root, ...of.steps].join('.') + (of.nullable ? '?' : '');
    case 'not':
      return `!(${printTree(of.of)})`;
    case 'negate':
      return `-(${printTree(of.of)})`;
    case 'and':
      return `(${of.parts.map(printTree).join(' && ')})`;
    case 'or':
      return `(${of.parts.map(printTree).join(' || ')})`;
    case 'compare':
    case 'arithmetic':
      return `(${printTree(of.left)} ${of.operator} ${printTree(of.right)})`;
    case 'in':
      return `(${printTree(of.item)} in ${printTree(of.list)})`;
    case 'if':
      return `(${printTree(of.test)} ? ${printTree(of.then)} : ${printTree(of.otherwise)})`;
    case 'call':
      return `${of.name}(${of.args.map(printTree).join(', ')})`;
    case 'loop':
      return `${printTree(of.list)}.${of.kind}(${of.item}, ${printTree(of.body)})`;
    case 'decision':
      return `${of.table}(${of.args.map(printTree).join(', ')}).${of.output}`;
  }
  return of satisfies never;
}
