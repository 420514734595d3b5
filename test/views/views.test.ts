import { afterAll, beforeAll, expect, it } from 'vitest';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { DetailView, FieldView, FormView, NavigationJson, TableView } from '../../runtime/wire/view.ts';
import type { TestApp } from '../support/app.ts';
import { openViewApp } from './open.ts';
import { HIDDEN_FROM_CLERK, PEOPLE, WORKSPACE } from './workspace.ts';

let test: TestApp;
let call: TestApp['call'];
beforeAll(async () => {
  test = await openViewApp(WORKSPACE, PEOPLE);
  call = test.call;
});
afterAll(() => test.close());

async function read<T>(person: string, path: string): Promise<T> {
  const answer = await call(person, 'GET', `/api/v1/${path}`);
  expect([answer.status, path]).toEqual([200, path]);
  return answer.json as T;
}

const VIEWS_OF_JOB = [
  'views/job/table',
  'views/job/form',
  'views/job/detail',
  'views/part/table',
  'views/part/detail',
  'views/company/table',
  'views/company/detail',
  'tools/desk/screens/open',
  'tools/desk/screens/jobs',
  'tools/desk/screens/job',
  'tools/desk/screens/edit',
  'views/job/table?tool=desk',
  'views/job/form?tool=desk',
  'views/job/detail?tool=desk',
  'openapi.json',
];

it.each(VIEWS_OF_JOB)('a field that the actor may not read is nowhere in %s', async (path) => {
  const { text } = await call('cleo', 'GET', `/api/v1/${path}`);
  // Clerks may write the note and create the labels that they may not read, and a description of bodies has to say so.
  const hidden = HIDDEN_FROM_CLERK.filter(
    (name) => path !== 'openapi.json' || !['secret_note', 'label.word'].includes(name),
  );
  const found = hidden.filter((name) => {
    const last = name.split('.').at(-1) ?? '';
    return (
      text.includes(`"${name}"`) ||
      text.includes(`filter.${last}`) ||
      (last !== name && text.includes(`"${last}"`))
    );
  });
  expect(found).toEqual([]);
});

it('default views show every type of field to those who may read all', async () => {
  const fields = (views: readonly { fields: readonly FieldView[] }[]): Set<string> =>
    new Set(views.flatMap((section) => section.fields.map((field) => field.type)));
  const detail = await read<DetailView>('lea', 'views/job/detail');
  const form = await read<FormView>('lea', 'views/job/form');
  const table = await read<TableView>('lea', 'views/job/table');
  const all = Object.keys(FIELD_TYPES).toSorted();
  expect([...fields(detail.sections)].toSorted()).toEqual(all);
  expect([...fields(form.sections)].toSorted()).toEqual(all.filter((type) => type !== 'sequence'));
  expect([...new Set(table.columns.map((column) => column.type))].toSorted()).toEqual(
    all.filter((type) => type !== 'children'),
  );
});

it('a default list begins with the title and shows telling fields of many kinds', async () => {
  const table = await read<TableView>('lea', 'views/job/table');
  expect(table.shown[0]).toBe('number');
  expect(table.shown).toHaveLength(7);
  expect(table.shown).toEqual(expect.arrayContaining(['state', 'company', 'price', 'due']));
  expect(table.shown).not.toEqual(expect.arrayContaining(['story']));
  const offered = new Set(table.columns.map((column) => column.path));
  expect([...offered]).toEqual(
    expect.arrayContaining(['company.country', 'company.rating', 'created_at', 'updated_by']),
  );
  expect(offered.has('company.name')).toBe(false);
});

it('columns of a list are labelled by the references that they follow, and lead to nothing unreadable', async () => {
  const open = await read<TableView>('cleo', 'tools/desk/screens/open');
  expect(open.shown).toEqual(['number', 'company.name', 'subject']);
  expect(open.sort).toEqual(['company.name', '-number']);
  expect(open.filters).toEqual([{ path: 'state', operator: 'eq', values: ['open'] }]);
  expect(open.search).toEqual(['Number', 'Subject']);
  const labels = Object.fromEntries(open.columns.map((column) => [column.path, column.label]));
  expect(labels).toMatchObject({ 'company.name': 'Company', 'company.country': 'Company: Country' });
  const label = open.columns.find((column) => column.path === 'label');
  expect(label?.sortable).toBe(false); // the title of labels is hidden from clerks
  expect(label?.target).toMatchObject({ can_read: false, can_create: false });
});

