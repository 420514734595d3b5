import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, inject, it } from 'vitest';
import { DatabaseProblem } from '../../server/db/database-problem.ts';
import { openScratchDatabase, type ScratchDatabase } from '../../server/db/scratch-database.ts';
import { onServer } from '../support/database.ts';

const PROGRAM = fileURLToPath(new URL('./scratch-process.ts', import.meta.url));
const log = { info: () => undefined, warn: () => undefined };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const open = (databaseUrl = inject('serverUrl')): Promise<ScratchDatabase> =>
  openScratchDatabase({ dataFolder: '', dataFolderIsDefault: false, databaseUrl }, log);

async function nameOf({ database }: ScratchDatabase): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name');
  return rows[0]?.name ?? '';
}

async function exists(name: string): Promise<boolean> {
  let count = 0;
  await onServer(async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    count = rowCount ?? 0;
  });
  return count > 0;
}

it('is a database of its own with the system tables, gone after it is closed', async () => {
  const scratch = await open();
  const name = await nameOf(scratch);
  const { rows } = await scratch.database.pool.query('select count(*)::int as actors from jig.actor');
  expect(rows).toEqual([{ actors: 1 }]);
  await scratch.close();
  expect(await exists(name)).toBe(false);
});

it('what a killed run left behind goes with the next one; what a living run uses stays', async () => {
  const child = spawn(process.execPath, [PROGRAM, inject('serverUrl')]);
  closing.push(() => Promise.resolve(child.kill('SIGKILL')));
  let said = '';
  for await (const part of child.stdout as AsyncIterable<Buffer>) {
    said += part.toString();
    if (said.includes('\n')) break;
  }
  const left = /up (\S+)/u.exec(said)?.[1] ?? '';
  const living = await open();
  closing.push(() => living.close());
  expect(await exists(left)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  // The server notices the lost connection a moment later.
  await expect
    .poll(
      async () => {
        await (await open()).close();
        return exists(left);
      },
      { timeout: 15_000 },
    )
    .toBe(false);
  expect(await exists(await nameOf(living))).toBe(true);
});

it('a user who may not create databases is told so', async () => {
  const url = new URL(inject('serverUrl'));
  await onServer((client) => client.query(`create role jig_test_poor login password 'poor'`));
  closing.push(() => onServer((client) => client.query('drop role jig_test_poor')));
  url.username = 'jig_test_poor';
  url.password = 'poor';
  const problem = await open(url.href).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(DatabaseProblem);
  expect((problem as DatabaseProblem).message).toBe(
    'The user of DATABASE_URL may not create a database to run the examples in: permission denied to create database.\n' +
      'Give the user the right (`alter role … createdb`), or leave DATABASE_URL out: Jig then runs its own server.',
  );
});
