import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { buildScreens, pause, serve, signIn, stopAll, temporaryFolder } from '../dev/run-jig.ts';

const ROUNDS = 24;
const CLIENTS = 10;
const LINES = 3;

const DEFINITIONS = `workspace: soak
language: 1
title: Soak
owners:
  team: { title: Team, contact: team@soak.example }
---
role: writer
about: Writes all day.
---
entity: parcel
owner: team
fields:
  name: { type: text, required: true }
  weight: { type: integer }
  items: { type: children, of: item }
access: { writer: { read: true, create: true, update: true } }
---
entity: item
owner: team
fields:
  parcel: { type: reference, to: parcel, part_of: true }
  name: { type: text, required: true }
access: { writer: { read: true, create: true, update: true, delete: true } }
`;

const temporary = temporaryFolder();
const folder = join(temporary.path, 'definitions');
const data = join(temporary.path, 'data');
afterAll(async () => {
  await stopAll();
  temporary.remove();
});

type Call = Awaited<ReturnType<typeof signIn>>;

/** Versions that the server has acknowledged, by record. */
const acknowledged = new Map<string, number>();

/** Creates a parcel, every second one with lines, and changes it; stops at the first answer that is lost. */
async function work(call: Call, client: number, stopped: () => boolean): Promise<void> {
  for (let n = 0; !stopped(); n += 1) {
    const items =
      n % 2 === 0 ? {} : { items: Array.from({ length: LINES }, (_, i) => ({ name: `Item ${i}` })) };
    const body = JSON.stringify({ name: `Parcel ${client} ${n}`, ...items });
    const created = await call('records/parcel', { method: 'POST', body }).catch(() => null);
    if (created?.status !== 201) return;
    const { id, version } = (await created.json()) as { id: string; version: number };
    acknowledged.set(id, version);
    const changed = await change(call, id, version, n).catch(() => null);
    if (changed?.status !== 200) return;
    acknowledged.set(id, version + 1);
  }
}

const change = (call: Call, id: string, version: number, weight: number): Promise<Response> =>
  call(`records/parcel/${id}`, {
    method: 'PATCH',
    body: JSON.stringify({ weight }),
    headers: { 'if-match': `"${version}"` },
  });

it('loses no acknowledged write and splits none, whichever process is killed in the middle of many', async () => {
  await buildScreens();
  mkdirSync(folder);
  writeFileSync(join(folder, 'workspace.yaml'), DEFINITIONS);
  writeFileSync(
    join(folder, 'people.dev.yaml'),
    'people: { ann: { name: Ann, email: ann@soak.example, roles: [writer] } }\n',
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    const jig = await serve(folder, { JIG_DATA: data });
    const call = await signIn(jig.url, 'ann');
    let over = false;
    const clients = Array.from({ length: CLIENTS }, (_, client) => work(call, client, () => over));
    await pause(200 + Math.random() * 600);
    if (round % 2 === 0) jig.kill('SIGKILL');
    else
      process.kill(
        Number(readFileSync(join(data, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]),
        'SIGKILL',
      );
    over = true;
    await Promise.all(clients);
    jig.kill('SIGKILL');
    await jig.ended;
  }
  const postgres = await startEmbeddedPostgres({
    dataFolder: data,
    log: { info: () => undefined, warn: () => undefined },
  });
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const ask = async (sql: string): Promise<number> =>
    (await client.query<{ n: number }>(sql)).rows[0]?.n ?? -1;
  const { rows } = await client.query<{ id: string; version: number }>('select id, version from app.parcel');
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  const lost = [...acknowledged].filter(([id, version]) => (versions.get(id) ?? 0) < version);
  const entries = "from jig.audit_entry where entity = 'parcel'";
  process.stdout.write(`${ROUNDS} rounds, ${acknowledged.size} records acknowledged, ${rows.length} kept\n`);
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * CLIENTS);
  expect(lost).toEqual([]);
  expect(await ask('select sum(version)::int as n from app.parcel')).toBe(
    await ask(`select count(*)::int as n ${entries}`),
  );
  expect(
    await ask(`select count(*)::int as n ${entries} and record_id not in (select id from app.parcel)`),
  ).toBe(0);
  expect(
    await ask(
      "select count(*)::int as n from app.item where id not in (select record_id from jig.audit_entry where entity = 'item')",
    ),
  ).toBe(0);
  expect(
    await ask(
      `select count(*)::int as n from (select parcel from app.item group by parcel having count(*) <> ${LINES}) half`,
    ),
  ).toBe(0);
  await client.end();
  await postgres.stop();
});
