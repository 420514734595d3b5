/** What the requests of one change came to. */
export type Traffic = { requests: number; failed: string[]; longestMs: number; slowest: string };

/** Values that the server acknowledged, by record. */
export type Acknowledged = Map<
  string,
  { readonly name: string; readonly quantity: number; readonly rate: string }
>;

export type Clients = {
  /** Traffic since the last call. */
  readonly take: () => Traffic;
  readonly acknowledged: Acknowledged;
  readonly stop: () => Promise<void>;
};

const LANES = 4;

const none = (): Traffic => ({ requests: 0, failed: [], longestMs: 0, slowest: '' });

/** Clients that list, read, change and create without a pause, each on records of its own. */
export function startClients(
  port: number,
  token: string,
  records: number,
  idOf: (n: number) => string,
): Clients {
  const acknowledged: Acknowledged = new Map();
  const names = ['parcel', 'package'];
  let traffic = none();
  const over = new AbortController();

  const call = async (
    method: string,
    path: string,
    body: unknown,
    version?: number,
  ): Promise<Response | null> => {
    const started = performance.now();
    const ask = (entity: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/api/v1/records/${entity}${path}`, {
        method,
        headers: {
          cookie: `jig_session=${token}`,
          ...(body === null ? {} : { 'content-type': 'application/json' }),
          ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
    try {
      let response = await ask(names[0] ?? '');
      if (response.status === 404) {
        // The entity has another name since a moment ago.
        const renamed = await ask(names[1] ?? '');
        if (renamed.ok) {
          names.reverse();
          response = renamed;
        }
      }
      traffic.requests += 1;
      const text = await response.clone().text();
      const took = performance.now() - started;
      if (took > traffic.longestMs) {
        traffic.longestMs = took;
        traffic.slowest = method;
      }
      if (!response.ok) traffic.failed.push(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
      return response.ok ? response : null;
    } catch (error) {
      traffic.failed.push(`${method} ${path}: ${String(error)}`);
      return null;
    }
  };

  type Json = { readonly id: string; readonly version: number };
  const json = async (response: Response | null): Promise<Json | null> =>
    response === null ? null : ((await response.json()) as Json);

  const work = async (lane: number): Promise<void> => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      await call('GET', '?limit=20', null);
      const at = ((turn * 7_919 + 13) % Math.floor(records / LANES)) * LANES + lane;
      const found = await json(await call('GET', `/${idOf(at + 1)}`, null));
      if (found !== null) {
        const values = { quantity: turn % 900, rate: `${turn % 500}.25` };
        const changed = await call('PATCH', `/${found.id}`, values, found.version);
        if (changed !== null) acknowledged.set(found.id, { name: `Parcel ${at + 1}`, ...values });
      }
      const values = { name: `New ${lane} ${turn}`, quantity: turn % 900, rate: '7.5' };
      const made = await json(await call('POST', '', values));
      if (made !== null) acknowledged.set(made.id, values);
    }
  };

  const lanes = Array.from({ length: LANES }, (_, lane) => work(lane));
  return {
    take: () => {
      const taken = traffic;
      traffic = none();
      return taken;
    },
    acknowledged,
    stop: async () => {
      over.abort();
      await Promise.all(lanes);
    },
  };
}