it('the list that a column chooser offers can be asked for as it is', async () => {
  for (const person of ['cleo', 'lea']) {
    const { columns } = await read<TableView>(person, 'views/job/table');
    const paths = columns.map((column) => column.path).join(',');
    await read(person, `records/job?fields=${paths}`);
    for (const column of columns.filter(({ sortable }) => sortable))
      await read(person, `records/job?sort=${column.path}`);
    for (const column of columns.filter(({ operators }) => operators.includes('empty')))
      await read(person, `records/job?filter.${column.path}.empty=true`);
  }
});

it('a link in a tool leads to the tool’s own screen, and never to a narrowed list', async () => {
  const detail = await read<DetailView>('lea', 'views/job/detail?tool=desk');
  expect([detail.screen, detail.title]).toEqual(['job', 'A job']);
  const table = await read<TableView>('lea', 'views/job/table?tool=desk');
  expect([table.screen, table.filters]).toEqual(['jobs', []]);
  const company = await read<DetailView>('lea', 'views/company/detail?tool=desk');
  expect([company.tool, company.screen]).toEqual(['desk', null]);
});

it('related records come with the columns of the tool’s list, without the way back', async () => {
  const inTool = await read<DetailView>('lea', 'views/company/detail?tool=desk');
  expect(inTool.related.map(({ field, by, table }) => [field, by, table.shown])).toEqual([
    ['jobs', 'company', ['number', 'subject', 'state']],
  ]);
  const plain = await read<DetailView>('lea', 'views/company/detail');
  expect(plain.related[0]?.table.shown).not.toContain('company');
});

it('a form takes exactly what the actor may write, and shows the rest as it is', async () => {
  const form = await read<FormView>('cleo', 'views/job/form?tool=desk');
  expect(form.create).toBeNull();
  expect(Object.keys(form.update?.schema.properties ?? {})).toEqual(['subject']);
  const writable = form.sections.flatMap((section) =>
    section.fields.map((field) => [field.path, field.writable]),
  );
  expect(writable).toEqual([
    ['number', false],
    ['subject', true],
    ['company', false],
  ]);
});

it('a form that lacks a field which a new record needs gets it in a section of its own', async () => {
  const lacking = WORKSPACE.replace('First: [number, subject, company] }', 'First: [number, subject] }');
  const other = await openViewApp(lacking, PEOPLE);
  const otherCall = other.call;
  try {
    const { json } = await otherCall('lea', 'GET', '/api/v1/tools/desk/screens/edit');
    const form = json as FormView;
    expect(form.sections.at(-1)).toMatchObject({ title: 'Also needed', fields: [{ path: 'company' }] });
    expect(form.create?.schema.required).toEqual(['subject', 'company']);
  } finally {
    await other.close();
  }
});

it('who may create but not read what a new record needs is offered no form, though the API takes the record', async () => {
  const table = await read<TableView>('cleo', 'views/job/table');
  expect(table.columns.find((column) => column.path === 'label')?.target?.can_create).toBe(false);
  expect((await call('cleo', 'GET', '/api/v1/views/label/form')).status).toBe(404);
  expect((await call('cleo', 'POST', '/api/v1/records/label', { word: 'New' })).status).toBe(201);
});

it('a new record starts with the defaults of this moment, in the workspace’s zone', async () => {
  const me = await read<{ actor: { id: string } }>('lea', 'me');
  const form = await read<FormView>('lea', 'views/job/form');
  expect(form.create?.defaults).toEqual({
    urgent: false,
    due: '2026-11-22',
    seen: '2026-11-21T12:30:00.000Z',
    state: 'open',
    agent: me.actor.id,
  });
  expect(form.update?.defaults).toEqual({});
});

