import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { disagreementOrError } from './agree.ts';
import { createGenerator } from './generate.ts';
import { SCALARS } from './generate-types.ts';
import { createRandom } from './random.ts';
import { BOOL, printTree } from './trees.ts';
import { createWorld, type World } from './world.ts';

/** Other seeds find other things; `JIG_SEED=7 npm run prove` runs the long form. */
const SEED = 20_260_308;
const EXPRESSIONS = 600;

let server: TestDatabase;
let client: Client;
let world: World;
beforeAll(async () => {
  server = await createTestDatabase();
  world = await createWorld(server.database, SEED);
  client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query("set time zone 'America/New_York'; set search_path = pg_catalog; set jit = off");
});
afterAll(async () => {
  await client.end();
  await server.close();
});

it('evaluator and Postgres agree on generated expressions, true, false and unknown alike', async () => {
  const random = createRandom(SEED);
  const generate = createGenerator(world.model, random);
  const wrong: string[] = [];
  for (let count = 0; count < EXPRESSIONS; count += 1) {
    const tree = generate(random.chance(0.7) ? BOOL : random.pick(SCALARS), 3);
    const found = await disagreementOrError(client, world, tree);
    if (found !== null) wrong.push(`${printTree(tree)}\n  ${found}`);
  }
  expect(wrong.slice(0, 5), `seed ${SEED}: ${wrong.length} of ${EXPRESSIONS}`).toEqual([]);
}, 60_000);
