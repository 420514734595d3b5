import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Refusal } from '../operations/refusal.ts';
import { parseExactJson } from './exact-json.ts';

/** Longest body of a request. */
const BODY_LIMIT = 2 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

const limitStream = bodyLimit({
  maxSize: BODY_LIMIT,
  onError: () => {
    throw tooLarge();
  },
});

/** Refuses bodies of more than 2 MB on every route: by their announced length, or where none is announced, as they come. */
export function limitBody(): MiddlewareHandler {
  return async function limitBodyStep(context, next) {
    if (Number(context.req.header('content-length') ?? 0) > BODY_LIMIT) throw tooLarge();
    await (context.req.header('transfer-encoding') === undefined ? next() : limitStream(context, next));
  };
}

/** Parses the JSON body; refuses another content type (415), more than 2 MB (413), and what is not JSON in UTF-8 (400). */
export async function readJson(context: Context): Promise<unknown> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/iu.test(type))
    throw new Refusal(
      'request/media_type',
      `The body came as \`${type.slice(0, 100)}\`, not as \`application/json\`.`,
    );
  const bytes = await readBytes(context);
  try {
    return parseExactJson(decoder.decode(bytes));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof SyntaxError ? 'not JSON' : 'not UTF-8';
    // No cause: the parser's own words repeat what was sent.
    throw new Refusal('request/malformed', `The body is ${reason}.`);
  }
}

async function readBytes(context: Context): Promise<Uint8Array> {
  // The server takes no more than the announced length, and `limitBody` none that is too long.
  if (context.req.header('content-length') !== undefined)
    return new Uint8Array(await context.req.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    total += chunk.byteLength;
    if (total > BODY_LIMIT) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Refusal {
  return new Refusal('request/too_large', `The body is longer than ${BODY_LIMIT / 1024 / 1024} MB.`);
}
