import type { Json, TestApp } from '../support/app.ts';
import { PERSONS, readHolders, readWorld, seed } from './leak-data.ts';
import type { EntityName, Person } from './leak-data.ts';
import { LEAK_DESK, LEAK_PEOPLE } from './leak-desk.ts';
import { seesRow, shown } from './leak-oracle.ts';
import type { Holder, Row, World } from './leak-oracle.ts';
import { positionsOf } from './positions.ts';
import type { Position } from './positions.ts';
import { screenRoutes } from '../../server/http/screen-routes.ts';
import { openTestApp } from '../support/app.ts';

/** The leak desk with all of its routes, and what is in it. */
export type Twin = {
  readonly test: TestApp;
  readonly world: World;
  readonly holders: Readonly<Record<Person, readonly Holder[]>>;
};

export async function openTwin(): Promise<Twin> {
  const facts = { program: 'jig', pid: 1, definitions: '/somewhere' } as const;
  const routes = screenRoutes({ mode: 'production', facts, files: null, dev: null });
  const test = await openTestApp(LEAK_DESK, LEAK_PEOPLE, { routes });
  await seed(test);
  return { test, world: await readWorld(test), holders: await readHolders(test) };
}

const first = ({ world }: Twin, entity: EntityName, wanted: (row: Row) => boolean): Row => {
  const row = (world[entity] ?? []).find(wanted);
  if (row === undefined) throw new Error(`No such ${entity}.`);
  return row;
};

/** Everything in an answer that may be told: status, headers and text, without what is new in every request. */
async function ask(
  { test }: Twin,
  person: Person,
  { method, path, body, headers }: Position,
): Promise<string> {
  const answer = await test.call(person, method, path, body, headers);
  const kept = [...answer.headers].filter(([name]) => !['x-request-id', 'server-timing'].includes(name));
  const text = answer.text.replace(/"request_id":"[^"]*"/u, '');
  return `${answer.status} ${JSON.stringify(kept)} ${text}`;
}

async function askAll(twin: Twin, person: Person, positions: readonly Position[]): Promise<string[]> {
  const answers: string[] = [];
  for (const position of positions) answers.push(await ask(twin, person, position));
  return answers;
}

/** Sets a value beneath the program, in the record and in what the audit keeps of it. */
async function set({ test }: Twin, entity: string, id: string, field: string, value: Json): Promise<void> {
  const client = await test.server.database.pool.connect();
  try {
    await client.query(`update app."${entity}" set ${field} = $2 where id = $1`, [id, value]);
    await client.query(`set session_replication_role = replica`);
    await client.query(
      `update jig.audit_entry set after = jsonb_set(after, array[$2], coalesce(to_jsonb((select ${field} from app."${entity}" where id = $1)), 'null')) where record_id = $1`,
      [id, field],
    );
  } finally {
    await client.query(`set session_replication_role = origin`);
    client.release();
  }
}

