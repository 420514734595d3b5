import { createServer } from 'node:net';

/** How far above the wanted port a free one is looked for. */
const PORTS_TRIED = 20;
const ANSWER_MS = 500;

/** What to tell a person whose port is taken: who has it, as far as it says so itself, and which one is free. */
export async function explainPortInUse(host: string, port: number): Promise<string> {
  const [holder, free] = await Promise.all([whoHolds(host, port), nextFreePort(host, port)]);
  const advice =
    free === null
      ? 'Stop it, or choose another port with --port.'
      : `Stop it, or take the next free port: add --port ${free} (or set PORT=${free}).`;
  return `Port ${port} of ${host} is already in use by ${holder}.\n${advice}`;
}

/** Jig says on `/healthz` who it is, to callers on the same machine in development mode. */
async function whoHolds(host: string, port: number): Promise<string> {
  try {
    const response = await fetch(`http://${authority(host, port)}/healthz`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const health = (await response.json()) as { program?: unknown; pid?: unknown; definitions?: unknown };
    if (health.program !== 'jig') return 'another program';
    const pid = typeof health.pid === 'number' ? ` (process ${health.pid})` : '';
    const what = typeof health.definitions === 'string' ? `, which serves ${health.definitions}` : '';
    return `another Jig${pid}${what}`;
  } catch {
    return 'another program';
  }
}

async function nextFreePort(host: string, port: number): Promise<number | null> {
  for (let next = port + 1; next <= Math.min(port + PORTS_TRIED, 65_535); next += 1) {
    if (await isFree(host, next)) return next;
  }
  return null;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** `127.0.0.1:3000`, `[::1]:3000`. */
function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
