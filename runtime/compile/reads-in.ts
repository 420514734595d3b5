import { childrenOf } from '../expression/children.ts';
import { fieldsRead, type FieldRead } from '../expression/dependencies.ts';
import type { Range, Tree } from '../expression/tree.ts';
import type { RuleScope } from './rule-scope.ts';

/** A field that an expression reads, and which part of it does; all of a loop for what the loop reads. */
export type PlacedRead = FieldRead & { readonly at: Range };

/** Every field that an expression about a record of `entity` reads, with the part that reads it. */
export function readsIn(scope: RuleScope, entity: string, tree: Tree): readonly PlacedRead[] {
  if (tree.is !== 'path' && tree.is !== 'loop')
    return childrenOf(tree).flatMap((child) => readsIn(scope, entity, child));
  const at = { start: tree.start, end: tree.end };
  return fieldsRead(tree, entity, scope.fieldType).map((read) => ({ ...read, at }));
}
