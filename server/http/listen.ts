import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';

/** How long requests that are under way may take to finish once the program is told to stop. */
const FINISH_MS = 10_000;
const SWEEP_MS = 20;

/** What answers requests; a Hono app is one. `env` carries the connection. */
export type Answering = { readonly fetch: (request: Request, env: object) => Response | Promise<Response> };

export type Listener = {
  readonly port: number;
  /** Lets another app answer every request from now on. */
  readonly use: (app: Answering) => void;
  /** Takes no new connections, lets requests under way finish, then closes what is left. */
  readonly close: () => Promise<void>;
};

/** The port cannot be listened on; `code` is the system's, such as EADDRINUSE. */
export class ListenProblem extends Error {
  override readonly name = 'ListenProblem';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Listens at once, so that a taken port is known before anything slow starts. Throws ListenProblem. */
export async function listen(host: string, port: number, first: Answering): Promise<Listener> {
  let app = first;
  const server = createAdaptorServer({
    fetch: (request, env) => app.fetch(request, env),
    serverOptions: { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 10_000 },
  }) as Server;
  await open(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    use: (next) => void (app = next),
    close: () => close(server),
  };
}

function open(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ListenProblem(error.code ?? 'UNKNOWN', error.message, { cause: error }));
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

/** Connections that stay open after their last answer would hold the end back until they time out. */
async function close(server: Server): Promise<void> {
  const impatient = setTimeout(() => server.closeAllConnections(), FINISH_MS);
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearTimeout(impatient);
  clearInterval(sweep);
}
