import { createApp } from '../../server/app.ts';
import type { AppOptions } from '../../server/app.ts';
import type { Attributes } from '../../runtime/policy/decision.ts';
import { findDevPerson, syncDevPeople, type DevPerson } from '../../server/identity/dev-people.ts';
import { startSession } from '../../server/identity/session.ts';
import type { Observation } from '../../server/observe/observation.ts';
import { activate } from '../../server/releases/activate.ts';
import { createReleaseHolder } from '../../server/releases/holder.ts';
import type { ReleaseHolder } from '../../server/releases/holder.ts';
import { compile } from '../../runtime/compile/compile.ts';
import { createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

/** A person of a test, by key: the roles held, or those with their scopes, and attributes. */
export type TestPeople = Readonly<Record<string, readonly string[] | TestPerson>>;
export type TestPerson = {
  readonly roles: readonly (string | { readonly role: string; readonly scope: Attributes })[];
  readonly attributes?: Attributes;
};

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of many shapes
export type Json = any;

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed body; null where there is none. */
  readonly json: Json;
};

export type Call = (
  person: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

export type TestApp = {
  readonly app: ReturnType<typeof createApp>;
  readonly releases: ReleaseHolder;
  readonly server: TestDatabase;
  readonly observations: Observation[];
  /** Sends a request as a person of the test; a text body is sent as it is, anything else as JSON. */
  readonly call: Call;
  readonly cookie: (person: string) => string;
  readonly close: () => Promise<void>;
};

type Options = Partial<AppOptions> & { readonly poolSize?: number };

/** The HTTP door over a fresh database with the given definitions in force and people signed in. */
export async function openTestApp(
  definitions: string,
  people: TestPeople,
  options: Options = {},
): Promise<TestApp> {
  const { model, diagnostics } = compile([{ path: 'test.yaml', text: definitions }]);
  if (model === null)
    throw new Error(
      diagnostics.map(({ span, message }) => `${span.line}:${span.column} ${message}`).join('\n'),
    );
  const server = await createTestDatabase(
    options.poolSize === undefined ? {} : { poolSize: options.poolSize },
  );
  const { database } = server;
  const releases = createReleaseHolder(await activate(database, model));
  const observations: Observation[] = [];
  const app = createApp({
    database,
    releases,
    observe: (observation) => void observations.push(observation),
    ...options,
  });
  const now = new Date();
  const list = Object.entries(people).map(([key, person]) => devPerson(key, person));
  await syncDevPeople(database, list, now);
  const cookies = new Map<string, string>();
  for (const { key } of list) {
    const id = (await findDevPerson(database, key)) ?? '';
    cookies.set(key, (await startSession(database, id, now, false)).split(';')[0] ?? '');
  }
  const cookie = (person: string): string => cookies.get(person) ?? '';
  const call: Call = async (person, method, path, body, headers = {}) => {
    const response = await app.request(path, {
      method,
      headers: {
        ...(person === null ? {} : { cookie: cookie(person) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/u.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text !== '' ? JSON.parse(text) : null,
    };
  };
  return { app, releases, server, observations, call, cookie, close: () => server.close() };
}

function devPerson(key: string, person: readonly string[] | TestPerson): DevPerson {
  const { roles, attributes = {} } = 'roles' in person ? person : { roles: person };
  const given = roles.map((role) =>
    typeof role === 'string'
      ? { role, scope: null, until: null }
      : { role: role.role, scope: role.scope, until: null },
  );
  return { key, name: `Test ${key}`, email: null, roles: given, attributes };
}
