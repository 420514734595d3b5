import { dayText, FIRST_DAY, instant, nextWorkday, pounds, TODAY } from './calendar.ts';
import type { Row } from './csv.ts';
import type { Product } from './products.ts';
import type { Random } from './random.ts';

export type Purchases = {
  readonly orders: readonly Row[];
  readonly lines: readonly Row[];
  /** Packs that are still on their way, by product. */
  readonly onOrder: ReadonlyMap<string, number>;
};

type Purchase = { readonly supplier: Row; readonly ordered: number; readonly expected: number };

/** One purchase order per supplier every few weeks, in the order in which they were written. */
export function makePurchases(
  random: Random,
  suppliers: readonly Row[],
  products: readonly Product[],
): Purchases {
  const planned = suppliers
    .flatMap((supplier) => planFor(random, supplier))
    .sort((a, b) => a.ordered - b.ordered);
  const orders: Row[] = [];
  const lines: Row[] = [];
  const onOrder = new Map<string, number>();
  for (const purchase of planned) {
    const key = `po${orders.length + 1}`;
    const status = statusOf(random, purchase);
    const range = products.filter(
      (product) =>
        product.supplier === purchase.supplier['key'] && product.launched <= purchase.expected + 30,
    );
    if (range.length === 0) continue;
    const bought = random.some(range, status === 'part_received' ? 3 : random.whole(1, 5));
    let total = 0;
    for (const [index, product] of bought.entries()) {
      const quantity = random.whole(3, 18) * 4;
      const received = receivedOf(random, status, quantity, index);
      total += product.cost * quantity;
      if (['sent', 'confirmed', 'part_received'].includes(status))
        onOrder.set(product.key, (onOrder.get(product.key) ?? 0) + quantity - received);
      lines.push(lineRow(random, key, purchase, product, { quantity, received }));
    }
    orders.push(purchaseRow(random, key, purchase, status, Math.floor(total / 100)));
  }
  return { orders, lines, onOrder };
}

function receivedOf(random: Random, status: string, quantity: number, index: number): number {
  if (status === 'received') return quantity - (random.chance(0.03) ? random.whole(1, 3) : 0);
  return status === 'part_received' && index === 0 ? quantity : 0;
}

function lineRow(
  random: Random,
  order: string,
  { ordered, expected }: Purchase,
  product: Product,
  { quantity, received }: { readonly quantity: number; readonly received: number },
): Row {
  const batch = `L${dayText(ordered).slice(2, 4)}${String((ordered % 365) + 1).padStart(3, '0')}`;
  const arrived = received > 0;
  return {
    purchase_order: order,
    product: product.key,
    quantity: String(quantity),
    unit_cost: `${pounds(Math.floor(product.cost / 100))}${String(product.cost % 100).padStart(2, '0')}`,
    received: arrived ? String(received) : '',
    batch: arrived ? `${batch}${random.pick(['A', 'B', 'C'])}` : '',
    best_before: arrived ? dayText(expected + Math.floor(shelfDays(product) * 0.8)) : '',
  };
}

function planFor(random: Random, supplier: Row): readonly Purchase[] {
  const lead = Number((supplier['lead_time'] ?? 'P7D').slice(1, -1));
  const usual = Math.max(45, lead * 5);
  const plan: Purchase[] = [];
  // Before Christmas everybody delivers twice as often.
  const every = (at: number): number =>
    (at > TODAY - 70 ? Math.ceil(usual / 2) : usual) + random.whole(-6, 9);
  for (let at = FIRST_DAY + random.whole(0, usual); at <= TODAY; at += every(at)) {
    const ordered = nextWorkday(at);
    if (ordered <= TODAY) plan.push({ supplier, ordered, expected: nextWorkday(ordered + lead) });
  }
  return plan;
}

function statusOf(random: Random, { ordered, expected, supplier }: Purchase): string {
  if (random.chance(0.02)) return 'cancelled';
  if (expected < TODAY - 8) return 'received';
  if (expected <= TODAY) return random.chance(0.5) ? 'part_received' : 'received';
  if (supplier['status'] === 'under_review' || ordered >= TODAY - 1) return 'draft';
  return ordered < TODAY - 4 ? 'confirmed' : 'sent';
}

function purchaseRow(random: Random, key: string, purchase: Purchase, status: string, pence: number): Row {
  const confirmed = ['confirmed', 'part_received', 'received'].includes(status);
  const carriage = random.whole(18, 140) * 50;
  const paid = purchase.expected + (purchase.supplier['payment_terms'] === 'net_60' ? 58 : 27);
  return {
    key,
    supplier: purchase.supplier['key'] ?? '',
    status,
    buyer: random.chance(0.8) ? 'ines' : 'birgit',
    ordered_on: dayText(purchase.ordered),
    expected_on: dayText(purchase.expected),
    received_at:
      status === 'received' ? instant(purchase.expected, random.whole(6, 14), random.whole(0, 59)) : '',
    supplier_reference: confirmed
      ? `${(purchase.supplier['key'] ?? '').slice(0, 3).toUpperCase()}-${random.whole(10_000, 99_999)}`
      : '',
    confirmed_total: confirmed ? pounds(pence + carriage) : '',
    carriage: confirmed ? pounds(carriage) : '',
    paid_on: status === 'received' && paid < TODAY ? dayText(nextWorkday(paid)) : '',
    note:
      status === 'cancelled'
        ? random.pick(['Could not deliver in time.', 'Ordered by mistake; rang within the hour.'])
        : random.chance(0.04)
          ? 'Driver arrived without paperwork. Sent by mail next day.'
          : '',
  };
}

const shelfDays = (product: Product): number => Number((product.row['shelf_life'] ?? 'P30D').slice(1, -1));
