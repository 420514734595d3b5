import { excerpt, spanOf, type MapNode, type Node, type ScalarNode } from '../definition/node.ts';
import { OPERATORS, type Operator } from '../model/field-types/field-type.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import type { ScreenFilter } from '../model/model.ts';
import { checkPath, type ScreenCheck } from './screen-check.ts';
import { entriesOf, scalarsOf } from './draft.ts';
import { hintFor, readDuration } from './parse-value.ts';

/** Operators that take several values, meaning any of them. */
const SEVERAL: ReadonlySet<string> = new Set(['eq', 'not', 'has']);

/** Fixed filters of a table; reports fields, comparisons and values that do not fit together. */
export function checkFilters(screen: ScreenCheck, map: MapNode | null): readonly ScreenFilter[] {
  return entriesOf(screen.draft.check, map).flatMap(({ key, value }) => {
    const path = checkPath(screen, key, key.text);
    if (path === null) return [];
    const { operators } = FIELD_TYPES[path.field.type];
    if (operators.length === 0) {
      refuse(
        screen,
        key,
        'screen/unfilterable',
        `\`${excerpt(key.text)}\` is a ${path.field.type} field, which cannot be filtered.`,
        'filter by another field',
      );
      return [];
    }
    if (value.kind !== 'map') {
      const operator = operators.includes('eq') ? 'eq' : operators.includes('has') ? 'has' : null;
      if (operator !== null) return readFilter(screen, path.field, key.text, operator, value);
      refuse(
        screen,
        key,
        'screen/unfilterable',
        `A ${path.field.type} field cannot be compared with a value.`,
        `write one of ${listed(operators)}, as in \`{ ${operators[0]}: true }\``,
      );
      return [];
    }
    return entriesOf(screen.draft.check, value).flatMap((one) => {
      const operator = OPERATORS.find((word) => word === one.key.text);
      if (operator === undefined) return [];
      if (operators.includes(operator)) return readFilter(screen, path.field, key.text, operator, one.value);
      refuse(
        screen,
        one.key,
        'screen/unfilterable',
        `\`${operator}\` does not fit a ${path.field.type} field.`,
        `use one of ${listed(operators)}`,
      );
      return [];
    });
  });
}

const listed = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

type RefuseCode = 'screen/unfilterable' | 'screen/filter-value';

function refuse(
  { draft }: ScreenCheck,
  node: ScalarNode,
  code: RefuseCode,
  message: string,
  hint: string,
): void {
  draft.report.add({ code, span: spanOf(node), message, hint });
}

function readFilter(
  screen: ScreenCheck,
  field: Field,
  path: string,
  operator: Operator,
  value: Node,
): readonly ScreenFilter[] {
  const nodes = screen.draft.check.bad.has(value) ? [] : scalarsOf(screen.draft.check, value);
  const [, second] = nodes;
  if (second !== undefined && !SEVERAL.has(operator))
    refuse(screen, second, 'screen/filter-value', `\`${operator}\` takes one value.`, 'keep one of them');
  const values = nodes.map((node) => readFilterValue(screen, field, operator, node));
  return nodes.length === 0 ? [] : [{ path, operator, values }];
}

/** The text of a filter as addresses of lists have it; reports one that is no value of the field. */
function readFilterValue(screen: ScreenCheck, field: Field, operator: Operator, node: ScalarNode): string {
  if (field.type !== 'duration' || operator === 'empty' || /^-?\d+$/u.test(node.text)) {
    checkFilterValue(screen, field, operator, node);
    return node.text;
  }
  const read = readDuration(screen.draft.check, node);
  if (read.ok) return read.value;
  refuseValue(screen, field, node, read.expected, hintFor(read));
  return node.text;
}

function refuseValue(
  screen: ScreenCheck,
  field: Field,
  node: ScalarNode,
  expected: string,
  hint: string,
): void {
  const message = `\`${excerpt(node.text)}\` is no value of \`${field.name}\`, which takes ${expected}.`;
  refuse(screen, node, 'screen/filter-value', message, hint);
}

function checkFilterValue(screen: ScreenCheck, field: Field, operator: Operator, node: ScalarNode): void {
  if (operator === 'empty') {
    if (!/^(?:true|false)$/u.test(node.text))
      refuse(
        screen,
        node,
        'screen/filter-value',
        `\`empty\` takes \`true\` or \`false\`, and this is \`${excerpt(node.text)}\`.`,
        'write `true` or `false`',
      );
    return;
  }
  if ('options' in field && field.options.length === 0) return;
  const parsed = FIELD_TYPES[field.type].parseText(field, node.text);
  if (!parsed.ok) refuseValue(screen, field, node, parsed.expected, `write ${parsed.expected}`);
}
