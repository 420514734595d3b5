import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { locateCluster } from '../../server/db/embedded/cluster-folder.ts';
import { stopPostmaster } from '../../server/db/embedded/postmaster.ts';
import { leaseHolders } from '../../server/db/embedded/process-leases.ts';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { openDatabase } from '../../server/db/open.ts';
import { migrateSystem } from '../../server/migrate/migrate-system.ts';

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- vitest takes its types by merging an interface
  interface ProvidedContext {
    /** Address of the run's database server (its maintenance database). */
    serverUrl: string;
    /** Database with Jig's own tables, copied for each test file. */
    template: string;
  }
}

/** Begins the name of every database that a run makes. */
const PREFIX = `jig_test_${process.pid}`;
const TEMPLATE = `${PREFIX}_template`;

/** Begins the name of the folder of a run's own server. */
const FOLDER = 'jig-test-';

/** Nothing of a test run outlives the machine, so it need not be written through. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
};

/**
 * One database server for the whole run: an embedded one below the system's temporary folder, or that of
 * JIG_TEST_DATABASE_URL (a superuser's address; only databases named jig_test_* are made there, and removed again).
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  try {
    await withClient(server.url, (client) =>
      client.query(`create database ${TEMPLATE} encoding 'UTF8' template template0`),
    );
    const database = await openDatabase(withDatabase(server.url, TEMPLATE));
    await migrateSystem(database);
    await database.close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('serverUrl', server.url);
  project.provide('template', TEMPLATE);
  return async () => {
    if (server.isShared) await dropDatabases(server.url);
    await server.stop();
  };
}

type TestServer = { readonly url: string; readonly isShared: boolean; stop(): Promise<void> };

async function startServer(): Promise<TestServer> {
  const url = process.env['JIG_TEST_DATABASE_URL'];
  if (url !== undefined && url !== '') return { url, isShared: true, stop: () => Promise.resolve() };
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), FOLDER));
  chmodSync(folder, 0o755); // as root, the server's own user must get in
  const log = { info: () => undefined, warn: (message: string) => process.stderr.write(`${message}\n`) };
  const server = await startEmbeddedPostgres({ dataFolder: folder, settings: FAST, log });
  return {
    url: server.url,
    isShared: false,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends the servers of runs that were killed. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER))) {
    const folder = join(tmpdir(), name);
    const cluster = locateCluster(folder);
    // Without the list of its users it is just being made.
    if (!existsSync(cluster.users) || leaseHolders(cluster).length > 0) continue;
    await stopPostmaster(cluster, 2_000);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function dropDatabases(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where starts_with(datname, '${PREFIX}_')`,
    );
    for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
  });
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}
