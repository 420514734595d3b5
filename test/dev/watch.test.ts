import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DevDiagnosticsJson } from '../../runtime/wire/dev.ts';
import type { FormView } from '../../runtime/wire/view.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  buildScreens,
  jigOnce,
  pause,
  serve,
  signIn,
  stopAll,
  temporaryFolder,
  until,
  type Served,
} from './run-jig.ts';

const temporary = temporaryFolder();
const folder = join(temporary.path, 'definitions');
const file = (name: string): string => join(folder, name);

let server: TestDatabase;
let jig: Served;
let call: Awaited<ReturnType<typeof signIn>>;
let good: string;

beforeAll(async () => {
  await buildScreens();
  server = await createTestDatabase({ empty: true });
  await jigOnce(['init', folder]);
  good = readFileSync(file('task.yaml'), 'utf8');
  jig = await serve(folder, { DATABASE_URL: server.url, JIG_DATA: temporary.path });
  call = await signIn(jig.url, 'alex');
}, 90_000);
afterAll(async () => {
  await stopAll();
  await server.close();
  temporary.remove();
});

const state = async (): Promise<DevDiagnosticsJson> =>
  (await (await fetch(`${jig.url}/api/v1/dev/diagnostics`)).json()) as DevDiagnosticsJson;
const formFields = async (): Promise<string[]> => {
  const form = (await (await call('views/task/form')).json()) as FormView;
  return form.sections.flatMap((section) => section.fields.map((field) => field.path));
};
const withField = (line: string): string => good.replace('  details:', `  ${line}\n  details:`);

it('a saved field is on the form, in the database and told to the browser within a second', async () => {
  const events = await fetch(`${jig.url}/api/v1/dev/events`);
  const reader = (events.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  const heard = async (text: RegExp): Promise<void> => {
    for (let all = ''; !text.test(all);) all += decoder.decode((await reader.read()).value, { stream: true });
  };
  await heard(/event: release\ndata: \{"release":1\}/u);
  const milliseconds: number[] = [];
  for (const [index, label] of ['Room', 'The room', 'Which room'].entries()) {
    const started = performance.now();
    writeFileSync(file('task.yaml'), withField(`room: { type: text, label: ${label} }`));
    await heard(new RegExp(`event: release\\ndata: \\{"release":${index + 2}\\}`, 'u'));
    milliseconds.push(performance.now() - started);
  }
  await reader.cancel();
  expect(await formFields()).toContain('room');
  const made = await call('records/task', {
    method: 'POST',
    body: JSON.stringify({ title: 'Paint', room: 'Hall' }),
  });
  expect([made.status, await made.json()]).toEqual([201, expect.objectContaining({ room: 'Hall' })]);
  expect(jig.output()).toContain('Release 4 serves.');
  // Of three, because other tests run beside this one.
  expect(Math.min(...milliseconds)).toBeLessThan(1000);
});

it('a mistake leaves the last good release serving and is shown at its line, in terminal and browser', async () => {
  writeFileSync(file('task.yaml'), withField('room: { type: txet }'));
  await until(async () => (await state()).stale);
  const { release, diagnostics } = await state();
  const line =
    withField('')
      .split('\n')
      .findIndex((text) => text === '  ') + 1;
  expect(release).toBe(4);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]).toMatchObject({
    file: 'task.yaml',
    line,
    severity: 'error',
    hint: expect.stringContaining('text'),
  });
  expect(diagnostics[0]?.excerpt).toContain('type: txet');
  await jig.prints(new RegExp(`task.yaml:${line}:\\d+`, 'u'));
  expect(jig.output()).toMatch(/1 problem\..* Release 4 goes on serving\./u);
  expect(await formFields()).toContain('room');
});

it('mending it goes on, without a new release where the definitions are those in force', async () => {
  writeFileSync(file('task.yaml'), withField('room: { type: text, label: Which room }'));
  await until(async () => !(await state()).stale);
  expect(await state()).toEqual({ release: 4, stale: false, diagnostics: [] });
});

it('of two quick saves the second one counts', async () => {
  writeFileSync(file('task.yaml'), withField('room: { type: text }\n  first: { type: text }'));
  await pause(10);
  writeFileSync(file('task.yaml'), withField('room: { type: text }\n  second: { type: text }'));
  await until(async () => (await formFields()).includes('second'));
  expect(await formFields()).not.toContain('first');
  await pause(300);
  expect(await formFields()).toContain('second');
});

