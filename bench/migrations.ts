import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { compile } from '../runtime/compile/compile.ts';
import { startEmbeddedPostgres } from '../server/db/embedded-postgres.ts';
import { type Database, openDatabase } from '../server/db/open.ts';
import { SYSTEM_ACTOR_ID } from '../server/db/system-tables.ts';
import { migrateSystem } from '../server/migrate/migrate-system.ts';
import { prepareMigration } from '../server/migrate/prepare-migration.ts';
import { activate } from '../server/releases/activate.ts';
import { sha256 } from '../server/releases/active-release.ts';
import { contentHash } from '../server/releases/content-hash.ts';
import { loadNewestRelease } from '../server/releases/load-release.ts';
import { openMigration } from '../server/releases/migration-rows.ts';
import { runRelease } from '../server/releases/run-release.ts';
import { CHANGES, definitionsOf, FIRST, type Parcels } from './parcels/changes.ts';
import { type Acknowledged, startClients } from './parcels/clients.ts';

export type ChangeResult = {
  readonly what: string;
  readonly seconds: number;
  readonly requests: number;
  readonly failed: readonly string[];
  readonly longestMs: number;
  readonly slowest: string;
  /** Values that are not what the server acknowledged or what was there before. */
  readonly lost: number;
};

/** Requests before the first change, to know what the machine makes them wait anyway. */
const QUIET_MS = 10_000;
const ACTOR = '01900000-0000-7000-a000-000000000001';

/**
 * Every kind of change on a table of so many records, each a release that goes through its steps while clients list, read, change
 * and create through the HTTP app of another process.
 */
export async function measureMigrations(
  records: number,
  told: (result: ChangeResult) => void,
): Promise<ChangeResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'jig-bench-'));
  await chmod(folder, 0o755); // the database's own user has to get in when this runs as root
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    movable: true,
    log: { info: () => undefined, warn: () => undefined },
  });
  const database = await openDatabase(postgres.url, { poolSize: 4, statementTimeoutMs: 120_000 });
  let server: ChildProcess | null = null;
  try {
    const token = await seed(database, records);
    const serving = await startServer(postgres.url);
    server = serving.child;
    const clients = startClients(serving.port, token, records, idOf);
    const results: ChangeResult[] = [];
    const finish = async (what: string, started: number): Promise<void> => {
      const seconds = (performance.now() - started) / 1000;
      const traffic = clients.take();
      const lost = await countLost(database, clients.acknowledged);
      clients.take(); // what waits for the counting is no part of the change
      const result = { what, seconds, ...traffic, lost };
      results.push(result);
      told(result);
    };
    let started = performance.now();
    await sleep(QUIET_MS);
    await finish('no change', started);
    let parcels: Parcels = FIRST;
    for (const { what, make } of CHANGES) {
      parcels = make(parcels);
      started = performance.now();
      await release(database, parcels, what);
      await finish(what, started);
    }
    await clients.stop();
    return results;
  } finally {
    server?.stdin?.end();
    await database.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function release(database: Database, parcels: Parcels, reason: string): Promise<void> {
  const files = definitionsOf(parcels);
  const model = modelOf(parcels);
  const modelText = JSON.stringify(model);
  const base = (await loadNewestRelease(database.pool))?.number ?? null;
  const migration = await openMigration(database, {
    base,
    hash: sha256(modelText),
    modelText,
    files,
    contentHash: contentHash(files),
    preparation: await prepareMigration(database.pool, model, { countRefusals: false }),
    published: { reason, gitCommit: null, rolledBackTo: null, plan: null },
    actorId: SYSTEM_ACTOR_ID,
  });
  const outcome = await runRelease({ database, now: () => new Date(), requestId: 'bench' }, migration);
  if (outcome.state !== 'done') throw new Error(`${reason}: ${JSON.stringify(outcome)}`);
}

function modelOf(parcels: Parcels) {
  const { model, diagnostics } = compile(definitionsOf(parcels));
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}

/** Deterministic id of the n-th record, from 1. */
const idOf = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

async function seed(database: Database, records: number): Promise<string> {
  const { pool } = database;
  await migrateSystem(database);
  await activate(database, modelOf(FIRST), { files: definitionsOf(FIRST) });
  const token = randomBytes(32).toString('base64url');
  await pool.query(
    `insert into jig.actor (id, kind, key, name, active) values ($1, 'person', 'bench', 'Bench', true)`,
    [ACTOR],
  );
  await pool.query(
    `insert into jig.role_assignment (id, actor_id, role, given_by) values ($1, $1, 'sales', $1)`,
    [ACTOR],
  );
  await pool.query(
    `insert into jig.session (token_hash, actor_id, expires_at) values ($1, $2, now() + interval '1 day')`,
    [createHash('sha256').update(token).digest(), ACTOR],
  );
  const { rows } = await pool.query<{ order: string }>(
    `select string_agg(quote_ident(attname), ', ') as order from pg_attribute where attrelid = 'app.parcel'::regclass and attnum > 0 and not attisdropped`,
  );
  if (rows.length === 0) throw new Error('no table');
  await pool.query(
    `insert into app.parcel (id, created_at, created_by, updated_by, name, quantity, rate, status, city, tier, serial, digits, fee, note, former)
     select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now() - n * interval '1 second', $1, $1, 'Parcel ' || n, n % 900,
       (n % 500) + 0.75, (array['open', 'packed'])[1 + n % 2], 'City ' || n % 400, 'plain', 'S-' || n, (n % 100000)::text, n % 90,
       case when n % 2 = 0 then 'Ring the bell' end, 'old'
     from generate_series(1, ${records}) n`,
    [ACTOR],
  );
  await pool.query('vacuum (analyze) app.parcel');
  await pool.query('checkpoint');
  return token;
}

function startServer(url: string): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const program = fileURLToPath(new URL('../test/prove/serving-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const match = /port (\d+)/u.exec(chunk.toString());
      if (match !== null) resolve({ child, port: Number(match[1]) });
    });
    child.once('close', () => reject(new Error('The server ended before it listened.')));
  });
}

