import type { Tree } from '../expression/tree.ts';
import type { Entity } from '../model/model.ts';
import type { ViewScope } from './scope.ts';

/** Puts rules of an entity into English, with the labels that the actor sees. */
export function ruleWords(_scope: ViewScope, _entity: Entity): (tree: Tree) => string {
  return () => '';
}
