import type { RecordJson } from '../../../runtime/wire/record.ts';
import { isPassing } from '../../api/problem.ts';
import { RELEASE_HEADER } from '../../api/release-state.ts';
import { request } from '../../api/request.ts';
import type { Values } from './form-store.ts';

/** A create whose answer was lost: it may have happened. Sent again with the same key, it happens once. */
type Attempt = { readonly key: string; readonly body: Values };

const path = (entity: string, id?: string): string =>
  `/api/v1/records/${encodeURIComponent(entity)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** The record that a form is about, and the release that it was opened under. */
export type Written = { readonly entity: string; readonly release: number };

const under = (release: number): Readonly<Record<string, string>> => ({ [RELEASE_HEADER]: String(release) });

/** Changes a record that is at `version`; throws `ApiProblem` 412 where it is not any more. */
export function updateRecord(
  { entity, release }: Written,
  id: string,
  version: number,
  body: Values,
): Promise<RecordJson> {
  return request('PATCH', path(entity, id), {
    body,
    headers: { 'if-match': `"${version}"`, ...under(release) },
  });
}

/**
 * Creates one record at most, however often it is called: a call whose answer was lost is first made again, exactly as it
 * was, under the same idempotency key, and what was typed since then follows as a change of that record.
 */
export function createRecordOnce(written: Written): (body: Values) => Promise<RecordJson> {
  let open: Attempt | null = null;
  const attempt = async (made: Attempt): Promise<RecordJson> => {
    open = made;
    try {
      const record = await request<RecordJson>('POST', path(written.entity), {
        body: made.body,
        headers: { 'idempotency-key': made.key, ...under(written.release) },
      });
      open = null;
      return record;
    } catch (error) {
      if (!isPassing(error)) open = null;
      throw error;
    }
  };
  return async (body) => {
    const before = open;
    if (before === null) return attempt({ key: crypto.randomUUID(), body });
    const record = await attempt(before);
    if (JSON.stringify(before.body) === JSON.stringify(body)) return record;
    const cleared = Object.keys(before.body).filter((name) => !Object.hasOwn(body, name));
    const later = { ...Object.fromEntries(cleared.map((name) => [name, null])), ...body };
    return updateRecord(written, record.id, record.version, later);
  };
}
