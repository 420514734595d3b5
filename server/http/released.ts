import type { Context } from 'hono';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import type { ReleasedJson } from '../../runtime/wire/releases.ts';
import { Refusal } from '../operations/refusal.ts';
import { sinceRelease, type Written } from '../releases/since-release.ts';
import type { HttpEnvironment, HttpParts } from './environment.ts';

/** A write to a record, a new one or one that is there, or an action on it. */
const WRITTEN = /^\/api\/v1\/records\/([^/]+)(?:\/[^/]+)?(?:\/actions\/([^/]+))?$/u;

/**
 * The refusal of a write that a form sent which was opened under an earlier release (`Jig-Release`), with what changed since where
 * that is the reason; the refusal as it is everywhere else.
 */
export async function withReleased(
  { database }: HttpParts,
  context: Context<HttpEnvironment>,
  refusal: Refusal,
): Promise<Refusal> {
  const { method, path } = context.req;
  const from = context.req.header('jig-release');
  if (from === undefined || method === 'GET' || !/^[1-9]\d{0,8}$/u.test(from)) return refusal;
  const written = readWritten(path);
  const release = context.get('release') as HttpEnvironment['Variables']['release'] | undefined;
  const actor = context.get('actor');
  if (written === null || actor === null || release === undefined || Number(from) >= release.number)
    return refusal;
  const released = await sinceRelease(
    database.pool,
    actor,
    Number(from),
    release,
    written,
    refusal.errors,
  ).catch(
    () => null, // the refusal itself matters more than why
  );
  return released === null ? refusal : explained(refusal, released);
}

function readWritten(path: string): Written | null {
  const match = WRITTEN.exec(path);
  try {
    return match?.[1] === undefined
      ? null
      : {
          entity: decodeURIComponent(match[1]),
          action: match[2] === undefined ? null : decodeURIComponent(match[2]),
        };
  } catch {
    return null;
  }
}

function explained(refusal: Refusal, released: ReleasedJson): Refusal {
  const errors = refusal.errors.map((error): FieldErrorJson => {
    const found = released.changed[error.pointer];
    return found === undefined ? error : { ...error, message: `${error.message} ${found.message}` };
  });
  const whole = released.changed[''];
  return new Refusal(
    refusal.code,
    whole === undefined ? refusal.detail : `${refusal.detail} ${whole.message}`,
    {
      hint: refusal.hint,
      errors,
      extra: { ...refusal.extra, released },
      cause: refusal.cause,
      ...(refusal.allow === undefined ? {} : { allow: refusal.allow }),
    },
  );
}