/** Cells of every kind of hiding: by field, by row, by the state of the row, behind a reference, under a mask. */
export const CELLS: readonly {
  readonly what: string;
  readonly entity: EntityName;
  readonly field: string;
  readonly row: (twin: Twin) => Row;
  readonly other: Json;
  /** Also those to whom the value is masked, where both values look the same under the mask. */
  readonly masked?: true;
}[] = [
  {
    what: 'credit of a customer',
    entity: 'customer',
    field: 'credit',
    row: (twin) => first(twin, 'customer', (row) => row['vip'] === false && row['credit'] !== null),
    other: '77.70',
  },
  {
    what: 'email of a customer',
    entity: 'customer',
    field: 'email',
    row: (twin) =>
      first(
        twin,
        'customer',
        (row) => row['region'] === 'south' && row['vip'] !== true && row['email'] !== null,
      ),
    other: 'zz-other@host0.example',
  },
  {
    what: 'name of a customer',
    entity: 'customer',
    field: 'name',
    row: (twin) => first(twin, 'customer', (row) => row['region'] === 'west' && row['vip'] !== true),
    other: 'Aaa first',
  },
  {
    what: 'bank account under its mask',
    entity: 'customer',
    field: 'iban',
    row: (twin) => first(twin, 'customer', (row) => row['vip'] === false && row['iban'] !== null),
    other: '',
    masked: true,
  },
  {
    what: 'total of an order that is not open',
    entity: 'order',
    field: 'total',
    row: (twin) => first(twin, 'order', (row) => row['status'] === 'paid' && row['total'] !== null),
    other: '999.99',
  },
  {
    what: 'total that becomes none',
    entity: 'order',
    field: 'total',
    row: (twin) => first(twin, 'order', (row) => row['status'] === 'shipped' && row['total'] !== null),
    other: null,
  },
  {
    what: 'note of an open order',
    entity: 'order',
    field: 'note',
    row: (twin) => first(twin, 'order', (row) => row['status'] === 'open' && row['note'] !== null),
    other: 'zz quite another',
  },
  {
    what: 'day of an order',
    entity: 'order',
    field: 'due',
    row: (twin) => first(twin, 'order', (row) => row['due'] !== null),
    other: '2031-01-01',
  },
  {
    what: 'weight of an order',
    entity: 'order',
    field: 'weight',
    row: (twin) => first(twin, 'order', (row) => row['status'] === 'paid' && row['weight'] !== null),
    other: 99,
  },
  {
    what: 'price of a product',
    entity: 'product',
    field: 'price',
    row: (twin) => first(twin, 'product', (row) => row['price'] === '50.00'),
    other: '5000.00',
  },
  {
    what: 'comment of a line',
    entity: 'order_line',
    field: 'comment',
    row: (twin) =>
      first(twin, 'order_line', (row) => row['comment'] !== null && Number(row['amount']) >= 100),
    other: 'zz another',
  },
  {
    what: 'amount of a line',
    entity: 'order_line',
    field: 'amount',
    row: (twin) => first(twin, 'order_line', (row) => Number(row['amount']) >= 100),
    other: '1234.00',
  },
];

/** People who must not see the cell, nor anything that is made from it. */
function blind(
  { world, holders }: Twin,
  entity: EntityName,
  row: Row,
  field: string,
  masked: boolean,
): Person[] {
  return PERSONS.filter((person) => {
    const how = shown(world, holders[person], [entity, row, field]);
    if (how === 'clear' || (how !== 'hidden' && !masked)) return false;
    return !derivedSeen({ world, holders }, person, entity, row, field);
  });
}

/** Derived fields that were granted by name, and so show something of their inputs. */
function derivedSeen(
  { world, holders }: Pick<Twin, 'world' | 'holders'>,
  person: Person,
  entity: EntityName,
  row: Row,
  field: string,
): boolean {
  if (entity !== 'order_line' || field !== 'amount') return false;
  const order = (world['order'] ?? []).find(({ id }) => id === row['order'].id);
  return (
    order !== undefined &&
    seesRow(world, holders[person], 'order', order) &&
    shown(world, holders[person], ['order', order, 'charged']) !== 'hidden'
  );
}

/** Asks at every position before and after the value changed; gives the first answer that tells them apart, if there is one. */
export async function tellApart(twin: Twin, what: string, most = PERSONS.length): Promise<unknown> {
  const cell = CELLS.find((candidate) => candidate.what === what);
  if (cell === undefined) throw new Error(`No cell ${what}.`);
  const { entity, field, other, masked } = cell;
  const row = cell.row(twin);
  const before: Json = row[field];
  const after: Json = field === 'iban' ? `XX${String(before).slice(2)}` : other;
  const values = [before, after].filter((value) => value !== null).map(String);
  const positions = positionsOf({ entity, id: row.id, field, values });
  const people = blind(twin, entity, row, field, masked === true).slice(0, most);
  if (people.length < 2) throw new Error('Too few people who may not see it.');
  const mine = new Map<Person, string[]>();
  for (const person of [...people, 'lena'] as const) mine.set(person, await askAll(twin, person, positions));
  await set(twin, entity, row.id, field, after);
  try {
    for (const person of people) {
      const now = await askAll(twin, person, positions);
      const told = positions.findIndex((_, at) => now[at] !== mine.get(person)?.[at]);
      if (told >= 0)
        return { person, position: positions[told], before: mine.get(person)?.[told], after: now[told] };
    }
    // The positions are worth something: who may see the value can tell the two apart.
    const seeing = await askAll(twin, 'lena', positions);
    if (seeing.every((answer, at) => answer === mine.get('lena')?.[at]))
      throw new Error('Nobody can tell them apart.');
    return null;
  } finally {
    await set(twin, entity, row.id, field, before);
  }
}
