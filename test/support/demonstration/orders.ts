import { dayText, FIRST_DAY, instant, month, pounds, TODAY, weekday, workdaysAfter } from './calendar.ts';
import type { Row } from './csv.ts';
import type { Customer } from './customers.ts';
import type { Product } from './products.ts';
import type { Random } from './random.ts';

/** How busy each month is against a plain one: hampers from October on, nobody in January, tourists in summer. */
const SEASON = [0.62, 0.78, 0.95, 1.08, 1, 1.02, 0.98, 0.84, 1.05, 1.22, 1.62, 1.75];
const PER_DAY = 3.15;
/** Yearly rise of the list prices, in per cent. */
const PRICE_RISE = 3;

type Made = { readonly orders: readonly Row[]; readonly lines: readonly Row[] };
type Order = { readonly key: string; readonly customer: Customer; readonly ordered: number };

export function makeOrders(
  random: Random,
  customers: readonly Customer[],
  products: readonly Product[],
): Made {
  const orders: Row[] = [];
  const lines: Row[] = [];
  for (let at = FIRST_DAY; at <= TODAY; at += 1) {
    if (weekday(at) === 0 || weekday(at) === 6) continue;
    const buyers = customers.filter(({ first, last }) => first <= at && at <= last);
    const growth = 1 + ((at - FIRST_DAY) / 365) * 0.09;
    const monday = weekday(at) === 1 ? 1.35 : 1;
    const expected = PER_DAY * (SEASON[month(at) - 1] ?? 1) * growth * monday;
    const count = Math.floor(expected + random.fraction());
    for (let index = 0; index < count; index += 1) {
      const customer = random.weighted(buyers.map((buyer) => [buyer, buyer.weight] as const));
      const order: Order = { key: `o${orders.length + 1}`, customer, ordered: at };
      orders.push(makeOrder(random, order));
      lines.push(...makeLines(random, order, products));
    }
  }
  return { orders, lines };
}

function makeOrder(random: Random, { key, customer, ordered }: Order): Row {
  const { row } = customer;
  const required = workdaysAfter(ordered, random.whole(3, 9));
  const late = random.chance(0.07) ? random.whole(1, 4) : 0;
  const shipDay = workdaysAfter(ordered, random.whole(1, 3) + late);
  const { status, gone, packed } = statusOf(random, row, ordered, shipDay);
  const carrier = carrierOf(random, row['country'] ?? '', customer.weight);
  const boxes = random.whole(1, customer.weight > 12 ? 9 : 4);
  const tracking =
    gone && carrier.prefix !== ''
      ? `${carrier.prefix}${random.whole(100_000, 999_999)}${random.whole(1000, 9999)}`
      : '';
  const elsewhere = random.chance(0.05);
  const values = {
    key,
    customer: row['key'] ?? '',
    contact: random.chance(0.9) ? (random.pick(customer.contacts)['key'] ?? '') : '',
    taken_by: random.chance(0.85)
      ? (row['account_manager'] ?? '')
      : random.pick(['edie', 'marguerite', 'tomasz']),
    status,
    channel: random.weighted([
      ['phone', 42],
      ['email', 33],
      ['web_shop', 20],
      ['visit', 5],
    ] as const),
    customer_reference: random.chance(0.4) ? referenceOf(random, row['name'] ?? '', ordered) : '',
    ordered_on: dayText(ordered),
    required_on: dayText(required),
    shipped_on: gone ? dayText(shipDay) : '',
    packed_at: packed
      ? instant(gone ? shipDay : Math.min(shipDay, TODAY), random.whole(7, 14), random.whole(0, 59))
      : '',
    shipper: carrier.key,
    freight: pounds(carrier.base + carrier.perBox * boxes + random.whole(0, 95)),
    boxes: packed ? String(boxes) : '',
    tracking_number: tracking,
    tracking_link: tracking !== '' && carrier.site !== '' ? `https://${carrier.site}/track/${tracking}` : '',
    ship_name: elsewhere ? `${row['name']}, kitchen entrance` : (row['name'] ?? ''),
    ship_address: row['address'] ?? '',
    ship_city: row['city'] ?? '',
    ship_county: row['county'] ?? '',
    ship_postal_code: row['postal_code'] ?? '',
    ship_country: row['country'] ?? '',
    delivery_note: random.chance(0.08) ? random.pick(DRIVER_NOTES) : '',
    internal_note: noteOf(random, status),
    labels: month(ordered) >= 11 && random.chance(0.12) ? 'christmas' : random.chance(0.03) ? 'samples' : '',
  };
  // Why it is held stands in a field of its own.
  const { internal_note: note, ...others } = values;
  const held = status === 'on_hold';
  return { ...others, hold_reason: held ? note : '', internal_note: held ? '' : note };
}

const DRIVER_NOTES = [
  'Side entrance, past the bins.',
  'Ring 20 minutes before.',
  'Cold boxes go straight to the cellar.',
  'Collect last week’s empties.',
  'Mind the step. And the goose.',
  'Only before ten; the street is closed for the market.',
];

