import type { Tree } from '../expression/tree.ts';
import type { Entity, Model } from '../model/model.ts';
import { ruleWords } from '../view/rule-words.ts';
import { createScope } from '../view/scope.ts';

/**
 * The rules of a model in English, by the subject of a change with the part of it that changed: `order.checks.within_limit.that`,
 * `order.total.computed`, `order.actions.ship.when`.
 */
export function rulesInEnglish(model: Model | null): ReadonlyMap<string, string> {
  if (model === null) return new Map();
  const actor = { kind: 'person', id: '', name: '', roles: [], holdings: [], attributes: {} } as const;
  const scope = createScope({ model, actor, now: new Date(0), identify: () => '' });
  return new Map(
    Object.values(model.entities).flatMap((entity) => {
      const words = ruleWords(scope, entity);
      return rulesOf(entity).map(([key, tree]) => [`${entity.name}.${key}`, words(tree)] as const);
    }),
  );
}

function rulesOf(entity: Entity): readonly (readonly [string, Tree])[] {
  const found: [string, Tree][] = [];
  const add = (key: string, expression: { readonly tree: Tree } | null): void => {
    if (expression !== null) found.push([key, expression.tree]);
  };
  for (const check of Object.values(entity.checks)) add(`checks.${check.name}.that`, check.that);
  for (const never of Object.values(entity.never)) add(`never.${never.name}.that`, never.that);
  for (const field of Object.values(entity.fields)) {
    add(`${field.name}.required_when`, field.requiredWhen);
    add(`${field.name}.visible_when`, field.visibleWhen);
    add(`${field.name}.editable_when`, field.editableWhen);
    add(`${field.name}.default`, field.defaultExpression);
    if (field.computed?.is === 'formula') add(`${field.name}.computed`, field.computed.expression);
  }
  for (const action of Object.values(entity.actions)) {
    add(`actions.${action.name}.when`, action.when);
    for (const [name, value] of Object.entries(action.set)) add(`actions.${action.name}.set.${name}`, value);
  }
  return found;
}
