import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { OPERATOR } from '../../server/cli/with-release.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { type Database, openDatabase } from '../../server/db/open.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import { migrateSystem } from '../../server/migrate/migrate-system.ts';
import { readMigration } from '../../server/migrate/migration-row.ts';
import { prepareMigration } from '../../server/migrate/prepare-migration.ts';
import { runMigration } from '../../server/migrate/run-migration.ts';
import { takeBackMigration } from '../../server/migrate/take-back-migration.ts';
import { makePlan } from '../../server/plan/make-plan.ts';
import { activate } from '../../server/releases/activate.ts';
import { sha256 } from '../../server/releases/active-release.ts';
import { contentHash } from '../../server/releases/content-hash.ts';
import { openMigration } from '../../server/releases/migration-rows.ts';
import { hooksOf } from '../../server/releases/run-release.ts';
import { temporaryFolder } from '../dev/run-jig.ts';
import { AFTER, BEFORE, RECORDS, stateOf } from './killed-migration.ts';
import type { Victim } from './migrating-process.ts';

/** Points at which the program is killed, before a statement and during it, and the database. */
const PROGRAM_POINTS = 26;
const DATABASE_POINTS = 9;
/** Three batches for forty records. */
const BATCH = 15;
const CHILD = fileURLToPath(new URL('./migrating-process.ts', import.meta.url));

const temporary = temporaryFolder();
const pidFile = join(temporary.path, 'postgres', 'data', 'postmaster.pid');
let postgres: EmbeddedPostgres;
let id: string;
/** What is there before the migration, and after one that nobody disturbed. */
let before: string[];
let after: string[];
let statements: number;

const definitions = (text: string) => {
  const files = [{ path: 'kills.yaml', text }];
  const { model, diagnostics } = compile(files);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return { files, model };
};
const [base, head] = [definitions(BEFORE), definitions(AFTER)];

const urlOf = (name: string): string => {
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
};

