import { Hono, type Context } from 'hono';
import { contentPolicy, createNonce, PAGE_HEADERS } from './content-policy.ts';
import { readUiFiles, type UiFile } from './ui-files.ts';

const NONCE_PLACE = '<meta name="csp-nonce" content=""';

/** Paths that belong to the server; none of them is ever answered with the page of the screens. */
const SERVER_PATHS = /^\/(?:api|assets|validators|healthz|readyz|metrics)(?:\/|$)/u;

export type StaticRoutes = {
  readonly routes: Hono;
  /** Whether there are screens to serve. */
  readonly ready: () => boolean;
  /** Reads the folder again after a build. */
  readonly reload: () => void;
};

/**
 * The built screens from `folder`: files with hashed names are kept for ever by browsers, every page carries a nonce of
 * its own, and paths of the app (no file ending, not the server's) get the page.
 */
export function createStaticRoutes(folder: string): StaticRoutes {
  let files = readUiFiles(folder);
  const routes = new Hono();
  routes.get('*', async (context, next) => {
    const { path } = context.req;
    const file = path === '/index.html' ? undefined : files.get(path);
    if (file !== undefined) return sendFile(context, file);
    const page = files.get('/index.html');
    if (page === undefined || !isPagePath(path)) return next();
    return sendPage(page);
  });
  return { routes, ready: () => files.has('/index.html'), reload: () => void (files = readUiFiles(folder)) };
}

function isPagePath(path: string): boolean {
  return !SERVER_PATHS.test(path) && (path === '/index.html' || !/\.[^/]*$/u.test(path));
}

function sendPage(page: UiFile): Response {
  const nonce = createNonce();
  const html = page.plain.toString('utf8').replace(NONCE_PLACE, `<meta name="csp-nonce" content="${nonce}"`);
  return new Response(html, {
    headers: { ...PAGE_HEADERS, 'content-security-policy': contentPolicy(nonce) },
  });
}

function sendFile(context: Context, file: UiFile): Response {
  const headers = {
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    etag: file.etag,
    ...(file.compressed.length > 0 ? { vary: 'accept-encoding' } : {}),
  };
  if (context.req.header('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  const accepted = acceptedEncodings(context.req.header('accept-encoding') ?? '');
  const best = file.compressed.find(({ encoding }) => accepted.has(encoding));
  if (best === undefined) return new Response(file.plain, { headers });
  return new Response(best.content, { headers: { ...headers, 'content-encoding': best.encoding } });
}

/** Names in Accept-Encoding that are not refused by `q=0`. */
function acceptedEncodings(header: string): ReadonlySet<string> {
  const entries = header.split(',').map((entry) => entry.trim().toLowerCase());
  return new Set(
    entries.filter((entry) => !/;\s*q=0(?:\.0*)?$/u.test(entry)).map((entry) => entry.split(';')[0] ?? ''),
  );
}
