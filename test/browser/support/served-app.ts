import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../../server/config.ts';
import { startDevelopment } from '../../../server/dev/start-development.ts';
import { createTestDatabase } from '../../support/database.ts';

const FIXTURES = fileURLToPath(new URL('./definitions', import.meta.url));

export type ServedApp = {
  readonly origin: string;
  /** Sends a request as that person; throws where the server refuses. */
  readonly send: <T>(person: string, method: string, path: string, body?: unknown) => Promise<T>;
  /** Text of a definitions file, and the way to save another. */
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  readonly stop: () => Promise<void>;
};

/**
 * Jig as `jig dev` runs it, on a free port, over a database of its own and a copy of `definitions` (by default the small
 * workspace beside this file). Builds the screens when they are older than their sources.
 */
export async function serveApp(definitions: string = FIXTURES): Promise<ServedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'jig-browser-'));
  cpSync(definitions, folder, { recursive: true });
  const database = await createTestDatabase();
  const errors: string[] = [];
  const config = readConfig(
    {},
    { port: 0, databaseUrl: database.url, definitionsFolder: folder, dataFolder: join(folder, '.jig') },
  );
  const io = { out: () => undefined, err: (text: string) => void errors.push(text), colour: false, env: {} };
  const server = await startDevelopment(config, io);
  const origin = `http://127.0.0.1:${server.port}`;
  const stop = async (): Promise<void> => {
    await server.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = await fetch(`${origin}/readyz`);
  if (!ready.ok) {
    const answer = await ready.text();
    await stop();
    throw new Error(`The definitions under test are not served: ${errors.join('')} ${answer}`);
  }
  const cookies = new Map<string, string>();
  return {
    origin,
    send: (person, method, path, body) => send(origin, cookies, person, method, path, body),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
    stop,
  };
}

/** Signs in as that person and gives the session's cookie. */
export async function signIn(origin: string, person: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/dev/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  if (!response.ok) throw new Error(`${person} could not sign in: ${await response.text()}`);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function send<T>(
  origin: string,
  cookies: Map<string, string>,
  person: string,
  method: string,
  path: string,
  body: unknown,
): Promise<T> {
  const cookie = cookies.get(person) ?? (await signIn(origin, person));
  cookies.set(person, cookie);
  const response = await fetch(origin + path, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} as ${person}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}
