import { createHash, randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Generated, Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { v7 as uuid } from 'uuid';
import { mayDo, validateCreate, validateUpdate } from './hand-written-rules.ts';

type OrderTable = {
  id: string;
  version: number;
  reference: string;
  customer: string;
  status: string;
  priority: string;
  ordered_on: string;
  due_on: string | null;
  shipped_at: string | null;
  total: string;
  freight: string | null;
  paid: boolean;
  ship_city: string | null;
  note: string | null;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
  deleted_at: string | null;
};
type Tables = {
  'app.order': OrderTable;
  'app.customer': { id: string; name: string };
  'jig.actor': { id: string; name: string; active: boolean };
  'jig.session': { token_hash: Buffer; actor_id: string; expires_at: string };
  'jig.role_assignment': {
    actor_id: string;
    role: string;
    expires_at: string | null;
    revoked_at: string | null;
  };
  'jig.audit_entry': {
    id: Generated<string>;
    at: Date;
    actor_id: string;
    operation: string;
    entity: string;
    record_id: string;
    before: string | null;
    after: string;
    release: number;
    request_id: string;
  };
};

/**
 * Contender (b): the same handlers as a programmer usually writes them, with Kysely: rows into JavaScript, `c.json`, and a
 * transaction of a select for update, the write and the audit row.
 */
const db = new Kysely<Tables>({
  dialect: new PostgresDialect({ pool: new Pool({ connectionString: process.argv[2], max: 10 }) }),
});

async function actorOf(c: Context): Promise<{ id: string; roles: string[] } | null> {
  const hash = createHash('sha256')
    .update(getCookie(c, 'jig_session') ?? '')
    .digest();
  const rows = await db
    .selectFrom('jig.session as s')
    .innerJoin('jig.actor as a', 'a.id', 's.actor_id')
    .leftJoin('jig.role_assignment as r', (join) =>
      join
        .onRef('r.actor_id', '=', 'a.id')
        .on('r.revoked_at', 'is', null)
        .on((eb) => eb.or([eb('r.expires_at', 'is', null), eb('r.expires_at', '>', sql<string>`now()`)])),
    )
    .where('s.token_hash', '=', hash)
    .where('s.expires_at', '>', sql<string>`now()`)
    .where('a.active', '=', true)
    .select(['a.id', 'r.role'])
    .execute();
  const first = rows[0];
  return first === undefined
    ? null
    : { id: first.id, roles: rows.flatMap((row) => (row.role === null ? [] : [row.role])) };
}

const joined = () =>
  db
    .selectFrom('app.order as o')
    .leftJoin('app.customer as c', 'c.id', 'o.customer')
    .leftJoin('jig.actor as p', 'p.id', 'o.created_by')
    .leftJoin('jig.actor as q', 'q.id', 'o.updated_by')
    .where('o.deleted_at', 'is', null)
    .selectAll('o')
    .select(['c.name as customer_name', 'p.name as created_name', 'q.name as updated_name']);

type Joined = OrderTable & {
  customer_name: string | null;
  created_name: string | null;
  updated_name: string | null;
};
const recordJson = ({
  customer_name,
  created_name,
  updated_name,
  deleted_at: _deleted,
  ...order
}: Joined) => ({
  ...order,
  customer: { id: order.customer, title: customer_name },
  created_by: { id: order.created_by, title: created_name },
  updated_by: { id: order.updated_by, title: updated_name },
});

const app = new Hono();
app.get('/api/v1/records/order', async (c) => {
  const actor = await actorOf(c);
  if (actor === null || !mayDo(actor.roles, 'read')) return c.json({ code: 'not_allowed' }, 403);
  const rows = await db
    .selectFrom('app.order as o')
    .leftJoin('app.customer as c', 'c.id', 'o.customer')
    .where('o.deleted_at', 'is', null)
    .select([
      'o.id',
      'o.version',
      'o.reference',
      'o.customer',
      'c.name as customer_name',
      'o.status',
      'o.ordered_on',
      'o.total',
      'o.ship_city',
    ])
    .orderBy('o.ordered_on', 'desc')
    .orderBy('o.id', 'desc')
    .limit(50)
    .execute();
  return c.json({
    data: rows.map(({ customer_name, ...row }) => ({
      ...row,
      customer: { id: row.customer, title: customer_name },
    })),
  });
});
app.get('/api/v1/records/order/:id', async (c) => {
  const actor = await actorOf(c);
  if (actor === null || !mayDo(actor.roles, 'read')) return c.json({ code: 'not_allowed' }, 403);
  const row = await joined().where('o.id', '=', c.req.param('id')).executeTakeFirst();
  return row === undefined
    ? c.json({ code: 'not_found' }, 404)
    : c.json(recordJson(row), 200, { etag: `"${row.version}"` });
});
app.patch('/api/v1/records/order/:id', async (c) => {
  const actor = await actorOf(c);
  const body: unknown = await c.req.json();
  if (actor === null || !mayDo(actor.roles, 'update')) return c.json({ code: 'not_allowed' }, 403);
  if (!validateUpdate(body)) return c.json({ code: 'invalid' }, 422);
  const version = Number((c.req.header('if-match') ?? '').replaceAll('"', ''));
  const id = c.req.param('id');
  const row = await db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom('app.order')
      .selectAll()
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (before?.version !== version) return null;
    const after = await tx
      .updateTable('app.order')
      .set({
        status: body.status,
        note: body.note,
        version: version + 1,
        updated_at: sql`now()`,
        updated_by: actor.id,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('jig.audit_entry')
      .values({
        at: new Date(),
        actor_id: actor.id,
        operation: 'update',
        entity: 'order',
        record_id: id,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
        release: 1,
        request_id: randomUUID(),
      })
      .execute();
    return after;
  });
  return row === null ? c.json({ code: 'stale' }, 412) : c.json(row, 200, { etag: `"${row.version}"` });
});
app.post('/api/v1/records/order', async (c) => {
  const actor = await actorOf(c);
  const body: unknown = await c.req.json();
  if (actor === null || !mayDo(actor.roles, 'create')) return c.json({ code: 'not_allowed' }, 403);
  if (!validateCreate(body)) return c.json({ code: 'invalid' }, 422);
  const row = await db.transaction().execute(async (tx) => {
    const after = await tx
      .insertInto('app.order')
      .values({
        ...body,
        id: uuid(),
        version: 1,
        status: 'open',
        priority: 'normal',
        paid: false,
        due_on: null,
        shipped_at: null,
        freight: null,
        note: null,
        deleted_at: null,
        created_at: sql`now()`,
        created_by: actor.id,
        updated_at: sql`now()`,
        updated_by: actor.id,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('jig.audit_entry')
      .values({
        at: new Date(),
        actor_id: actor.id,
        operation: 'create',
        entity: 'order',
        record_id: after.id,
        before: null,
        after: JSON.stringify(after),
        release: 1,
        request_id: randomUUID(),
      })
      .execute();
    return after;
  });
  return c.json(row, 201, { etag: '"1"' });
});

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) =>
  process.send?.({ port: address.port }),
);
process.once('disconnect', () => process.exit());