/** Records of which a value is not the one that was acknowledged last, or for what nobody touched the one from the beginning. */
async function countLost({ pool }: Database, acknowledged: Acknowledged): Promise<number> {
  const release = await loadNewestRelease(pool);
  const entity = Object.keys(release?.model.entities ?? {}).find((name) => name !== 'shelf') ?? '';
  const names = release?.names;
  if (names === undefined) throw new Error('no release');
  const column = (field: string): string => names.column(entity, field);
  const has = (field: string): boolean => release?.model.entities[entity]?.fields[field] !== undefined;
  const city = has('town') ? 'town' : 'city';
  const written = [...acknowledged];
  const { rows } = await pool.query<{ lost: number }>(
    `select count(*)::int as lost from unnest($1::uuid[], $2::text[], $3::bigint[], $4::numeric[]) as a(id, name, quantity, rate)
     where not exists (select from ${names.table(entity)} r where r.id = a.id and r.${column('name')} = a.name
       and (r.version > 2 or r.${column('quantity')} = a.quantity and r.${column('rate')} = a.rate))`,
    [
      written.map(([id]) => id),
      written.map(([, { name }]) => name),
      written.map(([, { quantity }]) => quantity),
      written.map(([, { rate }]) => rate),
    ],
  );
  const { rows: untouched } = await pool.query<{ lost: number }>(
    `select count(*)::int as lost from (select *, ('x' || right(id::text, 12))::bit(48)::bigint as n from ${names.table(entity)}) r
     where version = 1 and id::text like '01900000-0000-7000-8000-%' and not (coalesce(
       ${column('name')} = 'Parcel ' || n and ${column('quantity')} = n % 900 and ${column('rate')} = (n % 500) + 0.75
       and ${column(city)} = 'City ' || n % 400 and ${column('serial')} = 'S-' || n and ${column('digits')}::text = (n % 100000)::text
       and ${column('fee')} = n % 90 and ${column('tier')} = 'plain'
       and ${column('note')} is not distinct from case when n % 2 = 0 then 'Ring the bell' end, false))`,
  );
  return (rows[0]?.lost ?? 0) + (untouched[0]?.lost ?? 0);
}
