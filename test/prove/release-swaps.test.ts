import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { OPERATOR } from '../../server/cli/with-release.ts';
import { findDevPerson, syncDevPeople } from '../../server/identity/dev-people.ts';
import { startSession } from '../../server/identity/session.ts';
import { activate } from '../../server/releases/activate.ts';
import { publish } from '../../server/releases/publish.ts';
import { runRelease } from '../../server/releases/run-release.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const RELEASES = 200;
const PROCESSES = 3;
/** Calls under way at once on each process. */
const LANES = 1;
const OPTIONAL = 6;

/** Optional fields of a release: the bits of its number, so that neighbours never have the same. */
const optionalOf = (release: number): readonly string[] =>
  Array.from({ length: OPTIONAL }, (_, bit) => bit)
    .filter((bit) => ((structureOf(release) >> bit) & 1) === 1)
    .map((bit) => `bit_${bit}`);
/** Every other release changes words only; the others change tables as well. */
const structureOf = (release: number): number => Math.ceil(release / 2);
const labelOf = (release: number): string => `Name in ${release}`;
/** Every eighth structure renames a field, has one more that is required, and another check. */
const renamed = (release: number): string => `place_${Math.floor(structureOf(release) / 8)}`;

function definitions(release: number): string {
  const optional = optionalOf(release).map((name) => `  ${name}: { type: text }\n`);
  const was = Math.floor(structureOf(release) / 8) - 1;
  return `workspace: swaps
language: 1
title: Swaps
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { ops: { title: Operations, contact: ops@swaps.example } }
---
role: clerk
about: Works.
---
entity: thing
owner: ops
title_field: name
fields:
  name: { type: text, required: true, label: ${labelOf(release)} }
  ${renamed(release)}: { type: text${was < 0 ? '' : `, was: place_${was}`} }
  level: { type: choice, options: [low, high], required: true, default: ${structureOf(release) % 16 < 8 ? 'low' : 'high'} }
${optional.join('')}checks:
  short: { that: name.size() < ${1000 + structureOf(release)}, say: Too long. }
access:
  clerk: { read: true, create: true, update: true, delete: true }
`;
}

const expected = (release: number): readonly string[] =>
  ['name', renamed(release), 'level', ...optionalOf(release)].toSorted();
const SYSTEM = new Set(['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted']);

let server: TestDatabase;
const children: ChildProcess[] = [];
const ports: number[] = [];
let cookie: string;

beforeAll(async () => {
  server = await createTestDatabase({ poolSize: 8 });
  const { database } = server;
  const files = [{ path: 'swaps.yaml', text: definitions(1) }];
  const { model, diagnostics } = compile(files);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  await activate(database, model, { files });
  const people = [
    {
      key: 'ann',
      name: 'Ann',
      email: null,
      roles: [{ role: 'clerk', scope: null, until: null }],
      attributes: {},
    },
  ];
  await syncDevPeople(database, people, new Date());
  const id = (await findDevPerson(database, 'ann')) ?? '';
  cookie = (await startSession(database, id, new Date(), false)).split(';')[0] ?? '';
  for (let at = 0; at < PROCESSES; at += 1) ports.push(await startProcess());
}, 120_000);
afterAll(async () => {
  for (const child of children) child.stdin?.end();
  await Promise.all(children.map((child) => new Promise((resolve) => child.once('close', resolve))));
  await server.close();
});

function startProcess(): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serving-process.ts'), server.url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const match = /port (\d+)/u.exec(chunk.toString());
      if (match !== null) resolve(Number(match[1]));
    });
    child.once('close', () => reject(new Error('The process ended before it served.')));
  });
}

type Counts = { calls: number; slowest: number; releases: Set<number> };
const failed: string[] = [];
const mixed: string[] = [];

async function call(
  port: number,
  method: string,
  path: string,
  body: unknown,
  counts: Counts,
): Promise<Response> {
  const started = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
    method,
    headers: { cookie, ...(body === null ? {} : { 'content-type': 'application/json' }) },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  counts.calls += 1;
  counts.slowest = Math.max(counts.slowest, performance.now() - started);
  if (!response.ok) failed.push(`${method} ${path}: ${response.status} ${await response.clone().text()}`);
  return response;
}

