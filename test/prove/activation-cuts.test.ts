import { expect, it, onTestFinished } from 'vitest';
import type { Model } from '../../runtime/model/model.ts';
import { openDatabase } from '../../server/db/open.ts';
import { activate } from '../../server/releases/activate.ts';
import { modelOf } from '../migrate/model-of.ts';
import { wideModel } from '../migrate/wide-model.ts';
import { createTestDatabase } from '../support/database.ts';

/** Everything that an activation may change, as one text. */
const STATE = `
  select md5(string_agg(line, E'\\n' order by line)) as state from (
    select format('%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull) as line
      from pg_attribute join pg_class c on c.oid = attrelid where relnamespace = 'app'::regnamespace and attnum > 0 and not attisdropped
    union all select conname from pg_constraint where connamespace = 'app'::regnamespace
    union all select format('%s %s %s', number, hash, base) from jig.release
    union all select format('%s %s %s %s %s', entity, field, table_name, column_name, until_release) from jig.physical_name
    union all select hash from jig.schema_state
    union all select md5(t::text) from app.thing t
  ) lines`;

const FIELDS = `
  name: { type: text }
  code: { type: text, required: true }
  amount: { type: decimal, scale: 2 }
  status: { type: choice, options: [a, b] }`;
const before = (): Model => modelOf({ thing: FIELDS });
const after = (): Model =>
  modelOf({
    thing: `
      name: { type: text, required: true, unique: true }
      amount: { type: money, min: 0, scale: 4, currency: GBP }
      state: { type: choice, options: [a, b, c], was: status, default: a, required: true }
      number: { type: sequence }
      links: { type: references, to: other }`,
    other: 'name: { type: text }\nthing: { type: reference, to: thing, required: true }',
  });

it('is at the old or the new release after a cut at any statement, never between', async () => {
  const server = await createTestDatabase();
  onTestFinished(() => server.close());
  const { pool } = server.database;
  await activate(server.database, before());
  await pool.query(
    `insert into app.thing (id, created_by, updated_by, name, code, amount, status)
     select gen_random_uuid(), a.id, a.id, 'n' || g, 'c', g, 'a' from jig.actor a, generate_series(1, 50) g`,
  );
  const state = async (): Promise<string> =>
    (await pool.query<{ state: string }>(STATE)).rows[0]?.state ?? '';
  const old = await state();
  await pool.query(`
    create function public.cut() returns event_trigger language plpgsql as $$
    declare done int := coalesce(nullif(current_setting('test.done', true), ''), '0')::int + 1;
    begin
      perform set_config('test.done', done::text, false);
      if done = coalesce(nullif(current_setting('test.cut', true), ''), '0')::int then perform pg_terminate_backend(pg_backend_pid()); end if;
    end $$;
    create event trigger cut on ddl_command_end execute function public.cut()`);
  let cuts = 0;
  for (let at = 1; ; at += 1) {
    const broken = await openDatabase(`${server.url}?options=-c%20test.cut%3D${at}`, { poolSize: 2 });
    broken.pool.on('connect', (client) => void client.query(`set test.cut = ${at}`));
    const failed = await activate(broken, after()).then(
      () => false,
      () => true,
    );
    await broken.close();
    if (!failed) break;
    cuts += 1;
    expect(await state(), `cut at statement ${at}`).toBe(old);
  }
  process.stdout.write(`${cuts} cuts\n`);
  expect(cuts).toBeGreaterThan(15);
  expect(await state()).not.toBe(old);
});

it('activates a thousand entities', async () => {
  const server = await createTestDatabase();
  onTestFinished(() => server.close());
  const model = wideModel(1000);
  const times: string[] = [];
  for (const what of ['first', 'again']) {
    const begin = performance.now();
    await activate(server.database, model);
    times.push(`${what} ${Math.round(performance.now() - begin)} ms`);
  }
  process.stdout.write(`1000 entities: ${times.join(', ')}\n`);
});
