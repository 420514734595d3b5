import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../runtime/expression/functions.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { disagreement, disagreementOrError, setsQuery, STANDARD } from './agree.ts';
import { PINS } from './pins.ts';
import { BOOL, path, tree } from './trees.ts';
import { createWorld, type World } from './world.ts';

let server: TestDatabase;
let client: Client;
let world: World;
beforeAll(async () => {
  server = await createTestDatabase();
  world = await createWorld(server.database, 1);
  client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query("set time zone 'America/New_York'; set search_path = pg_catalog");
});
afterAll(async () => {
  await client.end();
  await server.close();
});

describe.each(PINS)('pin $pin', ({ without, shows, sides }) => {
  it(`holds, and would not with ${without}`, async () => {
    expect(await disagreement(client, world, shows, STANDARD)).toBeNull();
    expect(await disagreementOrError(client, world, shows, sides)).not.toBeNull();
  });
});

describe('pin 19', () => {
  it('no function gives a part of an instant, which would need a zone', () => {
    const ofInstants = Object.entries(FUNCTIONS).filter(([, { args }]) =>
      (args as readonly string[]).includes('datetime'),
    );
    expect(ofInstants).toEqual([]);
  });
});

describe('pin 20', () => {
  it('what a person brings along is bound, and never part of the text', () => {
    const name = "x' or true --";
    const facts = { ...world.facts, user: { ...world.facts.user, name } };
    const rule = tree({
      is: 'compare',
      type: BOOL,
      operator: '==',
      left: path({ is: 'string' }, 'record', ['title'], true),
      right: path({ is: 'string' }, 'user', ['name'], false),
    });
    const { text, values } = setsQuery({ ...world, facts }, rule, STANDARD);
    expect(text).not.toContain(name);
    expect(values).toContain(name);
  });
});

describe('pin 21', () => {
  const question =
    "select 9007199254740993::int8 as a, 0.10::numeric as b, date '2026-03-08' as c, timestamptz '2026-03-08 07:00:00.123456+00' as d";

  it('a connection gives numbers, days and instants as the text that they are', async () => {
    const { rows } = await server.database.pool.query<Record<string, unknown>>(question);
    expect(rows).toEqual([
      { a: '9007199254740993', b: '0.10', c: '2026-03-08', d: '2026-03-08 07:00:00.123456+00' },
    ]);
  });

  it('and would not without its own parsers', async () => {
    const { rows } = await client.query<Record<string, unknown>>(question);
    expect(rows[0]?.['c']).toBeInstanceOf(Date);
    expect(rows[0]?.['d']).toBeInstanceOf(Date);
  });
});
