import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DemonstrationProblem } from '../../server/demonstration/demonstration-problem.ts';
import { readDemonstrationFiles } from '../../server/demonstration/demonstration-file.ts';
import { loadDemonstration, type LoadingContext } from '../../server/demonstration/load-demonstration.ts';
import { activateDefinitions, EXAMPLE } from '../support/activate-definitions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeDemonstration } from '../support/make-demonstration.ts';

const FOLDER = path.join(EXAMPLE, 'demonstration');

let testDatabase: TestDatabase;
let context: LoadingContext;

async function count(table: string, where = 'true'): Promise<number> {
  const { rows } = await testDatabase.database.pool.query<{ n: number }>(
    `select count(*)::int as n from ${table} where ${where}`,
  );
  return rows[0]?.n ?? 0;
}

const table = (entity: string): string => context.release.names.table(entity);

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const release = await activateDefinitions(database, EXAMPLE);
  context = { database, release, now: () => new Date(), observe: () => undefined };
});
afterAll(() => testDatabase.close());

describe('files that cannot be loaded', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'jig-demonstration-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const LINKS = {
    'supplier.csv': 'key,name\ns1,Hill Farm\n',
    'category.csv': 'key,name\nc1,Cheese\n',
  };
  const PRODUCTS =
    'key,name,category,supplier,pack_size,list_price,discontinued,nutrition,shelf_life,description\n';
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [
      'an entity that is not defined',
      { 'parcel.csv': 'key\n1\n' },
      'parcel.csv:1 there is no entity `parcel`',
    ],
    [
      'a column that is no field',
      { 'region.csv': 'key,name,size\n1,East,big\n' },
      'region.csv:1:3 `region` has no field `size`',
    ],
    [
      'a column that the server writes',
      { 'supplier.csv': 'key,number\n1,7\n' },
      'supplier.csv:1:2 `number` is given by the server',
    ],
    [
      'a column of people',
      { 'employee.csv': 'key,name,account\n1,Ann,ann\n' },
      'employee.csv:1:3 `account` names people who sign in',
    ],
    [
      'a key used twice',
      { 'region.csv': 'key,name\n1,East\n1,West\n' },
      'region.csv:3:1 the key `1` is used twice',
    ],
    ['a line that is too short', { 'region.csv': 'key,name\n1,East\n2\n' }, 'region.csv:3'],
    ['a quote that is never closed', { 'region.csv': 'key,name\n1,"East\n' }, 'region.csv:'],
    [
      'a reference to a missing row',
      { ...LINKS, 'product.csv': `${PRODUCTS}p1,Brie,c9,s1,1 kg,1.00,,,,\n` },
      'product.csv:2:3 `category`: no row of category.csv has the key `c9`',
    ],
    [
      'a yes or no that is neither',
      { ...LINKS, 'product.csv': `${PRODUCTS}p1,Brie,c1,s1,1 kg,1.00,maybe,,,\n` },
      'product.csv:2:7 `discontinued`: expected `true` or `false`, found `maybe`',
    ],
    [
      'text that is not JSON',
      { ...LINKS, 'product.csv': `${PRODUCTS}p1,Brie,c1,s1,1 kg,1.00,,{fat},,\n` },
      'product.csv:2:8 `nutrition`',
    ],
    [
      'a duration without unit',
      { ...LINKS, 'product.csv': `${PRODUCTS}p1,Brie,c1,s1,1 kg,1.00,,,30,\n` },
      'product.csv:2:9 `shelf_life`',
    ],
    [
      'a value that the operation refuses, after a row of two lines',
      {
        ...LINKS,
        'product.csv': `${PRODUCTS}p1,Blue,c1,s1,1 kg,1.00,,,,"Soft.\nStrong."\np2,Brie,c1,s1,1 kg,1.005,,,,\n`,
      },
      'product.csv:4:6 `list_price`',
    ],
    ['a value that must be unique', { 'region.csv': 'key,name\n1,East\n2,East\n' }, 'region.csv'],
    [
      'a line without its record',
      { 'order.csv': 'key\n', 'order_line.csv': 'order,quantity\n,1\n' },
      'order_line.csv:2 the line belongs to no record',
    ],
    [
      'a line that the operation refuses',
      {
        ...LINKS,
        'product.csv': `${PRODUCTS}p1,Brie,c1,s1,1 kg,1.00,,,,\n`,
        'customer.csv': 'key,code,name\nc,ABCDE,Shop\n',
        'order.csv': 'key,customer\no1,c\no2,c\n',
        'order_line.csv': 'order,product,quantity,unit_price\no1,p1,1,1.00\no2,p1,0,1.00\n',
      },
      'order_line.csv:3:3 `quantity`',
    ],
  ];

  test.each(cases)('name the place of %s and leave the database empty', async (_what, files, expected) => {
    const own = await mkdtemp(path.join(folder, 'case-'));
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(own, name), text);
    const error: unknown = await loadDemonstration(context, own).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DemonstrationProblem);
    expect((error as DemonstrationProblem).problems[0]).toContain(expected);
    for (const entity of ['supplier', 'category', 'region', 'product', 'customer', 'order'])
      expect(await count(table(entity)), entity).toBe(0);
    expect(await count('jig.actor', `key = 'demonstration'`)).toBe(0);
  });

  test('are not looked for where there is no folder', async () => {
    expect(await loadDemonstration(context, path.join(folder, 'none'))).toBeNull();
  });
});

describe('the demonstration data of the example', () => {
  test('is what the script makes, to the byte', async () => {
    const made = makeDemonstration();
    const files = await readDemonstrationFiles(FOLDER);
    expect([...made.keys()].sort()).toEqual(files.map(({ name }) => name));
    for (const [name, text] of made)
      expect((await readFile(path.join(FOLDER, name), 'utf8')) === text, name).toBe(true);
    const size = [...made.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(size).toBeLessThan(2_500_000);
  });

  test('loads whole, with an audit entry per record, by a service that keeps no role', async () => {
    const started = performance.now();
    const counts = await loadDemonstration(context, FOLDER);
    const milliseconds = performance.now() - started;
    const files = await readDemonstrationFiles(FOLDER);
    for (const { entity, rows } of files) {
      expect(counts?.get(entity), entity).toBe(rows.length);
      expect(await count(table(entity)), entity).toBe(rows.length);
      expect(await count('jig.audit_entry', `entity = '${entity}' and before is null`), entity).toBe(
        rows.length,
      );
    }
    expect(await count('jig.role_assignment', 'revoked_at is null')).toBe(0);
    process.stdout.write(`demonstration data loaded in ${Math.round(milliseconds)} ms\n`);
  });

  test('keeps the order of the files in the numbers, and superiors wherever they stand', async () => {
    const { pool } = testDatabase.database;
    const orders = await pool.query<{ low: string; high: string; n: number; sorted: boolean }>(
      `select min(number)::text as low, max(number)::text as high, count(*)::int as n,
              bool_and(ordered) as sorted
         from (select number, coalesce(ordered_on >= lag(ordered_on) over (order by number), true) as ordered from ${table('order')}) o`,
    );
    const row = orders.rows[0];
    expect(row?.sorted).toBe(true);
    expect(Number(row?.high) - Number(row?.low) + 1).toBe(row?.n);
    expect(await count(table('employee'), 'reports_to is null')).toBe(1);
  });

  test('is not loaded into a database that holds records', async () => {
    expect(await loadDemonstration(context, FOLDER)).toBeNull();
  });
});