it('a field that is taken out is said to be kept, and its values come back with it', async () => {
  writeFileSync(file('task.yaml'), withField('second: { type: text }'));
  await jig.prints(/Release \d+ serves\. No longer defined: `task\.room`\. .*kept/u);
  expect(await formFields()).not.toContain('room');
  writeFileSync(file('task.yaml'), withField('place: { type: text, was: room }\n  second: { type: text }'));
  await until(async () => (await formFields()).includes('place'));
  const list = (await (await call('records/task?fields=place&filter.title=Paint')).json()) as {
    data: object[];
  };
  expect(list.data).toEqual([expect.objectContaining({ place: 'Hall' })]);
});

it('a half-written file that is completed a moment later does no harm', async () => {
  const whole = withField('room: { type: text }\n  third: { type: text }');
  writeFileSync(file('task.yaml'), whole.slice(0, whole.length / 2));
  await pause(90); // longer than a change needs to settle
  writeFileSync(file('task.yaml'), whole);
  await until(async () => (await formFields()).includes('third'));
  expect((await state()).diagnostics).toEqual([]);
});

it('an editor that replaces the file, a new file in a new folder and its removal are followed', async () => {
  writeFileSync(file('.task.yaml.swp'), withField('room: { type: text }\n  fourth: { type: text }'));
  renameSync(file('.task.yaml.swp'), file('task.yaml'));
  await until(async () => (await formFields()).includes('fourth'));
  mkdirSync(file('more'));
  writeFileSync(
    file('more/place.yaml'),
    'entity: place\nowner: operations\nfields:\n  name: { type: text, required: true }\naccess: { lead: { read: true } }\n',
  );
  await until(async () => (await call('views/place/table')).ok);
  rmSync(file('more'), { recursive: true });
  await until(async () => (await call('views/place/table')).status === 404);
});

it('a change that the data contradicts is refused with the way out, and the release before goes on', async () => {
  await call('records/task', {
    method: 'POST',
    body: JSON.stringify({ title: 'Sand', room: 'Not a number' }),
  });
  writeFileSync(file('task.yaml'), withField('room: { type: integer }'));
  await until(async () => (await state()).stale);
  const { diagnostics } = await state();
  expect(diagnostics[0]).toMatchObject({
    code: 'release/data-in-the-way',
    file: 'task.yaml',
    hint: expect.any(String),
  });
  expect(diagnostics[0]?.excerpt).toContain('room: { type: integer }');
  expect((await (await call('records/task?fields=room&q=Sand')).json()) as unknown).toMatchObject({
    data: [{ room: 'Not a number' }],
  });
  writeFileSync(file('task.yaml'), withField('room: { type: text }'));
  await until(async () => !(await state()).stale);
});

it('people who are added may sign in; a file of people with mistakes changes nobody and is told', async () => {
  const people = readFileSync(file('people.dev.yaml'), 'utf8');
  writeFileSync(file('people.dev.yaml'), `${people}  kim: { name: Kim Berg, roles: [member] }\n`);
  await until(async () => signIn(jig.url, 'kim').then(() => true));
  writeFileSync(file('people.dev.yaml'), `${people}  kim: { name: Kim Berg, roles: [boss] }\n`);
  await jig.prints(/people\.dev\.yaml gives kim the unknown role `boss`/u);
  await signIn(jig.url, 'kim');
  writeFileSync(file('people.dev.yaml'), people);
  await until(async () =>
    signIn(jig.url, 'kim').then(
      () => false,
      () => true,
    ),
  );
  await signIn(jig.url, 'alex');
});

it('a folder that disappears leaves the last release serving, and its return is followed', async () => {
  const away = join(temporary.path, 'away');
  renameSync(folder, away);
  await until(async () => (await state()).stale);
  expect((await state()).diagnostics[0]).toMatchObject({ code: 'release/not-followed', severity: 'error' });
  expect((await call('records/task')).status).toBe(200);
  renameSync(away, folder);
  await until(async () => !(await state()).stale);
});

it('it stops in order when told to', async () => {
  jig.kill('SIGTERM');
  expect(await jig.ended).toBe(0);
});
