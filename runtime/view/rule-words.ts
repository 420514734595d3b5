import { explainExpression } from '../expression/explain.ts';
import type { Tree } from '../expression/tree.ts';
import type { Entity } from '../model/model.ts';
import { modelWords } from '../model/model-words.ts';
import type { ViewScope } from './scope.ts';

/** Puts rules of an entity into English, by the labels of the definitions. */
export function ruleWords({ model }: ViewScope, { name }: Entity): (tree: Tree) => string {
  const words = modelWords(model, { entity: name });
  return (tree) => explainExpression(tree, words);
}
