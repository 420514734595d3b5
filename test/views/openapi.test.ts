import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { openViewApp } from './open.ts';
import { PEOPLE, WORKSPACE } from './workspace.ts';

type Node = { readonly [key: string]: unknown };
type Operation = Node & {
  operationId: string;
  parameters?: Node[];
  requestBody?: Node;
  responses: Record<string, Node>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation> & { parameters?: Node[] }>;
  components: {
    schemas: Record<string, Node>;
    parameters: Record<string, Node>;
    responses: Record<string, Node>;
  };
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

let test: TestApp;
let call: TestApp['call'];
let lead: Document;
let clerk: Document;
beforeAll(async () => {
  test = await openViewApp(WORKSPACE, PEOPLE);
  call = test.call;
  lead = (await call('lea', 'GET', '/api/v1/openapi.json')).json as Document;
  clerk = (await call('cleo', 'GET', '/api/v1/openapi.json')).json as Document;
});
afterAll(() => test.close());

function operations(
  document: Document,
): (readonly [path: string, method: string, operation: Operation, shared: Node[]])[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map(
      (method) => [path, method, item[method] as Operation, item.parameters ?? []] as const,
    ),
  );
}

function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
}

function lookUp(document: Document, reference: string): unknown {
  const steps = reference.replace('#/', '').split('/');
  return steps.reduce<unknown>((node, step) => (node as Node | undefined)?.[step], document);
}

