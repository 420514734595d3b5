import { connect, type Socket } from 'node:net';

/** One request of a load, as the bytes to send. */
export type LoadRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type LoadResult = {
  readonly requestsPerSecond: number;
  readonly completed: number;
  /** Answers by status; a benchmark is void when anything but its success status appears. */
  readonly statuses: Readonly<Record<number, number>>;
};

function bytesOf(request: LoadRequest, port: number): string {
  const body = request.body ?? '';
  const headers = Object.entries({
    host: `127.0.0.1:${port}`,
    ...request.headers,
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  });
  return `${request.method} ${request.path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** Length of the first complete answer in `buffer` and its status; null while it is incomplete. */
function completeAnswer(buffer: Buffer): { length: number; status: number } | null {
  const head = buffer.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const text = buffer.toString('latin1', 0, head);
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/iu.exec(text)?.[1];
  if (length !== undefined) {
    const total = head + 4 + Number(length);
    return buffer.length >= total ? { length: total, status } : null;
  }
  if (status === 204 || status === 304) return { length: head + 4, status };
  const end = buffer.indexOf('\r\n0\r\n\r\n', head);
  return end < 0 ? null : { length: end + 7, status };
}

/**
 * Sends requests over `connections` keep-alive connections, one at a time on each, for `seconds`. `next` makes each
 * request. Plain sockets keep the client's share of the two cores small: it runs beside the server and the database.
 */
export async function runLoad(
  port: number,
  connections: number,
  seconds: number,
  next: () => LoadRequest,
): Promise<LoadResult> {
  const statuses: Record<number, number> = {};
  let completed = 0;
  const started = performance.now();
  const deadline = started + seconds * 1000;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket: Socket = connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let buffer: Buffer = Buffer.alloc(0);
      socket.on('connect', () => socket.write(bytesOf(next(), port)));
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
        const answer = completeAnswer(buffer);
        if (answer === null) return;
        buffer = buffer.subarray(answer.length);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        completed += 1;
        if (performance.now() >= deadline) {
          socket.end();
          resolve();
        } else socket.write(bytesOf(next(), port));
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return { requestsPerSecond: completed / ((performance.now() - started) / 1000), completed, statuses };
}
