import { formatDecimal, parseDecimal } from '../../runtime/model/decimal.ts';
import type { FieldView } from '../../runtime/wire/view.ts';

const SUMMED = new Set(['money', 'integer', 'decimal']);

/** Names of what one piece costs, which is no amount to add up. */
const PER_PIECE = /(?:^|_)(?:unit|price|rate|each|per)(?:_|$)/u;

/** Whether adding up a column means something: amounts and counts, by type and, for want of anything better, by name. */
export function isSummed(column: FieldView): boolean {
  return SUMMED.has(column.type) && !PER_PIECE.test(column.path);
}

/** Exact sum of a column over the rows that hold a number, as decimal text; null when none does. */
export function columnTotal(
  column: FieldView,
  rows: readonly Readonly<Record<string, unknown>>[],
): string | null {
  let total = 0n;
  let count = 0;
  const scale = column.scale ?? 0;
  let widest = scale;
  const numbers = rows.flatMap((row) => {
    const value = row[column.path];
    const decimal =
      typeof value === 'number'
        ? parseDecimal(String(value))
        : typeof value === 'string'
          ? parseDecimal(value)
          : null;
    return decimal === null ? [] : [decimal];
  });
  for (const { scale: digits } of numbers) widest = Math.max(widest, digits);
  for (const { units, scale: digits } of numbers) {
    total += units * 10n ** BigInt(widest - digits);
    count += 1;
  }
  return count === 0 ? null : formatDecimal({ units: total, scale: widest }, widest);
}