/** Validates by a component of the document, with every other component in reach. */
function validatorFor(document: Document, name: string): (value: unknown) => unknown[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', components: document.components });
  const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

it('is OpenAPI 3.1 whose references all lead somewhere', () => {
  for (const document of [lead, clerk]) {
    expect(document.openapi).toBe('3.1.0');
    const missing = references(document).filter((reference) => lookUp(document, reference) === undefined);
    expect([...new Set(missing)]).toEqual([]);
  }
});

it('every operation has a name of its own, says its path parameters and its answers', () => {
  const all = operations(lead);
  const names = all.map(([, , operation]) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const [path, method, operation, shared] of all) {
    const given = [...shared, ...(operation.parameters ?? [])].map((one) =>
      one['$ref'] === undefined ? one : lookUp(lead, one['$ref'] as string),
    ) as Node[];
    const inPath = given.filter((one) => one['in'] === 'path').map((one) => one['name']);
    expect([path, inPath]).toEqual([path, [...path.matchAll(/\{(\w+)\}/gu)].map((match) => match[1])]);
    expect(new Set(given.map((one) => `${one['in']} ${one['name']}`)).size).toBe(given.length);
    for (const one of given)
      expect(one).toMatchObject({ name: expect.any(String), schema: expect.any(Object) });
    expect([method, Object.keys(operation.responses)]).toContainEqual(expect.arrayContaining(['default']));
  }
});

it('every schema compiles', () => {
  for (const name of Object.keys(lead.components.schemas))
    expect(() => validatorFor(lead, name)).not.toThrow();
});

it('describes only what the actor may do', () => {
  const seen = (document: Document): string[] =>
    operations(document)
      .map(([, , operation]) => operation.operationId)
      .filter((name) => /_(?:job|label|part|company)$/u.test(name));
  expect(seen(clerk).toSorted()).toEqual([
    'aggregate_company',
    'aggregate_job',
    'aggregate_part',
    'can_company',
    'can_job',
    'can_part',
    'create_label',
    'get_company',
    'get_job',
    'get_part',
    'history_company',
    'history_job',
    'history_part',
    'list_company',
    'list_job',
    'list_part',
    'update_job',
  ]);
  expect(seen(lead)).toEqual(
    expect.arrayContaining(['create_job', 'delete_job', 'restore_job', 'list_label', 'create_label']),
  );
  expect(seen(lead)).not.toContain('create_part'); // lines are written with their parent
  expect(Object.keys(clerk.components.schemas['Job']?.['properties'] as Node)).not.toContain('story');
  expect(Object.keys(clerk.components.schemas['JobUpdate']?.['properties'] as Node)).toEqual([
    'subject',
    'secret_note',
  ]);
});

it('answers and bodies are what it says, from creation to the list', async () => {
  const company = await call('lea', 'POST', '/api/v1/records/company', { name: 'Aroha' });
  expect(validatorFor(lead, 'CompanyCreate')({ name: 'Aroha' })).toEqual([]);
  expect(validatorFor(lead, 'Company')(company.json)).toEqual([]);
  const body = {
    subject: 'Roof',
    story: 'Long',
    mail: 'a@b.example',
    link: 'https://b.example',
    pieces: 3,
    weight: '1.250',
    price: '10.00',
    share: '0.0500',
    urgent: true,
    due: '2026-12-01',
    seen: '2026-11-21T09:30:00.000Z',
    opens: '09:30',
    takes: 5400,
    state: 'open',
    flags: ['red'],
    words: ['wet'],
    company: company.json.id,
    label: null,
    labels: [],
    extra: { any: [1] },
    parts: [{ what: 'Nail', cost: '0.10' }, { what: 'Board' }],
  };
  expect(validatorFor(lead, 'JobCreate')(body)).toEqual([]);
  const created = await call('lea', 'POST', '/api/v1/records/job', body);
  expect([created.status, created.json.detail]).toEqual([201, undefined]);
  expect(validatorFor(lead, 'Job')(created.json)).toEqual([]);
  for (const [person, document] of [
    ['lea', lead],
    ['cleo', clerk],
  ] as const) {
    const list = await call(person, 'GET', '/api/v1/records/job?count=capped');
    expect([list.status, validatorFor(document, 'JobList')(list.json)]).toEqual([200, []]);
    const one = await call(person, 'GET', `/api/v1/records/job/${created.json.id}`);
    expect(validatorFor(document, 'Job')(one.json)).toEqual([]);
    const described = new Set(Object.keys(document.components.schemas['Job']?.['properties'] as Node));
    expect(Object.keys(one.json).filter((key) => !described.has(key))).toEqual([]);
  }
  const problem = await call('lea', 'POST', '/api/v1/records/job', { subject: 7 });
  expect([problem.status, validatorFor(lead, 'Problem')(problem.json)]).toEqual([422, []]);
});

it('refuses in its schemas what the server refuses', async () => {
  const validate = validatorFor(lead, 'JobCreate');
  for (const wrong of [
    { subject: 'x'.repeat(41) },
    { price: 10 },
    { state: 'ajar' },
    { pieces: 10 },
    { number: 'J-1' },
    { parts: [{}] },
    { unknown: 1 },
  ]) {
    const company = '01a1fe42-79e9-73d9-9210-f61f41b4b4c8';
    const answer = await call('lea', 'POST', '/api/v1/records/job', { subject: 'a', company, ...wrong });
    expect([wrong, answer.status]).toEqual([wrong, 422]);
    expect(validate({ subject: 'a', company, ...wrong })).not.toEqual([]);
  }
});

it('every filter that it lists works', async () => {
  const list = lead.paths['/api/v1/records/job']?.['get'];
  const filters = (list?.parameters ?? [])
    .map((one) => String(one['name']))
    .filter((name) => name.startsWith('filter.'));
  expect(filters.length).toBeGreaterThan(50);
  for (const name of filters.filter((filter) => filter.endsWith('.empty'))) {
    const { status } = await call('lea', 'GET', `/api/v1/records/job?${name}=true`);
    expect([name, status]).toEqual([name, 200]);
  }
});

it('its limits are those of the server', async () => {
  const maximum = (lead.components.parameters['limit'] as { schema: { maximum: number } }).schema.maximum;
  expect((await call('lea', 'GET', `/api/v1/records/job?limit=${maximum}`)).status).toBe(200);
  expect((await call('lea', 'GET', `/api/v1/records/job?limit=${maximum + 1}`)).status).toBe(422);
});
