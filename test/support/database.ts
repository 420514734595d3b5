import { Client } from 'pg';
import { inject } from 'vitest';
import { type Database, type DatabaseOptions, openDatabase } from '../../server/db/open.ts';

export type TestDatabase = {
  readonly url: string;
  readonly database: Database;
  /** Closes the pool and removes the database. */
  close(): Promise<void>;
};

type TestDatabaseOptions = DatabaseOptions & {
  /** Empty, without Jig's own tables. */
  readonly empty?: boolean;
};

let counter = 0;

/** A fresh database of its own, with Jig's own tables; for one test file or one test. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const template = inject('template');
  counter += 1;
  const name = template.replace(/template$/u, `${process.pid}_${counter}`);
  await onServer((client) =>
    client.query(
      `create database ${name} encoding 'UTF8' template ${options.empty === true ? 'template0' : template}`,
    ),
  );
  const url = databaseUrl(name);
  const database = await openDatabase(url, { poolSize: 5, ...options });
  return {
    url,
    database,
    close: async () => {
      await database.close();
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Runs `work` as the server's superuser in its maintenance database. */
export async function onServer(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: inject('serverUrl') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Address of a database on the run's server. */
export function databaseUrl(name: string): string {
  const address = new URL(inject('serverUrl'));
  address.pathname = `/${name}`;
  return address.href;
}
