import type { TreeOf } from '../../expression/tree.ts';
import { type Edge, FALSE, not } from './formula.ts';
import { sameValue } from './same-value.ts';
import { boundOf, type LeafValue, type Scope } from './scope.ts';
import { nameOf } from './survey.ts';

/** Where a list holds a value; null where the list is computed. */
export function membership(tree: TreeOf<'in'>, scope: Scope): ((value: LeafValue) => Edge) | null {
  const { list } = tree;
  const { unknowns } = scope;
  const bound = boundOf(list, scope);
  if (bound !== undefined) return membership({ ...tree, list: bound.tree }, bound.scope);
  if (list.is === 'list') {
    const items = list.items.map((item) => scope.term(item, scope));
    return (value) =>
      unknowns.formulas.or(
        ...items.map((item) => (item.is === 'leaf' ? sameValue(value, item.value, unknowns) : FALSE)),
      );
  }
  if (list.is !== 'path' || list.root.startsWith('$')) return null;
  const name = nameOf(list);
  const options = unknowns.survey.options(list);
  const there = not(unknowns.isBehindNothing(list));
  return (value) => {
    if (value.is === 'linear') return FALSE;
    if (value.is === 'constant') {
      const text = String(value.value);
      if (options !== null && !options.includes(text)) return FALSE;
      return unknowns.formulas.and(there, unknowns.literal({ is: 'holds', list: name, value: text }));
    }
    return unknowns.formulas.and(there, unknowns.literal({ is: 'member', x: value.of, list: name, options }));
  };
}
