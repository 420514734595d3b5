import type { Environment } from '../expression/environment.ts';
import type { Expression } from '../expression/tree.ts';
import { expressionType } from '../model/expression-type.ts';
import type { Field } from '../model/field.ts';
import { scalarAt, type DraftEntity, type DraftField } from './draft.ts';
import { isExpressionDefault } from './check-default.ts';
import { CONDITION, readExpression } from './read-expression.ts';
import { environmentOf, type RuleScope } from './rule-scope.ts';

const KEYS = {
  requiredWhen: 'required_when',
  visibleWhen: 'visible_when',
  editableWhen: 'editable_when',
} as const;

/** Conditions and default expressions of every field. */
export function checkConditions(scope: RuleScope): void {
  for (const entity of scope.draft.entities.values()) {
    const environment = environmentOf(scope, entity.name, { old: true, unfilled: true });
    for (const field of entity.fields.values())
      if (field.field !== null && field.map !== null && field.field.computed?.is !== 'rollup')
        field.field = withConditions(scope, entity, field, field.field, environment);
  }
}

function withConditions(
  scope: RuleScope,
  entity: DraftEntity,
  draft: DraftField,
  field: Field,
  environment: Environment,
): Field {
  const read = (key: string): Expression | null => {
    const node = scalarAt(scope.draft.check, draft.map, key);
    return node === null ? null : readExpression(scope, node, environment, CONDITION);
  };
  const requiredWhen = read(KEYS.requiredWhen);
  const visibleWhen = read(KEYS.visibleWhen);
  const editableWhen = read(KEYS.editableWhen);
  const defaultExpression = readDefault(scope, entity, draft, field);
  if (requiredWhen === null && visibleWhen === null && editableWhen === null && defaultExpression === null)
    return field;
  return { ...field, requiredWhen, visibleWhen, editableWhen, defaultExpression };
}

/** `default: =customer.discount`: over what was given for the other fields. */
function readDefault(
  scope: RuleScope,
  entity: DraftEntity,
  draft: DraftField,
  field: Field,
): Expression | null {
  const node = scalarAt(scope.draft.check, draft.map, 'default');
  if (node === null || !isExpressionDefault(field, node)) return null;
  const type = expressionType(field)?.type ?? null;
  return readExpression(
    scope,
    node,
    environmentOf(scope, entity.name, { unfilled: true }),
    { type, value: true },
    1,
  );
}