function noteOf(random: Random, status: string): string {
  if (status === 'on_hold')
    return random.pick([
      'Waiting for payment of September.',
      'Wants to swap the Beaufort; Odile will ring.',
      'Address does not match the last three orders. Check before picking.',
    ]);
  if (status === 'cancelled')
    return random.pick([
      'Cancelled by telephone, no reason given.',
      'Entered twice.',
      'Kitchen flooded. Will order again in the spring.',
      'Ordered elsewhere: too slow with the answer.',
    ]);
  return random.chance(0.02)
    ? random.pick([
        'Replaces a broken case from the last delivery.',
        'Show her the new mustards.',
        'Asked for the allergen sheets again.',
      ])
    : '';
}

type Progress = { readonly status: string; readonly gone: boolean; readonly packed: boolean };

/** What has become of an order by today. */
function statusOf(random: Random, customer: Row, ordered: number, shipDay: number): Progress {
  const open = (status: string): Progress => ({ status, gone: false, packed: status === 'packed' });
  if (random.chance(0.022)) return open('cancelled');
  if (shipDay <= TODAY - 6) return { status: 'delivered', gone: true, packed: true };
  if (customer['status'] === 'on_stop' || (ordered > TODAY - 12 && random.chance(0.07)))
    return open('on_hold');
  if (shipDay < TODAY)
    return { status: random.chance(0.45) ? 'delivered' : 'shipped', gone: true, packed: true };
  if (shipDay === TODAY)
    return open(
      random.weighted([
        ['packed', 60],
        ['picking', 40],
      ] as const),
    );
  return open(
    random.weighted([
      ['new', 50],
      ['picking', 28],
      ['packed', 22],
    ] as const),
  );
}

type Carrier = {
  readonly key: string;
  readonly prefix: string;
  readonly site: string;
  readonly base: number;
  readonly perBox: number;
};

const CARRIERS: Readonly<Record<string, Carrier>> = {
  own: { key: 'own', prefix: '', site: '', base: 0, perBox: 250 },
  wherry: { key: 'wherry', prefix: 'WCH', site: 'wherrychilled.example', base: 1450, perBox: 320 },
  postbag: { key: 'postbag', prefix: 'PB', site: 'postbagparcels.example', base: 695, perBox: 410 },
  northsea: { key: 'northsea', prefix: 'NSG', site: 'northseagroupage.example', base: 3800, perBox: 640 },
  alpina: { key: 'alpina', prefix: 'AKT', site: 'alpina-kuehl.example', base: 5200, perBox: 780 },
  meridian: { key: 'meridian', prefix: 'MAC', site: 'meridianaircargo.example', base: 9600, perBox: 2150 },
};

function carrierOf(random: Random, country: string, weight: number): Carrier {
  const name =
    country === 'United States'
      ? 'meridian'
      : country === 'United Kingdom'
        ? random.weighted([
            ['own', weight > 12 ? 45 : 25],
            ['wherry', 45],
            ['postbag', 30],
          ] as const)
        : ['Austria', 'Switzerland', 'Italy'].includes(country)
          ? 'alpina'
          : country === 'Ireland'
            ? random.pick(['wherry', 'northsea'])
            : 'northsea';
  const carrier = CARRIERS[name];
  if (carrier === undefined) throw new Error(`No shipper ${name}.`);
  return carrier;
}

function referenceOf(random: Random, name: string, ordered: number): string {
  const letters = name.replaceAll(/[^A-Z]/gu, '').slice(0, 2) || 'PO';
  return random.pick([
    `${letters}/${dayText(ordered).slice(2, 4)}/${random.whole(100, 999)}`,
    `PO ${random.whole(2000, 9999)}`,
    `${random.whole(10_000, 99_999)}`,
  ]);
}

function makeLines(
  random: Random,
  { key, customer, ordered }: Order,
  products: readonly Product[],
): readonly Row[] {
  const range = products.filter(
    (product) => product.launched <= ordered && !(product.discontinued && ordered > TODAY - 60),
  );
  const count = random.weighted([
    [1, 22],
    [2, 30],
    [3, 24],
    [4, 12],
    [5, 6],
    [6, 3],
    [7, 2],
    [8, 1],
  ] as const);
  const chosen = new Map<string, Product>();
  while (chosen.size < count) {
    const product = random.weighted(range.map((item) => [item, item.popularity] as const));
    chosen.set(product.key, product);
  }
  return [...chosen.values()].map((product) => {
    const years = (TODAY - ordered) / 365;
    const then = Math.round((product.pence * (100 - PRICE_RISE * Math.floor(years))) / 1000) * 10;
    const short = random.chance(0.025);
    const size = product.pence > 10_000 ? [1, 3] : customer.catering ? [2, 10] : [1, 6];
    return {
      order: key,
      product: product.key,
      quantity: String(random.whole(size[0] ?? 1, size[1] ?? 1) * (customer.weight > 20 ? 3 : 1)),
      unit_price: pounds(then),
      discount: short ? '0.25' : customer.discount,
      note: short
        ? 'Short date, agreed on the telephone'
        : random.chance(0.012)
          ? random.pick(['Cut in half, please', 'Same batch as last time', 'No substitutes'])
          : '',
    };
  });
}
