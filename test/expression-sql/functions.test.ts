import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

async function value(sql: string): Promise<string | null> {
  const { rows } = await server.database.pool.query<{ v: string | null }>(`select (${sql})::text as v`);
  return rows[0]?.v ?? null;
}

it.each([
  ['jig.int(9007199254740991::bigint)', '9007199254740991'],
  ['jig.int(9007199254740992::bigint)', null],
  ['jig.int(-9007199254740992::numeric)', null],
  ["jig.int('NaN'::numeric)", null],
  ['jig.int(1e300::numeric)', null],
  ['jig.span(315576000000000::bigint)', '315576000000000'],
  ['jig.span(-315576000000001::numeric)', null],
  ['jig.div(1, 3, 2)', '0.33'],
  ['jig.div(2, 3, 2)', '0.67'],
  ['jig.div(1, 8, 2)', '0.13'],
  ['jig.div(-1, 8, 2)', '-0.13'],
  ['jig.div(1, -8, 2)', '-0.13'],
  ['jig.div(5, 2, 0)', '3'],
  ['jig.div(-5, 2, 0)', '-3'],
  ['jig.div(0, 7, 3)', '0.000'],
  ['jig.div(1, 0, 2)', null],
  ['jig.div(null, 1, 2)', null],
  // A quotient of numerics is rounded to some twenty digits first, which here would make it 0.5 and then 1.
  ['jig.div(499999999999999999999999999999, 1000000000000000000000000000000, 0)', '0'],
  ['jig.div(12345678901234567890.1234, 0.0003, 20)', '41152263004115226300411.33333333333333333333'],
  ['jig.fit(0.125, 2)', '0.13'],
  ['jig.fit(99999999999999999999.994, 2)', '99999999999999999999.99'],
  ['jig.fit(99999999999999999999.995, 2)', null],
  ["jig.fit('abc', 3)", 'abc'],
  ["jig.fit('abcd', 3)", null],
  ["jig.add_ms('2026-03-08T06:59:59.999Z', 1)", '2026-03-08 07:00:00+00'],
  ["jig.add_ms('9999-12-31T23:59:59.999Z', 1)", null],
  ["jig.add_ms('9999-12-31T23:59:59.998Z', 1)", '9999-12-31 23:59:59.999+00'],
  ["jig.add_ms('0001-01-01T00:00:00Z', -1)", null],
  ["jig.add_ms('0001-01-01T00:00:00Z', 315537897599999)", '9999-12-31 23:59:59.999+00'],
  ["jig.add_ms('2026-01-01T00:00:00Z', 9007199254740991)", null],
  ["jig.ms_between('9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00Z')", '315537897599999'],
  ["jig.add_days('2024-02-28', 2)", '2024-03-01'],
  ["jig.add_days('9999-12-31', 1)", null],
  ["jig.add_days('2026-01-01', 9007199254740991)", null],
  ["jig.add_days('0001-01-02', -1)", '0001-01-01'],
  ["jig.add_days('0001-01-01', -1)", null],
  ["jig.add_days('0001-01-01', -3600000)", null],
  ["jig.add_days('0001-01-01', 3652058)", '9999-12-31'],
  ["jig.lower_ascii('ÄBC')", 'Äbc'],
  ["jig.upper_ascii('äbcß')", 'äBCß'],
])('%s is %s', async (sql, expected) => {
  expect(await value(sql)).toBe(expected);
});

it('every function may stand in a generated column, and is put in place of its call', async () => {
  const { pool } = server.database;
  const { rows } = await pool.query<{ name: string; fits: boolean }>(
    `select p.proname as name, p.provolatile = 'i' and p.proparallel = 's' and p.prosqlbody is not null as fits
     from pg_proc p where p.pronamespace = 'jig'::regnamespace and p.proname in
       ('int', 'span', 'div', 'fit', 'ms', 'add_ms', 'ms_between', 'add_days', 'lower_ascii', 'upper_ascii')`,
  );
  expect(rows.filter(({ fits }) => !fits)).toEqual([]);
  expect(rows).toHaveLength(13);
  const plan = await pool.query<{ 'QUERY PLAN': string }>(
    'explain (verbose, costs off) select jig.int(release + 1::bigint) from jig.audit_entry',
  );
  expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('jig.int');
});
