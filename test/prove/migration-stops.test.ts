import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../server/db/open.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import { readMigration } from '../../server/migrate/migration-row.ts';
import { activate } from '../../server/releases/activate.ts';
import { modelOf } from '../migrate/model-of.ts';
import { begin, run } from '../migrate/online.ts';
import { itAsRoot } from '../support/as-root.ts';
import { createTestDatabase, onServer, type TestDatabase } from '../support/database.ts';

const RECORDS = 30_000;
const batchRows = 1_000;

let server: TestDatabase;
beforeEach(async () => {
  server = await createTestDatabase();
});
afterEach(() => server.close());

const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Records whose `digits` are their numbers. */
async function fill({ pool }: Database): Promise<void> {
  await pool.query(
    `insert into app.thing (id, created_by, updated_by, created_at, name, digits)
     select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, $1, timestamptz '2026-01-01 00:00Z' + n * interval '1 second',
       repeat('x', 100), n::text from generate_series(1, ${RECORDS}) n`,
    [SYSTEM_ACTOR_ID],
  );
}

const before = () => modelOf({ thing: 'name: { type: text }\ndigits: { type: text }' });
const dated = () =>
  modelOf({
    thing:
      'name: { type: text }\ndigits: { type: text }\nday: { type: date, default: =today, required: true }',
  });
const counted = () => modelOf({ thing: 'name: { type: text }\ndigits: { type: integer }' });

async function count({ pool }: Database, condition: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from app.thing where ${condition}`,
  );
  return rows[0]?.n ?? -1;
}

itAsRoot(
  'pauses when the disk is full, answers reads all the while, and goes on when there is room',
  async () => {
    const { database } = server;
    await activate(database, before());
    await fill(database);
    const folder = mkdtempSync(join(tmpdir(), 'jig-full-'));
    const { rows } = await database.pool.query<{ data_directory: string }>('show data_directory');
    const { uid, gid } = statSync(rows[0]?.data_directory ?? '');
    const mount = (...options: string[]): void => void execFileSync('mount', [...options, folder]);
    const { rows: sizes } = await database.pool.query<{ kb: number }>(
      `select (pg_table_size('app.thing') / 1024)::int as kb`,
    );
    const kilobytes = sizes[0]?.kb ?? 0;
    mount('-t', 'tmpfs', '-o', `size=${Math.ceil(kilobytes * 1.3)}k`, 'tmpfs');
    chownSync(folder, uid, gid);
    chmodSync(folder, 0o700);
    let reads = 0;
    let longest = 0;
    const over = new AbortController();
    let reading = Promise.resolve();
    try {
      await onServer((client) => client.query(`create tablespace jig_full location '${folder}'`));
      await database.pool.query(
        'alter table app.thing set (autovacuum_enabled = off); alter table app.thing set tablespace jig_full',
      );
      const begun = await begin(database, dated());
      reading = (async () => {
        while (!over.signal.aborted) {
          const started = performance.now();
          expect(await count(database, `id = '${idOf(77)}'`)).toBe(1);
          longest = Math.max(longest, performance.now() - started);
          reads += 1;
        }
      })();
      const paused = await run(database, begun.id, { batchRows });
      expect(paused).toMatchObject({
        state: 'paused',
        problem: { code: 'migration/disk-full', stage: expect.stringMatching(/fill thing\.day$/u) as string },
      });
      // Again without room: it stops again, at the same place.
      expect(await run(database, begun.id, { batchRows })).toMatchObject({
        state: 'paused',
        problem: { code: 'migration/disk-full' },
      });
      const row = await readMigration(database.pool, begun.id);
      const filled = await count(database, 'day is not null');
      expect(row.progress?.rows).toBe(filled);
      expect(filled).toBeGreaterThan(0);
      expect(filled).toBeLessThan(RECORDS);
      const told: number[] = [];
      mount('-o', `remount,size=${kilobytes * 4}k`);
      const done = await run(database, begun.id, {
        batchRows,
        progress: ({ rows: at }) => void (at === null || told.push(at)),
      });
      expect(done).toMatchObject({ state: 'done' });
      expect(told[0]).toBeGreaterThan(filled);
      expect(
        await count(
          database,
          `day = (created_at at time zone 'Europe/Berlin')::date and digits = right(id::text, 12)::int::text`,
        ),
      ).toBe(RECORDS);
      process.stdout.write(
        `disk full after ${filled} of ${RECORDS} records; ${reads} reads meanwhile, the longest ${longest.toFixed(0)} ms\n`,
      );
    } finally {
      over.abort();
      await reading;
      await server.close();
      await onServer((client) => client.query('drop tablespace if exists jig_full'));
      execFileSync('umount', [folder]);
      rmdirSync(folder);
      server = await createTestDatabase();
    }
  },
);

it('pauses for a value at the end that does not fit, names it, and goes on once it is mended', async () => {
  const { database } = server;
  await activate(database, before());
  await fill(database);
  const begun = await begin(database, counted());
  let isWritten = false;
  const write = async (): Promise<void> => {
    isWritten = true;
    await database.pool.query(`update app.thing set digits = 'no number' where id = $1`, [idOf(RECORDS - 3)]);
  };
  const writes: Promise<void>[] = [];
  const paused = await run(database, begun.id, {
    batchRows,
    // Somebody writes it under the older release while the copying is under way.
    progress: ({ rows }) => void (rows !== null && rows > RECORDS / 2 && !isWritten && writes.push(write())),
  });
  await Promise.all(writes);
  expect(paused).toMatchObject({
    state: 'paused',
    problem: { code: 'data/cast-fails', samples: [idOf(RECORDS - 3)] },
  });
  await database.pool.query(`update app.thing set digits = '7' where id = $1`, [idOf(RECORDS - 3)]);
  expect(await run(database, begun.id, { batchRows })).toMatchObject({ state: 'done' });
  const place = begun.preparation.names.find(({ field }) => field === 'digits')?.column_name ?? '';
  expect(await count(database, `"${place}" = right(id::text, 12)::int`)).toBe(RECORDS - 1);
  expect(await count(database, `"${place}" = 7 and id = '${idOf(RECORDS - 3)}'`)).toBe(1);
});

it('pauses at a record that cannot be written, names it, and goes on exactly there', async () => {
  const { database } = server;
  await activate(database, before());
  await fill(database);
  const failing = RECORDS - 1_234;
  await database.pool.query(`update app.thing set name = 'odd' where id = '${idOf(failing)}'`);
  // A constraint made by hand, which the record breaks already: it cannot be written as it is.
  await database.pool.query(`alter table app.thing add constraint by_hand check (name <> 'odd') not valid`);
  const begun = await begin(database, dated());
  const paused = await run(database, begun.id, { batchRows });
  expect(paused).toMatchObject({
    state: 'paused',
    problem: { code: 'migration/record-fails', samples: [idOf(failing)] },
  });
  const { progress } = await readMigration(database.pool, begun.id);
  expect(progress).toMatchObject({ rows: RECORDS - 2_000, after: idOf(RECORDS - 2_000) });
  expect(await count(database, 'day is not null')).toBe(RECORDS - 2_000);
  await database.pool.query(`update app.thing set name = 'even' where id = $1`, [idOf(failing)]);
  const told: number[] = [];
  expect(
    await run(database, begun.id, {
      batchRows,
      progress: ({ rows }) => void (rows === null || told.push(rows)),
    }),
  ).toMatchObject({ state: 'done' });
  expect(told.slice(0, 2)).toEqual([RECORDS - 1_000, RECORDS]);
  expect(await count(database, 'day is null')).toBe(0);
});
