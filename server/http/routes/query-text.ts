import type { Context } from 'hono';
import { suggest } from '../../../runtime/diagnostics/nearest-name.ts';
import { Refusal } from '../../operations/refusal.ts';
import type { HttpEnvironment } from '../environment.ts';

/** Longest value of a query parameter that is a name, an id or a few words. */
const LONGEST = 100;

/** Reads query parameters of which each may be given once; refuses unknown, repeated and unusable ones. */
export function readQuery<Name extends string>(
  context: Context<HttpEnvironment>,
  known: readonly Name[],
): Readonly<Record<Name, string | null>> {
  const { url } = context.req;
  const at = url.indexOf('?');
  const given = new URLSearchParams(at < 0 ? '' : url.slice(at));
  const values = Object.fromEntries(known.map((name) => [name, null])) as Record<Name, string | null>;
  for (const name of new Set(given.keys())) {
    if (!(known as readonly string[]).includes(name))
      throw wrong(
        name,
        'query/unknown',
        `There is no parameter \`${name.slice(0, LONGEST)}\` here; ${suggest(name, known, 'leave it out')}.`,
      );
    const texts = given.getAll(name);
    const [text = ''] = texts;
    if (texts.length > 1) throw wrong(name, 'query/repeated', `Give \`${name}\` once.`);
    if (text.length > LONGEST || /\0|\p{Surrogate}/u.test(text))
      throw wrong(name, 'query/text', `Expected at most ${LONGEST} characters of text.`);
    values[name as Name] = text === '' ? null : text;
  }
  return values;
}

/** Words of a search text. */
export function wordsOf(text: string | null): readonly string[] {
  return (text ?? '').split(/\s+/u).filter((word) => word !== '');
}

/** The version in `If-Match`, which is a text without quotes in it; null where the header is absent. */
export function versionText(context: Context<HttpEnvironment>): string | null {
  const text = context.req.header('if-match');
  if (text === undefined) return null;
  const match = /^(?:W\/)?"([\w-]{1,64})"$/u.exec(text.trim());
  if (match === null)
    throw new Refusal('request/malformed', '`If-Match` is not an ETag of this server, such as `"3"`.');
  return match[1] ?? null;
}

/** The refusal of one query parameter. */
export function wrong(name: string, code: string, message: string): Refusal {
  return new Refusal('request/invalid', message, {
    errors: [{ pointer: `?${name.slice(0, LONGEST)}`, code, message }],
  });
}
