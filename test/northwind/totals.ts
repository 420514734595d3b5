import { formatDecimal, parseDecimal } from '../../runtime/model/decimal.ts';
import type { Row } from './door.ts';

/** Unit price × quantity × (1 − discount) in exact decimals, rounded to two digits, half away from zero. */
function lineTotal(line: Row): bigint {
  const price = parseDecimal(String(line['unit_price']));
  const discount = parseDecimal(String(line['discount']));
  if (price === null || discount === null) throw new Error(`No exact numbers: ${JSON.stringify(line)}`);
  const one = 10n ** BigInt(discount.scale);
  const units = price.units * BigInt(Number(line['quantity'])) * (one - discount.units);
  const unit = 10n ** BigInt(price.scale + discount.scale - 2);
  return (units * 2n + unit) / (unit * 2n); // never negative here
}

/** Totals by order number, as `123.45`. */
export function orderTotals(lines: readonly Row[]): ReadonlyMap<string, string> {
  const sums = new Map<string, bigint>();
  for (const line of lines) {
    const order = String(line['order.number']);
    sums.set(order, (sums.get(order) ?? 0n) + lineTotal(line));
  }
  return new Map([...sums].map(([order, units]) => [order, formatDecimal({ units, scale: 2 }, 2) ?? '']));
}
