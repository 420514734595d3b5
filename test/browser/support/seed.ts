import type { ServedApp } from './served-app.ts';

type Made = { readonly id: string; readonly version: number; readonly [field: string]: unknown };

const CITIES = ['London', 'Leeds', 'Cork', 'Graz', 'Luleå', 'Bern'];
const STATUSES = ['open', 'packed', 'shipped', 'paid', 'late', 'cancelled'];

export type Seed = {
  readonly customers: readonly Made[];
  readonly products: readonly Made[];
  readonly orders: readonly Made[];
};

const day = (offset: number): string =>
  new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);

function orderBody(
  index: number,
  customers: readonly Made[],
  products: readonly Made[],
): Record<string, unknown> {
  return {
    customer: customers[index % customers.length]?.id,
    status: STATUSES[index % STATUSES.length],
    ordered_on: day(index),
    total: `${1000 + index * 7}.${String((index * 13) % 100).padStart(2, '0')}`,
    express: index % 4 === 0,
    ...(index % 3 === 0 ? { note: `Ring twice at gate ${index}.\nThe bell is broken.` } : {}),
    ...(index === 0 ? everyField(products) : {}),
  };
}

/** The first order has a value in every field, one of them larger than a floating number can hold. */
function everyField(products: readonly Made[]): Record<string, unknown> {
  const [first, second] = products;
  return {
    total: '90071992547409931.25',
    discount: '0.0525',
    weight: '12.345',
    boxes: 4,
    picking: 5400,
    collect_at: '2026-07-01T09:30:00.000Z',
    gate_opens: '06:30:00',
    days: ['monday', 'friday'],
    labels: ['fragile', 'gift'],
    favourites: [first?.id, second?.id],
    tracking: 'https://www.carrier.example/track/1',
    facts: { pallet: 3 },
    lines: [
      { product: first?.id, quantity: 2, amount: '10.10' },
      { product: second?.id, quantity: 1, amount: '0.20' },
    ],
  };
}

/** Some customers and products and `orders` orders, made through the HTTP interface as Anna. */
export async function seed(app: ServedApp, orders: number): Promise<Seed> {
  const make = (entity: string, body: Record<string, unknown>): Promise<Made> =>
    app.send('anna', 'POST', `/api/v1/records/${entity}`, body);
  const customers: Made[] = [];
  for (let index = 0; index < 12; index += 1)
    customers.push(
      await make('customer', {
        name: `Customer ${String(index + 1).padStart(2, '0')}`,
        city: CITIES[index % CITIES.length],
        email: `buyer${index}@example.com`,
        website: `https://www.customer${index}.example/`,
        phone: '+44 20 7946 0123',
      }),
    );
  const products = [
    await make('product', { name: 'Rope', price: '5.05' }),
    await make('product', { name: 'Hook', price: '0.20' }),
  ];
  const made: Made[] = [];
  for (let index = 0; index < orders; index += 1)
    made.push(await make('order', orderBody(index, customers, products)));
  return { customers, products, orders: made };
}
