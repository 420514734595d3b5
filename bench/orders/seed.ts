import { createHash, randomBytes } from 'node:crypto';
import { Pool } from 'pg';

export const ORDERS = 1_000_000;
const CUSTOMERS = 50_000;

/** Deterministic id of the n-th order (from 1): a version 7 uuid whose digits are n. */
export function orderId(n: number): string {
  return `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function customerId(n: number): string {
  return `01900000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`;
}

/** Fills the activated tables with 50,000 customers and 1,000,000 orders and opens a session; gives the session's token. */
export async function seedOrders(url: string): Promise<{ token: string }> {
  const pool = new Pool({ connectionString: url, max: 1, statement_timeout: 0 });
  const actor = '01900000-0000-7000-a000-000000000001';
  const token = randomBytes(32).toString('base64url');
  await pool.query('set synchronous_commit to off');
  await pool.query(
    `insert into jig.actor (id, kind, key, name, active) values ($1, 'person', 'bench', 'Bench', true)`,
    [actor],
  );
  await pool.query(
    `insert into jig.role_assignment (id, actor_id, role, given_by) values ($1, $1, 'sales', $1)`,
    [actor],
  );
  await pool.query(
    `insert into jig.session (token_hash, actor_id, expires_at) values ($1, $2, now() + interval '1 day')`,
    [createHash('sha256').update(token).digest(), actor],
  );
  await pool.query(
    `insert into app.customer (id, version, created_at, created_by, updated_at, updated_by, name, city)
     select ('01900000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), $1, now(), $1, 'Customer ' || n, 'City ' || (n % 400)
     from generate_series(1, ${CUSTOMERS}) n`,
    [actor],
  );
  await pool.query(
    `insert into app."order" (id, version, created_at, created_by, updated_at, updated_by, reference, customer, status, priority,
       ordered_on, due_on, total, freight, paid, ship_city, note)
     select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), $1, now(), $1, 'SO-' || n,
       ('01900000-0000-7000-9000-' || lpad(to_hex(1 + (n::bigint * 7919) % ${CUSTOMERS}), 12, '0'))::uuid,
       (array['open', 'packed', 'shipped', 'cancelled'])[1 + n % 4], (array['low', 'normal', 'high'])[1 + n % 3],
       date '2016-01-01' + (n % 3650), date '2016-01-15' + (n % 3650), (n % 100000) / 100.0, (n % 5000) / 100.0,
       n % 2 = 0, 'City ' || (n % 400), case when n % 5 = 0 then 'Ring the bell at gate ' || n end
     from generate_series(1, ${ORDERS}) n`,
    [actor],
  );
  await pool.query('vacuum (analyze) app."order"');
  await pool.query('vacuum (analyze) app.customer');
  await pool.query('checkpoint');
  await pool.end();
  return { token };
}
