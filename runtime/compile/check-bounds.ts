import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import { reportAmbiguousNumber } from '../definition/shape/check-scalar.ts';
import { markBad, type ShapeCheck } from '../definition/shape/shape-check.ts';
import { withArticle } from '../definition/shape/shape.ts';
import { compareDecimals, parseDecimal } from '../model/decimal.ts';
import type { Field } from '../model/field.ts';
import { hintFor, parseValue } from './parse-value.ts';
import { scalarAt, wholeAt } from './draft.ts';

export type Bounds = { readonly min: string | null; readonly max: string | null };

/** `min` and `max` as values of the field; reports values of another type and a `min` above its `max`. */
export function checkBounds(check: ShapeCheck, map: MapNode, field: Field): Bounds {
  const min = readBound(check, map, field, 'min');
  const max = readBound(check, map, field, 'max');
  if (min !== null && max !== null && compareValues(field, min.value, max.value) > 0)
    reportCrossed(check, min.node, max.node, 'min', 'max');
  return { min: min?.value ?? null, max: max?.value ?? null };
}

function reportCrossed(
  check: ShapeCheck,
  low: ScalarNode,
  high: ScalarNode,
  lowKey: string,
  highKey: string,
): void {
  check.report.add({
    code: 'field/bounds',
    span: spanOf(low),
    message: `\`${lowKey}\` is \`${excerpt(low.text)}\`, above \`${highKey}\`, which is \`${excerpt(high.text)}\`.`,
    hint: `swap them, or correct one`,
    labels: [{ span: spanOf(high), message: `\`${highKey}\` is here` }],
  });
}

type Bound = { readonly node: ScalarNode; readonly value: string };

function readBound(check: ShapeCheck, map: MapNode, field: Field, key: 'min' | 'max'): Bound | null {
  const node = scalarAt(check, map, key);
  if (node === null || (isNumeric(field) && reportAmbiguousNumber(check, node))) return null;
  const parsed = parseValue(check, field, node);
  if (parsed.ok) return { node, value: parsed.value };
  markBad(check, node, {
    code: 'value/wrong-type',
    message: `\`${key}\` of ${withArticle(field.type)} field takes ${parsed.expected}, and this is \`${excerpt(node.text)}\`.`,
    hint: hintFor(parsed),
  });
  return null;
}

export const isNumeric = ({ type }: Field): boolean =>
  type === 'integer' || type === 'decimal' || type === 'percent' || type === 'money';

/** Order of two values in the model's form, as for sorting. */
export function compareValues(field: Field, a: string, b: string): number {
  if (field.type === 'date' || field.type === 'time' || field.type === 'datetime')
    return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [parseDecimal(a), parseDecimal(b)];
  return left === null || right === null ? 0 : compareDecimals(left, right);
}

/** `min_length` and `max_length` within the type's own limit. */
export function checkLengths(
  check: ShapeCheck,
  map: MapNode,
  limit: number,
): { minLength: number | null; maxLength: number } {
  const minLength = wholeAt(check, map, 'min_length');
  const maxLength = wholeAt(check, map, 'max_length');
  const low = scalarAt(check, map, 'min_length');
  const high = scalarAt(check, map, 'max_length');
  for (const node of [low, high])
    if (node !== null && Number(node.text) > limit)
      markBad(check, node, {
        code: 'value/out-of-range',
        message: `Values of this type have at most ${limit} characters, and this is \`${excerpt(node.text)}\`.`,
        hint:
          limit < 100_000
            ? `write at most \`${limit}\`, or use \`type: long_text\``
            : `write at most \`${limit}\``,
      });
  if (
    low !== null &&
    high !== null &&
    minLength !== null &&
    maxLength !== null &&
    minLength > maxLength &&
    !check.bad.has(low) &&
    !check.bad.has(high)
  )
    reportCrossed(check, low, high, 'min_length', 'max_length');
  return { minLength, maxLength: maxLength ?? limit };
}
