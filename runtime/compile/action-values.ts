import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import { withArticle } from '../definition/shape/shape.ts';
import type { Environment } from '../expression/environment.ts';
import type { Expression, Tree } from '../expression/tree.ts';
import type { Type } from '../expression/type.ts';
import { expressionType } from '../model/expression-type.ts';
import type { Field } from '../model/field.ts';
import { checkValue } from './check-default.ts';
import { entriesOf, mapAt, type DraftEntity } from './draft.ts';
import { findOwnField } from './find-field.ts';
import { readExpression } from './read-expression.ts';
import type { RuleScope } from './rule-scope.ts';

/** What an action writes: by field a fixed value, or an expression behind `=`. */
export function readSet(
  scope: RuleScope,
  entity: DraftEntity,
  map: MapNode,
  environment: Environment,
): Readonly<Record<string, Expression>> {
  const { check } = scope.draft;
  const set: Record<string, Expression> = {};
  for (const { key, value } of entriesOf(check, mapAt(check, map, 'set'))) {
    const field = findOwnField(scope.draft, entity, key);
    if (field === null || !isSettable(scope, entity, field, key)) continue;
    if (value.kind !== 'scalar' || check.bad.has(value)) continue;
    const expression = readValue(scope, field, value, environment);
    if (expression !== null) set[field.name] = expression;
  }
  return set;
}

function isSettable(
  { draft, lifecycles }: RuleScope,
  entity: DraftEntity,
  field: Field,
  key: ScalarNode,
): boolean {
  const type = expressionType(field)?.type.is;
  const state = lifecycles.get(entity.name)?.field === field.name;
  const single = type !== undefined && type !== 'list' && field.type !== 'sequence';
  if (single && field.computed === null && !state) return true;
  const why = state
    ? 'is the state, which `to` changes'
    : field.computed !== null
      ? 'gets its value from an expression'
      : `is ${withArticle(field.type)} field, which holds no single value that can be set`;
  draft.report.add({
    code: 'action/field',
    span: spanOf(key),
    message: `\`${field.name}\` ${why}.`,
    hint: state ? 'write `to: <state>` instead' : 'set another field',
  });
  return false;
}

function readValue(
  scope: RuleScope,
  field: Field,
  node: ScalarNode,
  environment: Environment,
): Expression | null {
  const type = expressionType(field)?.type ?? null;
  if (type === null) return null;
  if (node.text.startsWith('=')) return readExpression(scope, node, environment, { type, value: true }, 1);
  if (field.type === 'user' || field.type === 'reference') {
    scope.draft.report.add({
      code: 'action/value',
      span: spanOf(node),
      message: `\`${field.name}\` is ${withArticle(field.type)} field, and \`${excerpt(node.text)}\` is a text.`,
      hint:
        field.type === 'user'
          ? 'write `=user` for who acts, or `=` and a field that holds a person'
          : 'write `=` and what leads to the record, such as `=input.' + field.name + '`',
    });
    return null;
  }
  const text = checkValue(scope.draft.check, node, field, { code: 'action/value', noun: 'value' });
  return text === null ? null : { text: node.text, span: spanOf(node), tree: literalOf(type, text, node) };
}

/** A value in the model's form as a literal of its type. */
function literalOf(type: Type, text: string, node: ScalarNode): Tree {
  const value =
    type.is === 'bool'
      ? text === 'true'
      : type.is === 'int'
        ? Number(text)
        : type.is === 'duration'
          ? Number(text) * 1000
          : text;
  return { is: 'literal', type, value, start: 0, end: node.text.length };
}