it('lines are part of the form and detail of their parent, with the columns that the actor may read', async () => {
  const lines = (view: FormView | DetailView): FieldView['lines'] =>
    view.sections.flatMap((section) => section.fields).find((field) => field.path === 'parts')?.lines;
  const clerk = lines(await read<DetailView>('cleo', 'views/job/detail'));
  expect(clerk?.fields.map((field) => [field.path, field.writable])).toEqual([['what', false]]);
  const lead = lines(await read<FormView>('lea', 'views/job/form'));
  expect(lead).toMatchObject({ entity: 'part', by: 'job' });
  expect(lead?.fields.map((field) => [field.path, field.writable])).toEqual([
    ['what', true],
    ['cost', true],
  ]);
  expect((await read<FormView>('lea', 'views/part/form')).can).toMatchObject({
    create: false,
    update: false,
    delete: false,
  });
});

it('navigation shows tools and entities by role, and roles add up', async () => {
  const shown = async (person: string): Promise<unknown> => {
    const { tools, entities } = await read<NavigationJson>(person, 'navigation');
    return [
      tools.map((tool) => [tool.name, tool.screens.map((screen) => screen.name)]),
      entities.map((entity) => entity.name),
    ];
  };
  const all = ['open', 'jobs', 'job', 'edit'];
  expect(await shown('cleo')).toEqual([[['desk', all]], ['company', 'job']]);
  expect(await shown('both')).toEqual([
    [
      ['desk', all],
      ['back_office', ['money']],
    ],
    ['company', 'label', 'job'],
  ]);
  expect(await shown('vic')).toEqual([[], []]);
  expect(await shown('nobody')).toEqual([[], []]);
});

it('what the actor may not see is not told apart from what does not exist', async () => {
  for (const path of [
    'tools/back_office',
    'tools/back_office/screens/money',
    'views/label/table',
    'views/job/chart',
    'tools/toString',
  ]) {
    const { status, json } = await call('cleo', 'GET', `/api/v1/${path}`);
    expect([path, status, json.code]).toEqual([path, 404, 'view/not_found']);
  }
  const hidden = await call('cleo', 'GET', '/api/v1/tools/back_office');
  const absent = await call('cleo', 'GET', '/api/v1/tools/back_officf');
  expect(hidden.json.detail.replace('back_office', 'X')).toBe(absent.json.detail.replace('back_officf', 'X'));
});

it('nothing is shown to somebody who is not signed in', async () => {
  for (const path of [
    'me',
    'navigation',
    'tools/desk',
    'tools/desk/screens/open',
    'views/job/table',
    'openapi.json',
    'preferences/x',
    'people',
  ]) {
    const { status, json } = await call(null, 'GET', `/api/v1/${path}`);
    expect([path, status, json.code]).toEqual([path, 401, 'access/sign_in']);
  }
});

it('no answer for one person may be kept by a cache on the way', async () => {
  for (const path of [
    'me',
    'navigation',
    'tools/desk',
    'tools/desk/screens/open',
    'views/job/form',
    'openapi.json',
    'preferences/x',
    'people',
  ]) {
    const { headers } = await call('lea', 'GET', `/api/v1/${path}`);
    expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
  }
});

it('people are found by words of their names, by whoever may read records', async () => {
  const found = await read<{ data: { name: string }[] }>('cleo', 'people?q=LE test');
  expect(found.data.map(({ name }) => name)).toEqual(['Test cleo', 'Test lea']);
  expect((await call('vic', 'GET', '/api/v1/people')).status).toBe(403);
});

it('a role taken away in the database changes the very next view', async () => {
  const before = await read<TableView>('both', 'views/job/table');
  await test.server.database.pool.query(
    `update jig.role_assignment set revoked_at = now() where role = 'lead' and actor_id = (select id from jig.actor where key = 'dev:both')`,
  );
  const after = await read<TableView>('both', 'views/job/table');
  expect(before.columns.length).toBeGreaterThan(after.columns.length);
  expect(after.columns.map((column) => column.path)).not.toContain('story');
});
