import { Hono } from 'hono';
import type { DevDiagnosticsJson } from '../../runtime/wire/dev.ts';
import { contentPolicy, createNonce, PAGE_HEADERS } from '../http/static/content-policy.ts';

/** What keeps the screens from being used: the program is still starting, or there was no good definition yet. */
export type Waiting = { readonly reason: string; readonly diagnostics: DevDiagnosticsJson | null };

/**
 * Answers while there is nothing to serve yet. Pages show what is awaited, with the mistakes at their lines, and load
 * themselves again; everything else gets 503.
 */
export function createWaitingApp(health: object, waiting: () => Waiting): Hono {
  const app = new Hono();
  app.get('/healthz', (context) => context.json(health));
  app.get('/api/v1/dev/diagnostics', (context) => {
    const { diagnostics, reason } = waiting();
    return diagnostics === null ? context.json(notReady(reason), 503) : context.json(diagnostics);
  });
  app.all('*', (context) => {
    context.header('retry-after', '1');
    const wantsPage =
      context.req.method === 'GET' && (context.req.header('accept') ?? '').includes('text/html');
    return wantsPage ? page(waiting()) : context.json(notReady(waiting().reason), 503);
  });
  return app;
}

function notReady(reason: string) {
  return { status: 503, title: 'Not ready yet', code: 'server/starting', detail: reason };
}

function page({ reason, diagnostics }: Waiting): Response {
  const nonce = createNonce();
  const list = (diagnostics?.diagnostics ?? []).map(
    (found) =>
      `<li><h2>${escape(found.message)}</h2><p><code>${escape(`${found.file}:${found.line}:${found.column}`)}</code></p>` +
      `<pre>${escape(found.excerpt)}</pre>${found.hint === null ? '' : `<p>${escape(found.hint)}</p>`}</li>`,
  );
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Jig</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1>${escape(reason)}</h1><ol>${list.join('')}</ol></main></body></html>`;
  return new Response(html, {
    status: 503,
    headers: { ...PAGE_HEADERS, 'content-security-policy': contentPolicy(nonce), 'retry-after': '1' },
  });
}

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}main{max-width:60rem;margin:3rem auto;padding:0 1rem}
h1{font-size:1.3rem}h2{font-size:1rem;margin:1.5rem 0 .3rem}pre{padding:.6rem;overflow:auto;background:light-dark(#f3f3f1,#222)}`;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
