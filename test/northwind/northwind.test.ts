import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { COMPARISONS, differences } from './comparison.ts';
import { openDoor, type Door, type Row } from './door.ts';
import { loadNorthwind, type Northwind } from './load.ts';
import { northwindAbsence } from './original.ts';
import { orderTotals } from './totals.ts';

const absence = northwindAbsence();
if (absence !== null) process.stderr.write(`\nSKIPPED: ${absence}\n\n`);

test.runIf(process.env['CI'] === 'true')('the Northwind data is there', () => expect(absence).toBeNull());

/** The original's two tables of demographics are empty; these rows show that the link between them is carried over too. */
const DEMOGRAPHICS = `
  insert into customer_demographics values ('GROSS', 'Wholesalers'), ('OWNER', 'Run by their owners'), ('VIP', null);
  insert into customer_customer_demo values ('ALFKI', 'OWNER'), ('ALFKI', 'GROSS'), ('ERNSH', 'VIP')`;

describe.skipIf(absence !== null)('the real Northwind data in the example workspace', () => {
  let testDatabase: TestDatabase;
  let northwind: Northwind;
  let door: Door;
  const count = async (table: string): Promise<number> => {
    const [row] = await northwind.original.query(`select count(*) as n from ${table}`);
    return Number(row?.['n']);
  };
  const countRecords = async (entity: string): Promise<number> =>
    ((await door.get(`records/${entity}?limit=1&count=capped`))['count'] as { value: number }).value;
  const linked = async (entity: string, field: string): Promise<number> =>
    (await door.all(entity, [field])).reduce(
      (sum, row) => sum + ((row[field] as unknown[] | null)?.length ?? 0),
      0,
    );

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const { url, database } = testDatabase;
    northwind = await loadNorthwind(url, database, (original) => original.query(DEMOGRAPHICS));
    door = await openDoor(database, northwind.release);
  });
  afterAll(async () => {
    await northwind?.original.close();
    await testDatabase?.close();
  });

  test('has a record for every row of its 14 tables', async () => {
    const entities = [
      ['categories', 'category'],
      ['customer_demographics', 'customer_segment'],
      ['customers', 'customer'],
      ['customers', 'contact'],
      ['employees', 'employee'],
      ['order_details', 'order_line'],
      ['orders', 'order'],
      ['products', 'product'],
      ['region', 'region'],
      ['shippers', 'shipper'],
      ['suppliers', 'supplier'],
      ['territories', 'territory'],
      ['us_states', 'us_state'],
    ] as const;
    const found = new Map<string, number>();
    for (const [table, entity] of entities) {
      found.set(table, await countRecords(entity));
      expect(found.get(table), entity).toBe(await count(table));
    }
    found.set('employee_territories', await linked('employee', 'territories'));
    found.set('customer_customer_demo', await linked('customer', 'segments'));
    expect(found.get('employee_territories')).toBe(await count('employee_territories'));
    expect(found.get('customer_customer_demo')).toBe(await count('customer_customer_demo'));
    // The dump's own 3,362 rows, and the three and three that this test adds.
    expect([...found.values()].reduce((sum, rows) => sum + rows, 0)).toBe(3362 + 6);
    expect(found.size).toBe(14);
  });

  test.each(COMPARISONS)('holds $table exactly, field by field, as $entity', async (comparison) => {
    const original = await northwind.original.query(comparison.sql);
    expect(original.length).toBeGreaterThan(0);
    const records = await door.all(comparison.entity, Object.keys(original[0] ?? {}));
    expect(differences(comparison, original, records)).toEqual([]);
  });

  test('keeps who looks after which territory, and who belongs to which segment', async () => {
    const titles = (row: Row | undefined, field: string): unknown =>
      (row?.[field] as readonly { title: string }[] | null)?.map(({ title }) => title).sort() ?? [];
    const employees = await door.all('employee', ['number', 'territories']);
    const rows = await northwind.original.query(
      `select 'E-' || employee_id as number, json_agg(territory_description order by territory_description collate "C") as names
         from employee_territories join territories using (territory_id) group by 1`,
    );
    expect(rows).toHaveLength(9);
    for (const { number, names } of rows)
      expect(
        titles(
          employees.find((row) => row['number'] === number),
          'territories',
        ),
      ).toEqual(JSON.parse(names ?? '[]'));
    const customers = await door.all('customer', ['code', 'segments']);
    const segments = (code: string): unknown =>
      titles(
        customers.find((row) => row['code'] === code),
        'segments',
      );
    expect(segments('ALFKI')).toEqual(['GROSS', 'OWNER']);
    expect(segments('ERNSH')).toEqual(['VIP']);
  });

  test('adds up to the same total for each of the 830 orders', async () => {
    const lines = await door.all('order_line', ['order.number', 'unit_price', 'quantity', 'discount']);
    const totals = orderTotals(lines);
    const rows = await northwind.original.query(
      `select 'SO-' || order_id as number,
              sum(round(unit_price::numeric * quantity * (1 - discount::numeric), 2)) as total
         from order_details group by order_id`,
    );
    expect(rows).toHaveLength(830);
    expect(totals.size).toBe(830);
    const wrong = rows.filter(({ number, total }) => totals.get(number ?? '') !== total);
    expect(wrong).toEqual([]);
  });

  test('opens ten orders, spread over all, with the fields and lines of the original', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => 10_248 + index * 92);
    for (const id of ids) {
      const [row] = await northwind.original.query(
        `select o.*, o.freight::numeric(10,2) as exact_freight, c.company_name, s.company_name as shipper_name,
                e.first_name || ' ' || e.last_name as employee_name
           from orders o join customers c using (customer_id) join employees e using (employee_id)
           join shippers s on s.shipper_id = o.ship_via where order_id = ${id}`,
      );
      const list = await door.get(`records/order?filter.number=SO-${id}&fields=number`);
      const [found] = list['data'] as readonly Row[];
      const order = await door.get(`records/order/${String(found?.['id'])}`);
      expect(order).toMatchObject({
        number: `SO-${id}`,
        customer: { title: row?.['company_name'] },
        taken_by: { title: row?.['employee_name'] },
        shipper: { title: row?.['shipper_name'] },
        status: row?.['shipped_date'] === null ? 'picking' : 'shipped',
        ordered_on: row?.['order_date'],
        required_on: row?.['required_date'],
        shipped_on: row?.['shipped_date'],
        freight: row?.['exact_freight'],
        ship_name: row?.['ship_name'],
        ship_address: row?.['ship_address'],
        ship_city: row?.['ship_city'],
        ship_county: row?.['ship_region'],
        ship_postal_code: row?.['ship_postal_code'],
        ship_country: row?.['ship_country'],
        contact: null,
      });
      const details = await northwind.original.query(
        `select product_name, d.unit_price::numeric(10,2) as price, quantity, discount::numeric(10,4) as share
           from order_details d join products using (product_id) where order_id = ${id} order by d.ctid`,
      );
      const lines = order['lines'] as readonly Row[];
      expect(
        lines.map((line) => [
          (line['product'] as { title: string }).title,
          line['unit_price'],
          String(line['quantity']),
          line['discount'],
        ]),
      ).toEqual(
        details.map((line) => [line['product_name'], line['price'], line['quantity'], line['share']]),
      );
    }
  });

  test('turns single precision into exact money', async () => {
    const [stored] = await northwind.original.query(
      `select unit_price::float8::text as double, unit_price::text as single from order_details where order_id = 10248 and product_id = 42`,
    );
    expect(stored).toEqual({ double: '9.800000190734863', single: '9.8' });
    const lines = await door.get(
      'records/order_line?filter.order.number=SO-10248&filter.product.number=P-42&fields=unit_price',
    );
    expect((lines['data'] as readonly Row[])[0]?.['unit_price']).toBe('9.80');
  });

  test('keeps backslashes, quotes and accents as they are', async () => {
    const people = await door.all('employee', ['number', 'address']);
    expect(people.find((row) => row['number'] === 'E-6')?.['address']).toBe(
      String.raw`Coventry House\nMiner Rd.`,
    );
    const suppliers = await door.all('supplier', ['number', 'name']);
    expect(suppliers.find((row) => row['number'] === 'S-29')?.['name']).toBe("Forêts d'érables");
  });

  test('finds names with accents whether or not they are typed', async () => {
    for (const typed of ['münchen', 'MUNCHEN', 'Munchen']) {
      const found = await door.get(`records/customer?q=${encodeURIComponent(typed)}&fields=code`);
      expect((found['data'] as readonly Row[]).map((row) => row['code'])).toEqual(['FRANK']);
    }
  });

  test('refuses a second line for the same product, as the composite key did', async () => {
    const list = await door.get('records/order?filter.number=SO-10248&fields=number');
    const [found] = list['data'] as readonly Row[];
    const path = `records/order/${String(found?.['id'])}`;
    const order = await door.get(path);
    const lines = order['lines'] as readonly Row[];
    const [line] = lines.map(({ product, quantity, unit_price: price }) => ({
      product: (product as { id: string }).id,
      quantity,
      unit_price: price,
    }));
    const body = { customer: (order['customer'] as { id: string }).id, lines: [line, line] };
    const answer = await door.send('POST', 'records/order', body);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'record/duplicate' });
  });

  test('was created by operations of one service, each record with its audit entry', async () => {
    const { rows } = await testDatabase.database.pool.query<{ entity: string; n: number }>(
      `select entity, count(*)::int as n from jig.audit_entry join jig.actor a on a.id = actor_id
        where a.key = 'northwind' and before is null group by entity`,
    );
    const audited = new Map(rows.map(({ entity, n }) => [entity, n]));
    for (const [entity, records] of northwind.counts)
      if (records > 0) expect(audited.get(entity), entity).toBe(records);
  });
});
