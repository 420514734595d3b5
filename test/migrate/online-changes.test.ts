import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Model } from '../../runtime/model/model.ts';
import { prepareMigration } from '../../server/migrate/prepare-migration.ts';
import { activate, type ActiveRelease } from '../../server/releases/activate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insert, valuesOf } from './model-of.ts';
import { caseModel, CASES } from './online-cases.ts';
import { publishOnline } from './online.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

const NAMES = Object.keys(CASES);

/** The file of each table, which is another one once Postgres has written the table anew. */
async function filesOf(tables: readonly string[]): Promise<unknown> {
  const { rows } = await server.database.pool.query(
    `select relname, pg_relation_filenode(oid) as file from pg_class
     where relnamespace = 'app'::regnamespace and relname = any($1) order by 1`,
    [tables],
  );
  return rows;
}

async function resultsOf(
  way: string,
  publish: (head: Model) => Promise<ActiveRelease>,
): Promise<Record<string, unknown>> {
  const { database } = server;
  const first = await activate(database, caseModel(way, 'before'));
  for (const [at, name] of NAMES.entries())
    await insert(database, first, `${way}${at}`, CASES[name]?.records ?? []);
  const head = caseModel(way, 'after');
  const files = await filesOf(Object.keys(first.model.entities));
  const release = await publish(head);
  if (way === 'online') expect(await filesOf(Object.keys(first.model.entities))).toEqual(files);
  const again = await prepareMigration(database.pool, head, { countRefusals: true });
  expect(again).toMatchObject({ mode: 'none', steps: [], drift: [], refusals: [] });
  const results: Record<string, unknown> = {};
  for (const [at, name] of NAMES.entries())
    for (const field of CASES[name]?.fields ?? []) {
      const values = await valuesOf(database, release, `${way}${at}`, field);
      results[`${name}: ${field}`] = values.map(String).sort();
    }
  return results;
}

it('leaves the same values online as at once, whatever changes, and nothing to do', async () => {
  const atOnce = await resultsOf('atonce', (head) => activate(server.database, head));
  const online = await resultsOf('online', (head) => publishOnline(server.database, head));
  expect(Object.keys(online).length).toBe(50);
  expect(online).toEqual(atOnce);
}, 30_000);
