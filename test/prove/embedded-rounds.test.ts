import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import {
  isRunning,
  postmasterOf,
  start,
  startElsewhere,
  temporaryFolder,
} from '../database/embedded-folder.ts';

const ROUNDS = 25;

it('replaces a left-over server that hangs', async () => {
  const folder = temporaryFolder();
  const killed = startElsewhere(folder);
  await killed.line('up ');
  const pid = postmasterOf(folder) ?? 0;
  killed.child.kill('SIGKILL');
  await killed.ended;
  process.kill(pid, 'SIGSTOP');
  const lines: string[] = [];
  const begin = performance.now();
  const server = await start(folder, lines);
  process.stdout.write(`replaced after ${Math.round(performance.now() - begin)} ms\n`);
  expect(lines.join()).toMatch(/does not answer and is restarted/u);
  expect(isRunning(pid)).toBe(false);
  await server.stop();
});

it('never leaves two users of one folder without a server, or a server without users, however they come and go', async () => {
  const folder = temporaryFolder();
  let written = 0;
  const visit = async (end: 'stop' | 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    await sleep(Math.random() * 400);
    const visitor = startElsewhere(folder);
    const [url = ''] = (await visitor.line('up ')).split(' ');
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('create table if not exists public.visits (n int)').catch(() => undefined);
    await client.query('insert into public.visits values (1)');
    written += 1;
    await client.end();
    if (end === 'stop') visitor.child.stdin?.end();
    else visitor.child.kill(end);
    await visitor.ended;
  };
  const ends = ['stop', 'SIGTERM', 'SIGKILL', 'stop'] as const;
  for (let round = 0; round < ROUNDS; round += 1)
    await Promise.all([visit(ends[round % 4] ?? 'stop'), visit(ends[(round + 1) % 4] ?? 'stop')]);
  const server = await start(folder);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from public.visits');
  await client.end();
  expect(rows[0]?.count).toBe(written);
  expect(written).toBe(ROUNDS * 2);
  const pid = postmasterOf(folder) ?? 0;
  await server.stop();
  expect(isRunning(pid)).toBe(false);
});
