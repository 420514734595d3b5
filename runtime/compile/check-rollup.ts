import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type ScalarNode } from '../definition/node.ts';
import { withArticle } from '../definition/shape/shape.ts';
import type { Expression } from '../expression/tree.ts';
import type { ChildrenField, Field, FieldTypeName, Rollup } from '../model/field.ts';
import { hasKey, scalarAt, type Draft, type DraftEntity, type DraftField } from './draft.ts';
import { findOwnField } from './find-field.ts';
import { readExpression, ROW_CONDITION } from './read-expression.ts';
import { environmentOf, type RuleScope } from './rule-scope.ts';

/** Keys of a rollup, each its own measure. */
export const ROLLUP_KEYS = ['count', 'sum', 'smallest', 'largest'] as const;

const SUMMED: ReadonlySet<FieldTypeName> = new Set(['integer', 'decimal', 'money', 'percent', 'duration']);

const FORBIDDEN = { user: 'a sum is the same for everybody; grant the children instead' };

/** The rollup of a field; null where it was reported. */
export function readRollup(
  scope: RuleScope,
  entity: DraftEntity,
  own: DraftField,
  field: Field,
): Rollup | null {
  const { draft } = scope;
  const measure = ROLLUP_KEYS.find((key) => hasKey(own.map, key));
  const node = measure === undefined ? null : scalarAt(draft.check, own.map, measure);
  if (measure === undefined || node === null) return null;
  const [name = '', measured, ...more] = node.text.split('.');
  const children = findChildren(draft, entity, node, name);
  if (children === null) return null;
  const child = draft.entities.get(children.of);
  if (child === undefined) return null;
  const where = readWhere(scope, own, children.of);
  if (hasKey(own.map, 'where') && where === null) return null;
  if (measure === 'count') return { is: 'rollup', children: name, measure, field: null, where };
  if (measured === undefined || more.length > 0) return reportForm(draft, node, measure, children);
  const target = findMeasured(scope, child, node, measured);
  if (target === null || !fits(draft, node, field, target, measure)) return null;
  return { is: 'rollup', children: name, measure, field: measured, where };
}

/** The children field that a rollup goes over. */
function findChildren(
  draft: Draft,
  entity: DraftEntity,
  node: ScalarNode,
  name: string,
): ChildrenField | null {
  const found = findOwnField(draft, entity, { ...node, text: name });
  if (found === null || found.type === 'children') return found;
  const names = [...entity.fields.values()].filter(({ type }) => type === 'children').map((one) => one.name);
  draft.report.add({
    code: 'field/rollup',
    span: spanOf(node),
    message: `\`${excerpt(name)}\` is ${withArticle(found.type)} field, and a rollup goes over a \`children\` field.`,
    hint: suggest(name, names, 'add a `children` field and name it here'),
  });
  return null;
}

function readWhere(scope: RuleScope, own: DraftField, child: string): Expression | null {
  const node = scalarAt(scope.draft.check, own.map, 'where');
  if (node === null) return null;
  return readExpression(scope, node, environmentOf(scope, child, { forbidden: FORBIDDEN }), ROW_CONDITION);
}

function reportForm(draft: Draft, node: ScalarNode, measure: string, { name }: ChildrenField): null {
  draft.report.add({
    code: 'field/rollup',
    span: spanOf(node),
    message: `\`${measure}\` takes a field of the children, and this is \`${excerpt(node.text)}\`.`,
    hint: `write \`${measure}: ${name}.<field>\``,
  });
  return null;
}

function findMeasured(scope: RuleScope, child: DraftEntity, node: ScalarNode, name: string): Field | null {
  // Looked at by its type, so that what it is computed from is settled before.
  scope.fieldType(child.name, name);
  return findOwnField(scope.draft, child, { ...node, text: name });
}

/** Whether values of the measured field are values of the rollup's own type. */
function fits(draft: Draft, node: ScalarNode, field: Field, target: Field, measure: string): boolean {
  const summable = measure !== 'sum' || SUMMED.has(target.type);
  const same =
    field.type === target.type ||
    (isNumber(field) && isNumber(target) && (field.type !== 'integer' || target.type === 'integer'));
  const currencies = field.type !== 'money' || target.type !== 'money' || field.currency === target.currency;
  if (summable && same && currencies) return true;
  const what =
    target.type === 'money' && !currencies
      ? `an amount in ${target.currency}`
      : `${withArticle(target.type)} field`;
  draft.report.add({
    code: 'field/rollup',
    span: spanOf(node),
    message: summable
      ? `\`${excerpt(node.text)}\` is ${what}, and \`${field.name}\` is ${field.type === 'money' ? `an amount in ${field.currency}` : withArticle(field.type)}.`
      : `\`${excerpt(node.text)}\` is ${what}, which cannot be summed.`,
    hint: summable
      ? `give \`${field.name}\` the type of what it measures`
      : 'sum a number, an amount of money or a duration; or use `count`, `smallest` or `largest`',
  });
  return false;
}

const isNumber = ({ type }: Field): boolean => type === 'integer' || type === 'decimal' || type === 'percent';
