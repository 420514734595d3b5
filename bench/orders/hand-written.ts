import { createHash, randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { Pool } from 'pg';
import { v7 as uuid } from 'uuid';
import { mayDo, validateCreate, validateUpdate } from './hand-written-rules.ts';
import { CREATE_SQL, GET_SQL, LIST_FIRST_SQL, SESSION_SQL, UPDATE_SQL } from './hand-written-statements.ts';

/**
 * Contender (a): what a careful programmer writes by hand for this one entity. Hono, named prepared statements, JSON made
 * in Postgres, one statement per operation after the session look-up, the audit row in the same statement.
 */
const pool = new Pool({ connectionString: process.argv[2], max: 10 });
const run = async (name: string, text: string, values: unknown[]) =>
  (await pool.query<{ version: number; body: string }>({ name, text, values })).rows[0];
const json = { 'content-type': 'application/json' };

async function actorOf(c: Context): Promise<{ id: string; roles: string[] } | null> {
  const hash = createHash('sha256')
    .update(getCookie(c, 'jig_session') ?? '')
    .digest();
  const result = await pool.query<{ id: string; roles: string[] }>({
    name: 'session',
    text: SESSION_SQL,
    values: [hash],
  });
  return result.rows[0] ?? null;
}

const app = new Hono();
app.get('/api/v1/records/order', async (c) => {
  const actor = await actorOf(c);
  if (actor === null || !mayDo(actor.roles, 'read')) return c.json({ code: 'not_allowed' }, 403);
  const row = await run('list', LIST_FIRST_SQL, [50]);
  return c.body(`{"data":[${row?.body ?? ''}]}`, 200, json);
});
app.get('/api/v1/records/order/:id', async (c) => {
  const actor = await actorOf(c);
  if (actor === null || !mayDo(actor.roles, 'read')) return c.json({ code: 'not_allowed' }, 403);
  const row = await run('get', GET_SQL, [c.req.param('id')]);
  return row === undefined
    ? c.json({ code: 'not_found' }, 404)
    : c.body(row.body, 200, { ...json, etag: `"${row.version}"` });
});
app.patch('/api/v1/records/order/:id', async (c) => {
  const actor = await actorOf(c);
  const body: unknown = await c.req.json();
  if (actor === null || !mayDo(actor.roles, 'update')) return c.json({ code: 'not_allowed' }, 403);
  if (!validateUpdate(body)) return c.json({ code: 'invalid' }, 422);
  const version = Number((c.req.header('if-match') ?? '').replaceAll('"', ''));
  const row = await run('update', UPDATE_SQL, [
    c.req.param('id'),
    version,
    body.status,
    body.note,
    actor.id,
    randomUUID(),
  ]);
  return row === undefined
    ? c.json({ code: 'stale' }, 412)
    : c.body(row.body, 200, { ...json, etag: `"${row.version}"` });
});
app.post('/api/v1/records/order', async (c) => {
  const actor = await actorOf(c);
  const body: unknown = await c.req.json();
  if (actor === null || !mayDo(actor.roles, 'create')) return c.json({ code: 'not_allowed' }, 403);
  if (!validateCreate(body)) return c.json({ code: 'invalid' }, 422);
  const values = [
    uuid(),
    body.reference,
    body.customer,
    body.ordered_on,
    body.total,
    body.ship_city,
    actor.id,
    randomUUID(),
  ];
  const row = await run('create', CREATE_SQL, values);
  return c.body(row?.body ?? '', 201, { ...json, etag: '"1"' });
});

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) =>
  process.send?.({ port: address.port }),
);
process.once('disconnect', () => process.exit());
