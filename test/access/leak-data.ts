import type { Json, TestApp } from '../support/app.ts';
import { LEAK_PEOPLE } from './leak-desk.ts';
import type { Holder, Row, World } from './leak-oracle.ts';

export const ENTITIES = ['customer', 'product', 'order', 'order_line'] as const;
export type EntityName = (typeof ENTITIES)[number];
export const FIELDS: Readonly<Record<EntityName, readonly string[]>> = {
  customer: ['name', 'region', 'email', 'iban', 'credit', 'vip'],
  product: ['name', 'price'],
  order: [
    'number',
    'customer',
    'status',
    'total',
    'note',
    'due',
    'placed',
    'weight',
    'labels',
    'agent',
    'with_fee',
    'credit_left',
    'charged',
    'parts',
  ],
  order_line: ['order', 'product', 'amount', 'comment'],
};
export type Person = keyof typeof LEAK_PEOPLE;
export const PERSONS = Object.keys(LEAK_PEOPLE) as Person[];

const REGIONS = ['north', 'south', 'west'];
const STATUSES = ['open', 'shipped', 'paid'];

/** Records in which every condition of a grant is true of some, false of others and unknown of a third kind. */
export async function seed(test: TestApp): Promise<void> {
  const made: Record<string, string[]> = { customer: [], product: [] };
  const people = await ids(test);
  const create = async (entity: string, body: unknown): Promise<string> => {
    const answer = await test.call('lena', 'POST', `/api/v1/records/${entity}`, body);
    if (answer.status !== 201) throw new Error(answer.text);
    made[entity]?.push(answer.json.id);
    return answer.json.id;
  };
  for (let n = 0; n < 7; n += 1)
    await create('customer', {
      name: `Customer ${String.fromCharCode(71 - n)}`,
      region: REGIONS[n % 3],
      email: n === 5 ? null : `mail${n}@host${n % 2}.example`,
      iban: n === 4 ? null : n === 3 ? 'short' : `GB${n}2345678901${n}34${n}`,
      credit: n === 2 ? null : `${(n * 37) % 11}00.50`,
      vip: [true, false, null][(n >> 1) % 3],
    });
  for (const [n, price] of ['10.00', '49.99', '50.00', null].entries())
    await create('product', { name: `Product ${n}`, price });
  const pick = (of: string, n: number): string => made[of]?.[n % (made[of]?.length ?? 1)] ?? '';
  for (let n = 0; n < 16; n += 1)
    await create('order', {
      customer: pick('customer', n * 3),
      status: STATUSES[(n >> 1) % 3],
      total: n % 5 === 4 ? null : `${(n * 13) % 17}.25`,
      note: n % 4 === 3 ? null : `${'ab'[n % 2]} note ${(n * 7) % 16}`,
      due: n % 3 === 2 ? null : `2026-0${(n % 8) + 1}-11`,
      placed: n % 2 === 0 ? null : `2026-11-${n + 10}T08:00:00.000Z`,
      weight: n % 6 === 5 ? null : (n * 11) % 7,
      labels: n % 3 === 0 ? null : [`label${n % 3}`, 'all'],
      agent: [people['carl'], people['lena'], null, people['mix']][n % 4],
      related: n % 2 === 0 ? [] : [pick('product', n), pick('product', n + 1)],
      lines: Array.from({ length: n % 3 }, (_, at) => ({
        product: pick('product', n + at),
        amount: (n + at) % 4 === 3 ? null : `${((n + at) * 29) % 160}.00`,
        comment: (n + at) % 2 === 0 ? null : `comment ${(n * 5 + at) % 16}`,
      })),
    });
}

async function ids({ server }: TestApp): Promise<Record<string, string>> {
  const { rows } = await server.database.pool.query<{ key: string; id: string }>(
    'select key, id from jig.actor',
  );
  return Object.fromEntries(rows.map(({ key, id }) => [key.replace('dev:', ''), id]));
}

/** Everything, as the one who may read everything gets it. */
export async function readWorld(test: TestApp): Promise<World> {
  const world: Record<string, Row[]> = {};
  for (const entity of ENTITIES) {
    const { json } = await test.call('lena', 'GET', `/api/v1/records/${entity}?limit=200`);
    world[entity] = json.data.map((row: Json) => (entity === 'order' ? { ...row, lines: [] } : row));
  }
  return world;
}

/** The roles of each person, each with the attributes that its grants see. */
export async function readHolders(test: TestApp): Promise<Readonly<Record<Person, readonly Holder[]>>> {
  const known = await ids(test);
  const entries = PERSONS.map((person) => {
    const of: Json = LEAK_PEOPLE[person];
    const own = { id: known[person] ?? '', regions: [], level: null, ...of.attributes };
    const holders = (of.roles ?? of).map((held: Json): Holder =>
      typeof held === 'string'
        ? { role: held, user: own }
        : { role: held.role, user: { ...own, ...held.scope } },
    );
    return [person, holders] as const;
  });
  return Object.fromEntries(entries) as Record<Person, readonly Holder[]>;
}