function judge(release: number, record: Readonly<Record<string, unknown>>, what: string): void {
  const fields = Object.keys(record).filter((name) => !SYSTEM.has(name));
  if (JSON.stringify(fields.toSorted()) !== JSON.stringify(expected(release)))
    mixed.push(`${what} under release ${release}: ${fields.join(', ')}`);
}

/** Reads, writes and reads the form, again and again; every answer has to be of the release that its header names. */
async function work(port: number, counts: Counts, isOver: () => boolean): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const made = await call(port, 'POST', 'records/thing', { name: `Thing ${turn}`, level: 'low' }, counts);
    if (made.ok)
      judge(Number(made.headers.get('jig-release')), (await made.json()) as Record<string, unknown>, 'POST');
    const list = await call(port, 'GET', 'records/thing?limit=5&sort=-created_at', null, counts);
    const release = Number(list.headers.get('jig-release'));
    counts.releases.add(release);
    if (list.ok)
      for (const record of ((await list.json()) as { data: Record<string, unknown>[] }).data)
        judge(release, record, 'GET');
    const view = await call(port, 'GET', 'views/thing/form', null, counts);
    const shown = await view.text();
    const of = Number(view.headers.get('jig-release'));
    const labels = [...shown.matchAll(/Name in (\d+)/gu)].map((match) => Number(match[1]));
    const bits = [...new Set(shown.match(/bit_\d/gu) ?? [])].toSorted();
    if (labels.length === 0 || labels.some((label) => label !== of) || bits.join() !== optionalOf(of).join())
      mixed.push(`form under release ${of}: ${[...new Set(labels)].join()} ${bits.join()}`);
  }
}

it(`${PROCESSES} processes, ${RELEASES} releases under load: no request fails, no answer is mixed`, async () => {
  let over = false;
  const counts: Counts[] = ports.map(() => ({ calls: 0, slowest: 0, releases: new Set<number>() }));
  const lanes = ports.flatMap((port, at) => {
    const own = counts[at];
    return own === undefined ? [] : Array.from({ length: LANES }, () => work(port, own, () => over));
  });
  const context = {
    database: server.database,
    actor: OPERATOR,
    now: () => new Date(),
    requestId: 'swaps',
  };
  const modes = { none: 0, steps: 0 };
  const started = performance.now();
  try {
    for (let number = 2; number <= RELEASES + 1; number += 1) {
      const files = [{ path: 'swaps.yaml', text: definitions(number) }];
      const { model, diagnostics } = compile(files);
      if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
      const published = await publish(context, {
        head: { files, model },
        reason: `Release ${number}`,
        gitCommit: null,
        // What goes back to fewer fields puts values aside knowingly.
        rolledBackTo: number > 2 ? number - 2 : null,
        plan: null,
        waitMs: 0,
      });
      if (number % 25 === 0)
        process.stdout.write(
          `  ${number} releases, ${counts.reduce((sum, { calls }) => sum + calls, 0)} requests, ${failed.length} failed, ${mixed.length} mixed\n`,
        );
      if (published.migration === null) modes.none += 1;
      else {
        modes.steps += 1;
        const outcome = await runRelease(context, published.migration);
        expect(outcome).toEqual({ state: 'done', release: number });
      }
    }
  } finally {
    over = true;
    await Promise.all(lanes);
  }
  const seconds = (performance.now() - started) / 1000;
  const total = counts.reduce((sum, { calls }) => sum + calls, 0);
  const served = new Set(counts.flatMap(({ releases }) => [...releases]));
  process.stdout.write(
    `${RELEASES} releases (${modes.steps} in steps, ${modes.none} at once) in ${seconds.toFixed(0)} s; ${total} requests on ${PROCESSES} processes, ` +
      `${failed.length} failed, ${mixed.length} mixed; answered under ${served.size} releases; slowest ${Math.max(...counts.map(({ slowest }) => slowest)).toFixed(0)} ms\n`,
  );
  expect(failed.slice(0, 5)).toEqual([]);
  expect(mixed.slice(0, 5)).toEqual([]);
  expect(total).toBeGreaterThan(RELEASES);
  expect(modes.steps).toBeGreaterThan(RELEASES / 3);
}, 1_800_000);
