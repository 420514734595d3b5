import { Client } from 'pg';
import { expect, inject, it } from 'vitest';
import { openDatabase } from '../../server/db/open.ts';
import { migrateSystem } from '../../server/migrate/migrate-system.ts';
import { disagreementOrError } from '../expression-sql/agree.ts';
import { createGenerator } from '../expression-sql/generate.ts';
import { SCALARS } from '../expression-sql/generate-types.ts';
import { createRandom } from '../expression-sql/random.ts';
import { BOOL, printTree } from '../expression-sql/trees.ts';
import { createWorld } from '../expression-sql/world.ts';
import { databaseUrl, onServer } from '../support/database.ts';

/** The server is the embedded one, or any other by JIG_TEST_DATABASE_URL. */
const EXPRESSIONS = Number(process.env['JIG_EXPRESSIONS'] ?? 5000);
const SEED = Number(process.env['JIG_SEED'] ?? 1);

/** The order and case of texts must not depend on how the database was made. */
const LOCALES = {
  C: `lc_collate 'C' lc_ctype 'C'`,
  'en-US of ICU': `locale_provider icu icu_locale 'en-US' locale 'C'`,
} as const;

it.each(Object.entries(LOCALES))(
  'evaluator and Postgres agree in a database of locale %s',
  async (locale, options) => {
    const name = `${inject('template').replace(/template$/u, 'expressions')}_${locale.slice(0, 2).toLowerCase().trim()}`;
    await onServer((client) =>
      client.query(`create database ${name} encoding 'UTF8' template template0 ${options}`),
    );
    const database = await openDatabase(databaseUrl(name), { poolSize: 4 });
    const client = new Client({ connectionString: databaseUrl(name) });
    try {
      await migrateSystem(database);
      const world = await createWorld(database, SEED);
      await client.connect();
      await client.query("set time zone 'America/New_York'; set search_path = pg_catalog; set jit = off");
      const random = createRandom(SEED);
      const generate = createGenerator(world.model, random);
      const seen = new Set<string>();
      const wrong: string[] = [];
      const started = performance.now();
      while (seen.size < EXPRESSIONS) {
        const tree = generate(random.chance(0.7) ? BOOL : random.pick(SCALARS), 3 + random.below(2));
        const text = printTree(tree);
        if (seen.has(text)) continue;
        seen.add(text);
        const found = await disagreementOrError(client, world, tree);
        if (found !== null) wrong.push(`${text}\n  ${found}`);
      }
      const { rows } = await client.query<{ version: string }>('show server_version');
      const seconds = Math.round((performance.now() - started) / 1000);
      process.stdout.write(
        `Postgres ${rows[0]?.['server_version' as 'version']}, ${locale}, seed ${SEED}: ${seen.size} expressions on ` +
          `${world.items.length} records, ${wrong.length} disagreements, ${seconds} s\n`,
      );
      expect(wrong.slice(0, 10), `seed ${SEED}: ${wrong.length} of ${seen.size}`).toEqual([]);
    } finally {
      await client.end();
      await database.close();
      await onServer((server) => server.query(`drop database if exists ${name} with (force)`));
    }
  },
);
