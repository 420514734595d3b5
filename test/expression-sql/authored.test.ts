import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkExpression } from '../../runtime/expression/check.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { disagreementOrError } from './agree.ts';
import { createGenerator } from './generate.ts';
import { createRandom } from './random.ts';
import { sourceOf, worldEnvironment } from './source.ts';
import { BOOL } from './trees.ts';
import { createWorld, type World } from './world.ts';

const SEED = 42;
const EXPRESSIONS = 400;

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

it('what authors write means the same to both once it is checked, and whatever is checked has a form in SQL', async () => {
  const random = createRandom(SEED);
  const generate = createGenerator(world.model, random);
  const environment = worldEnvironment(world.model);
  const wrong: string[] = [];
  const refused = new Map<string, number>();
  let accepted = 0;
  for (let count = 0; count < EXPRESSIONS; count += 1) {
    const source = sourceOf(generate(BOOL, 3));
    const { tree, problems } = checkExpression(source, environment, BOOL);
    for (const { code } of problems) refused.set(code, (refused.get(code) ?? 0) + 1);
    if (tree === null || problems.length > 0) continue;
    accepted += 1;
    const found = await disagreementOrError(client, world, tree);
    if (found !== null) wrong.push(`${source}\n  ${found}`);
  }
  expect(wrong.slice(0, 5), `seed ${SEED}: ${wrong.length} of ${accepted}`).toEqual([]);
  // The others compare constants, or nulls that only a field may be compared with: that is for the checker to refuse.
  expect(accepted, JSON.stringify([...refused])).toBeGreaterThan(EXPRESSIONS / 3);
}, 60_000);
