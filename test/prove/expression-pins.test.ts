import { Client } from 'pg';
import { expect, it } from 'vitest';
import { disagreementOrError, STANDARD } from '../expression-sql/agree.ts';
import { createGenerator } from '../expression-sql/generate.ts';
import { SCALARS } from '../expression-sql/generate-types.ts';
import { PINS } from '../expression-sql/pins.ts';
import { createRandom } from '../expression-sql/random.ts';
import { BOOL } from '../expression-sql/trees.ts';
import { createWorld } from '../expression-sql/world.ts';
import { createTestDatabase } from '../support/database.ts';

const EXPRESSIONS = 1000;
const SEED = Number(process.env['JIG_SEED'] ?? 1);

/** How many generated expressions, beside the one that was written for it, notice that a rule is gone. */
it('whatever rule is taken away, something disagrees', async () => {
  const server = await createTestDatabase();
  const client = new Client({ connectionString: server.url });
  try {
    const world = await createWorld(server.database, SEED);
    await client.connect();
    await client.query("set time zone 'America/New_York'; set search_path = pg_catalog; set jit = off");
    const random = createRandom(SEED);
    const generate = createGenerator(world.model, random);
    const trees = Array.from({ length: EXPRESSIONS }, () =>
      generate(random.chance(0.7) ? BOOL : random.pick(SCALARS), 3),
    );
    const unnoticed: string[] = [];
    for (const { pin, without, shows, sides } of PINS) {
      const directed = await disagreementOrError(client, world, shows, sides);
      if (directed === null) unnoticed.push(without);
      let [wrong, errors] = [0, 0];
      for (const tree of sides.evaluate === STANDARD.evaluate ? trees : []) {
        const found = await disagreementOrError(client, world, tree, sides);
        if (found?.startsWith('SQL error') === true) errors += 1;
        else if (found !== null) wrong += 1;
      }
      process.stdout.write(
        `pin ${pin}, ${without}: ${wrong} of ${EXPRESSIONS} differ, ${errors} SQL errors; directed: ${directed}\n`,
      );
    }
    expect(unnoticed).toEqual([]);
  } finally {
    await client.end();
    await server.close();
  }
});