/** Runs SQL in the server's own database, again while the server comes back. */
async function onServer(sql: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString: urlOf('postgres') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(sql);
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function withDatabase<Result>(
  name: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(urlOf(name), { poolSize: 3 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

type Ended = { readonly outcome: { readonly state: string }; readonly sent: number };

/** What the process told; null where it was killed. */
function migrate(
  name: string,
  way: 'run' | 'back',
  at: number,
  victim: Victim,
): Promise<{ readonly ended: Ended | null; readonly signal: string | null; readonly words: string }> {
  return new Promise((resolve) => {
    const words = [CHILD, urlOf(name), id, way, String(BATCH), String(at), victim, pidFile];
    execFile(process.execPath, words, (error, stdout, stderr) =>
      resolve({
        ended: stdout === '' ? null : (JSON.parse(stdout) as Ended),
        signal: error?.signal ?? null,
        words: stderr,
      }),
    );
  });
}

beforeAll(async () => {
  postgres = await startEmbeddedPostgres({
    dataFolder: temporary.path,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    log: { info: () => undefined, warn: () => undefined },
  });
  await onServer('create database begun');
  await withDatabase('begun', async (database) => {
    await migrateSystem(database);
    const { number } = await activate(database, base.model, { files: base.files });
    await database.pool.query(RECORDS);
    before = await stateOf(database);
    const modelText = JSON.stringify(head.model);
    id = await openMigration(database, {
      base: number,
      hash: sha256(modelText),
      modelText,
      files: head.files,
      contentHash: contentHash(head.files),
      preparation: await prepareMigration(database.pool, head.model, {
        forceOnline: true,
        countRefusals: false,
      }),
      published: { reason: 'Everything', gitCommit: null, rolledBackTo: null, plan: null },
      actorId: SYSTEM_ACTOR_ID,
    });
  });
  await onServer('create database undisturbed template begun');
  const { ended, words } = await migrate('undisturbed', 'run', 0, 'before');
  expect(ended?.outcome, words).toEqual({ state: 'done', release: 2 });
  statements = ended?.sent ?? 0;
  after = await withDatabase('undisturbed', stateOf);
  await onServer('drop database undisturbed');
});

afterAll(async () => {
  await postgres.stop();
  temporary.remove();
});

/** Goes on, or back where that is wanted and still possible, as a second process would; gives what there is then. */
async function recover(name: string, isBack: boolean): Promise<'done' | 'taken_back'> {
  return withDatabase(name, async (database) => {
    const hooks = {
      ...hooksOf({ database, now: () => new Date(), requestId: 'kills' }, id),
      batchRows: BATCH,
    };
    const { state, release } = await readMigration(database.pool, id);
    if (state === 'taking_back' || (isBack && release === null && state !== 'done' && state !== 'taken_back'))
      await takeBackMigration(database, id, hooks);
    // The server notices within a second that the killed process is gone.
    for (let tries = 0; tries < 100; tries += 1) {
      const outcome = await runMigration(database, id, hooks);
      if (outcome.state === 'done' || outcome.state === 'taken_back') {
        const target = outcome.state === 'done' ? head : base;
        expect(await stateOf(database)).toEqual(outcome.state === 'done' ? after : before);
        const plan = await makePlan({
          database,
          head: target,
          against: { is: 'database' },
          budgetMs: 60_000,
          reader: OPERATOR,
          today: '2026-11-26',
        });
        expect(plan.empty).toBe(true);
        const { steps, drift } = await prepareMigration(database.pool, target.model, { countRefusals: true });
        expect([steps, drift]).toEqual([[], []]);
        return outcome.state;
      }
      if (outcome.state === 'paused') throw new Error(JSON.stringify(outcome.problem));
      await sleep(100);
    }
    throw new Error('nobody could go on');
  });
}

async function killAt(at: number, victim: Victim, isBack: boolean): Promise<'done' | 'taken_back'> {
  const name = `killed_${at}_${victim}`;
  await onServer(`create database ${name} template begun`);
  try {
    const { ended, signal, words } = await migrate(name, 'run', at, victim);
    const isProgram = victim === 'before' || victim === 'during';
    if (isProgram) expect(signal, `${at} ${victim}: ${words}`).toBe('SIGKILL');
    else await onServer('select');
    // What the program says of a database that goes away beneath it is a reason, never a crash.
    if (!isProgram) expect(['paused', 'done'], `${at} ${victim}: ${words}`).toContain(ended?.outcome.state);
    // Whoever takes it back may be killed as well.
    if (isBack && isProgram) await migrate(name, 'back', ((at * 7) % 60) + 2, victim);
    return await recover(name, isBack);
  } finally {
    await onServer(`drop database if exists ${name} with (force)`);
  }
}

/** So many places among the statements, spread over all of them. */
const points = (count: number, shift: number): number[] =>
  Array.from({ length: count }, (_, at) => 1 + Math.floor(((at + shift) * statements) / count));

it('goes on or goes back whichever statement the program is killed at, and ends as if nobody had died', async () => {
  const ends: string[] = [];
  for (const [index, at] of points(PROGRAM_POINTS, 0.3).entries())
    ends.push(await killAt(at, 'before', index % 2 === 1));
  for (const [index, at] of points(PROGRAM_POINTS, 0.7).entries())
    ends.push(await killAt(at, 'during', index % 2 === 0));
  const back = ends.filter((end) => end === 'taken_back').length;
  process.stdout.write(
    `${ends.length} points of ${statements} statements at which the program was killed: ${ends.length - back} gone on, ${back} taken back\n`,
  );
  expect(ends.length).toBeGreaterThan(40);
  expect(back).toBeGreaterThan(10);
});

it('goes on or goes back when the database is killed beneath it', async () => {
  const ends: string[] = [];
  for (const [index, at] of points(DATABASE_POINTS, 0.4).entries())
    ends.push(await killAt(at, 'backend', index % 2 === 1));
  for (const [index, at] of points(DATABASE_POINTS, 0.8).entries())
    ends.push(await killAt(at, 'server', index % 2 === 0));
  const back = ends.filter((end) => end === 'taken_back').length;
  process.stdout.write(
    `${ends.length} points at which the database was killed: ${ends.length - back} gone on, ${back} taken back\n`,
  );
});
