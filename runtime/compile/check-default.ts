import type { Code } from '../diagnostics/registry.ts';
import { countCharacters, excerpt, type MapNode, type ScalarNode } from '../definition/node.ts';
import { reportAmbiguousNumber } from '../definition/shape/check-scalar.ts';
import { markBad, type ShapeCheck } from '../definition/shape/shape-check.ts';
import { withArticle } from '../definition/shape/shape.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import { compareValues, isNumeric } from './check-bounds.ts';
import { scalarAt, scalarsAt } from './draft.ts';
import { hintFor, parseValue } from './parse-value.ts';
import { compilePattern } from './check-pattern.ts';

/** Expressions that a default may be, by field type. */
const EXPRESSIONS: Readonly<Partial<Record<Field['type'], string>>> = {
  date: 'today',
  datetime: 'now',
  user: 'user',
};

/** Types whose default may be an expression over what was given. */
const COMPUTABLE: ReadonlySet<Field['type']> = new Set<Field['type']>([
  ...(['text', 'long_text', 'markdown', 'email', 'url', 'phone', 'integer', 'decimal', 'money'] as const),
  ...(['percent', 'boolean', 'date', 'datetime', 'time', 'duration', 'choice', 'user'] as const),
]);

/** Whether the default is an expression of the rule language: `=` and more than the one word that a type keeps for itself. */
export function isExpressionDefault(field: Field, node: ScalarNode): boolean {
  return (
    COMPUTABLE.has(field.type) && node.text.startsWith('=') && node.text !== `=${EXPRESSIONS[field.type]}`
  );
}

/** The default in the model's form, null when there is none; reports one that the field itself would refuse. */
export function checkDefault(check: ShapeCheck, map: MapNode, field: Field): string | null {
  const node = scalarAt(check, map, 'default');
  return node === null ? null : checkValue(check, node, field, DEFAULT);
}

/** Defaults of a field that holds several values. */
export function checkDefaults(check: ShapeCheck, map: MapNode, field: Field): readonly string[] | null {
  const nodes = scalarsAt(check, map, 'default');
  if (nodes === null) return null;
  const values = nodes
    .map((node) => checkValue(check, node, field, DEFAULT))
    .filter((value) => value !== null);
  for (const [index, node] of nodes.entries())
    if (nodes.findIndex((other) => other.text === node.text) < index)
      refuse(
        check,
        node,
        DEFAULT,
        `\`${excerpt(node.text)}\` is in the default twice.`,
        'remove one of them',
      );
  return values;
}

/** What a value is called in messages, and the code of its mistakes. */
type Called = { readonly code: Code; readonly noun: string };
const DEFAULT: Called = { code: 'field/default', noun: 'default' };

/** A value in the model's form of the field, null when it was reported: of another type, or outside of the field's limits. */
export function checkValue(check: ShapeCheck, node: ScalarNode, field: Field, called: Called): string | null {
  if (isNumeric(field) && reportAmbiguousNumber(check, node)) return null;
  const expression = EXPRESSIONS[field.type];
  if (node.text.startsWith('=') || field.type === 'user')
    return readExpression(check, node, field, expression);
  if (node.text === expression) {
    refuse(check, node, called, `\`${node.text}\` is no ${field.type}.`, `did you mean \`=${node.text}\`?`);
    return null;
  }
  if ('options' in field && field.options.length === 0) return null;
  const parsed = parseValue(check, field, node);
  if (!parsed.ok) {
    refuse(
      check,
      node,
      called,
      `The ${called.noun} must be ${parsed.expected}, and this is \`${excerpt(node.text)}\`.`,
      defaultHint(field, node, hintFor(parsed)),
    );
    return null;
  }
  const problem = outside(field, parsed.value);
  if (problem === null) return parsed.value;
  const hint = problem.startsWith('is no')
    ? `write one, or remove the ${called.noun}`
    : `change the ${called.noun}, or the limit`;
  refuse(check, node, called, `The ${called.noun} \`${excerpt(node.text)}\` ${problem}.`, hint);
  return null;
}

function readExpression(
  check: ShapeCheck,
  node: ScalarNode,
  field: Field,
  expression: string | undefined,
): string | null {
  if (expression !== undefined && node.text === `=${expression}`) return expression;
  // Read later, when the types of all fields are known.
  if (isExpressionDefault(field, node)) return null;
  refuse(
    check,
    node,
    DEFAULT,
    expression === undefined
      ? `A text that begins with \`=\` is an expression, and ${withArticle(field.type)} field takes none as its default.`
      : `The default of ${withArticle(field.type)} field is \`=\` and an expression, and this is \`${excerpt(node.text)}\`.`,
    expression === undefined ? 'write a fixed value, or remove the default' : `write \`=${expression}\``,
  );
  return null;
}

function defaultHint(field: Field, node: ScalarNode, otherwise: string): string {
  if (field.type !== 'choice' && field.type !== 'choices') return otherwise;
  const near = nearestName(
    node.text,
    field.options.map((option) => option.name),
  );
  return near === null ? 'add it to the options, or choose one of them' : `did you mean \`${near}\`?`;
}

function refuse(check: ShapeCheck, node: ScalarNode, { code }: Called, message: string, hint: string): void {
  markBad(check, node, { code, message, hint });
}

/** Why the field's own limits refuse a value that has the right type; null when they do not. */
function outside(field: Field, value: string): string | null {
  if ('min' in field && field.min !== null && compareValues(field, value, String(field.min)) < 0)
    return 'is below `min`';
  if ('max' in field && field.max !== null && compareValues(field, value, String(field.max)) > 0)
    return 'is above `max`';
  if ('maxLength' in field) {
    const length = countCharacters(value);
    if (field.minLength !== null && length < field.minLength)
      return `has fewer than ${field.minLength} characters`;
    if (length > field.maxLength) return `has more than ${field.maxLength} characters`;
    if (field.pattern !== null && compilePattern(field.pattern)?.test(value) === false)
      return 'does not match the pattern';
    const problem = FIELD_TYPES[field.type].checkValue(field, value);
    if (problem !== null) return `is no ${field.type === 'text' ? 'line of text' : field.type}`;
  }
  if (field.type === 'tags') {
    const problem = FIELD_TYPES.tags.checkValue(field, [value]);
    if (problem !== null || countCharacters(value) > 100) return 'is no tag of at most 100 characters';
  }
  return null;
}
