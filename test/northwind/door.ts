import { createApp } from '../../server/app.ts';
import type { Database } from '../../server/db/open.ts';
import { findDevPerson, syncDevPeople } from '../../server/identity/dev-people.ts';
import { startSession } from '../../server/identity/session.ts';
import type { ActiveRelease } from '../../server/releases/activate.ts';
import { createReleaseHolder } from '../../server/releases/holder.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What somebody who may read everything sees over HTTP. */
export type Door = {
  get(path: string): Promise<Row>;
  send(
    method: string,
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Every record of the entity, page by page. */
  all(entity: string, fields: readonly string[]): Promise<readonly Row[]>;
};

/** Signs in somebody with every role of the release and opens the HTTP door for them. */
export async function openDoor(database: Database, release: ActiveRelease): Promise<Door> {
  const app = createApp({ database, releases: createReleaseHolder(release), observe: () => undefined });
  const roles = Object.keys(release.model.roles).map((role) => ({ role, scope: null, until: null }));
  const reader = { key: 'reader', name: 'Reader', email: null, roles, attributes: {} };
  await syncDevPeople(database, [reader], new Date());
  const id = (await findDevPerson(database, reader.key)) ?? '';
  const cookie = (await startSession(database, id, new Date(), false)).split(';')[0] ?? '';
  const get = async (path: string): Promise<Row> => {
    const response = await app.request(`/api/v1/${path}`, { headers: { cookie } });
    const body = (await response.json()) as Row;
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    get,
    send: async (method, path, body, headers = {}) =>
      app.request(`/api/v1/${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    all: async (entity, fields) => {
      const rows: Row[] = [];
      for (let after: string | null = ''; after !== null;) {
        const query = new URLSearchParams({
          fields: fields.join(','),
          limit: '200',
          ...(after === '' ? {} : { after }),
        });
        const page: Row = await get(`records/${entity}?${query.toString()}`);
        rows.push(...(page['data'] as readonly Row[]));
        after = page['next'] as string | null;
      }
      return rows;
    },
  };
}
