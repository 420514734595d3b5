import type { Tree, TreeOf } from '../../expression/tree.ts';
import { BOOL } from '../../expression/types.ts';
import { expressionType } from '../../model/expression-type.ts';
import type { Entity } from '../../model/model.ts';
import type { Action } from '../../model/rule.ts';
import { own } from './lookups.ts';
import { allTrue, NOWHERE, type Truth } from './truth.ts';

/** Where the action itself lets its grants count: in its states, where its condition is true, for other people than it names. */
export function actionTruth(entity: Entity, { from, when, notBy }: Action): Truth {
  return allTrue([
    from.length === 0 || entity.lifecycle === null ? true : isOneOf(entity, entity.lifecycle.field, from),
    when?.tree ?? true,
    ...notBy.map((name) => isNotUser(entity, name)),
  ]);
}

const USER: TreeOf<'path'> = {
  ...NOWHERE,
  is: 'path',
  root: 'user',
  steps: ['id'],
  type: { is: 'user' },
  nullable: false,
  emptyAt: [],
};

/** That a state is one of these. */
export function isOneOf(entity: Entity, field: string, states: readonly string[]): Tree {
  const item = fieldPath(entity, field);
  const { type } = item;
  const items = states.map((value): Tree => ({ ...NOWHERE, is: 'literal', type, value }));
  const [only] = items;
  if (only !== undefined && items.length === 1)
    return { ...NOWHERE, is: 'compare', operator: '==', left: item, right: only, type: BOOL };
  const list: Tree = { ...NOWHERE, is: 'list', items, type: { is: 'list', of: type } };
  return { ...NOWHERE, is: 'in', item, list, type: BOOL };
}

/** Nobody in an empty field is nobody in particular. */
function isNotUser(entity: Entity, field: string): Tree {
  const left = fieldPath(entity, field);
  return { ...NOWHERE, is: 'compare', operator: '!=', left, right: USER, type: BOOL };
}

function fieldPath(entity: Entity, name: string): TreeOf<'path'> {
  const field = own(entity.fields, name);
  const found = field === undefined ? null : expressionType(field);
  const { type, nullable } = found ?? { type: { is: 'user' } as const, nullable: true };
  const emptyAt = nullable ? [0] : [];
  return { ...NOWHERE, is: 'path', root: 'record', steps: [name], type, nullable, emptyAt };
}
