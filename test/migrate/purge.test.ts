import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../../server/cli/main.ts';
import { activate } from '../../server/releases/activate.ts';
import { prepareMigration } from '../../server/migrate/prepare-migration.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, modelOf, valuesOf } from './model-of.ts';
import { publishOnline } from './online.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

async function jig(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  const code = await main(args, {
    out: (text) => (told.out += text),
    err: (text) => (told.err += text),
    colour: false,
    env: { DATABASE_URL: server.url },
  });
  return { code, ...told };
}

const customer = 'name: { type: text }';
const order = (extra: string) => `title_of: { type: text }\nv: { type: integer }${extra}`;

it('lists what is retired, says what would be lost, and removes it once the number is typed back', async () => {
  const { database } = server;
  const full = modelOf({
    customer,
    order: order(
      '\nsecret: { type: text, required: true }\nby: { type: reference, to: customer }\nall: { type: references, to: customer }',
    ),
  });
  expect(await jig('purge')).toMatchObject({
    code: 2,
    err: expect.stringContaining('no release yet') as string,
  });
  const first = await activate(database, full);
  expect(await jig('purge')).toMatchObject({ code: 0, out: 'Nothing is retired.\n' });
  const [one = ''] = await insert(database, first, 'customer', [{ name: 'ann' }]);
  const [id] = await insert(database, first, 'order', [
    { secret: 'a', v: 1, by: one },
    { secret: 'b', v: 2 },
  ]);
  await database.pool.query(`insert into app."order.all.links" (from_id, to_id) values ($1, $2)`, [id, one]);
  await activate(database, modelOf({ order: order('') }));

  const { out, code } = await jig('purge');
  expect(code).toBe(0);
  expect(out.replaceAll(/\d+(?:\.\d)? (?:bytes|KB)/gu, '<size>').replaceAll(/ {2,}/gu, '  ')).toBe(
    `customer  1 record  <size>  retired in release 2
order.all  1 link  <size>  retired in release 2
order.by  1 value  <size>  retired in release 2
order.secret  2 values  <size>  retired in release 2

None of it is in use. \`jig purge <name>\` says what would be lost by removing it for good.
`,
  );
  // What is in force, referred to, unknown or not confirmed stays.
  expect(await jig('purge', 'order.v', '--yes', '2')).toMatchObject({
    code: 3,
    err: expect.stringContaining('`order.v` is in force in release 2') as string,
  });
  expect(await jig('purge', 'order.none')).toMatchObject({
    code: 3,
    err: expect.stringContaining('Nothing retired is called `order.none`.') as string,
  });
  expect(await jig('purge', 'customer', '--yes', '1')).toMatchObject({
    code: 3,
    err: expect.stringMatching(
      /`customer` is still referred to by `order\.all`\. Purge what refers to it first/u,
    ) as string,
  });
  const told = await jig('purge', 'order.secret');
  expect(told.code).toBe(3);
  expect(told.out).toContain('To go on: jig purge order.secret --yes 2\n');
  expect(await jig('purge', 'order.secret', '--yes', '3')).toMatchObject({
    code: 3,
    err: expect.stringContaining('`order.secret` holds 2 values, and 3 were confirmed.') as string,
  });
  await database.pool.query('create view app.peek as select secret from app."order"');
  expect(await jig('purge', 'order.secret', '--yes', '2')).toMatchObject({
    code: 3,
    err: expect.stringContaining('something that was made by hand looks at it') as string,
  });
  await database.pool.query('drop view app.peek');

  expect(await jig('purge', 'order.secret', '--yes', '2', '--reason', 'Asked for by law')).toEqual({
    code: 0,
    out: '`order.secret` is gone for good: 2 values.\n',
    err: '',
  });
  const { rows } = await database.pool.query(
    `select operation, reason, release, decided_by, before, after from jig.audit_entry where operation = 'purge'`,
  );
  expect(rows).toMatchObject([
    {
      operation: 'purge',
      reason: 'Asked for by law',
      release: 2,
      decided_by: 'operator',
      before: { purged: 'order.secret', values: 2, places: [{ kind: 'column', retired_in: 2 }] },
      after: null,
    },
  ]);
  expect((await jig('purge', 'order.all', '--yes', '1')).code).toBe(0);
  expect((await jig('purge', 'customer', '--yes', '1')).code).toBe(0);
  expect((await jig('purge', 'order.by', '--yes', '1')).code).toBe(0);
  expect(await jig('purge')).toMatchObject({ code: 0, out: 'Nothing is retired.\n' });

  // An earlier definition finds none of it, and nothing else takes it for what it was.
  const again = await prepareMigration(database.pool, full, { countRefusals: true });
  expect(again.purged).toEqual([
    { entity: 'customer', field: null },
    { entity: 'order', field: 'all' },
    { entity: 'order', field: 'by' },
    { entity: 'order', field: 'secret' },
  ]);
  expect(again.refusals).toMatchObject([{ code: 'data/no-value', field: 'secret', records: 2 }]);
  expect(again.drift).toEqual([]);
  expect(again.stages.at(-1)?.what).toMatch(
    /`customer`, `order\.all`, `order\.by`, `order\.secret` come back empty: what was there was removed for good/u,
  );
});

it('removes the former column of a changed type, and leaves the one in force', async () => {
  const { database } = server;
  const model = (type: string) => modelOf({ item: `title_of: { type: text }\nv: { type: ${type} }` });
  await insert(database, await activate(database, model('text')), 'item', [{ v: '1' }, { v: '2' }]);
  const release = await publishOnline(database, model('integer'));
  const { out } = await jig('purge', 'item.v');
  expect(out).toMatch(
    /^item\.v: 2 values, \d+ bytes, retired in release \d+, where its values got another type\n/u,
  );
  expect((await jig('purge', 'item.v', '--yes', '2')).code).toBe(0);
  expect(await valuesOf(database, release, 'item', 'v')).toEqual(['1', '2']);
  expect(await jig('purge', 'item.v', '--yes', '2')).toMatchObject({
    code: 3,
    err: expect.stringContaining('is in force') as string,
  });
});

it('steps back from a busy table and removes nothing', async () => {
  const { database } = server;
  const model = (extra: string) => modelOf({ busy: `title_of: { type: text }${extra}` });
  await insert(database, await activate(database, model('\nv: { type: text }')), 'busy', [{ v: '1' }]);
  await activate(database, model(''));
  const holder = await database.pool.connect();
  await holder.query('begin; select count(*) from app.busy');
  const going = jig('purge', 'busy.v', '--yes', '1');
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  await holder.query('rollback');
  holder.release();
  expect((await going).code).toBe(0);
});
