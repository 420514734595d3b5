import type { RecordJson } from '../../runtime/wire/record.ts';
import { isPassing } from './problem.ts';
import { RELEASE_HEADER } from './release-state.ts';
import { request } from './request.ts';

export type ActionInput = Readonly<Record<string, unknown>>;
type Attempt = { readonly key: string; readonly text: string };

/**
 * Runs an action on one record at most once, however often it is called: a call whose answer was lost is made again under
 * the same key. `release` is the one whose screen offers it. Throws `ApiProblem` 412 where the record is not at `version` any more.
 */
export function runActionOnce(
  entity: string,
  action: string,
  release: number,
): (record: Pick<RecordJson, 'id' | 'version'>, input: ActionInput) => Promise<RecordJson> {
  let open: Attempt | null = null;
  return async ({ id, version }, input) => {
    const text = JSON.stringify([id, version, input]);
    const attempt = open?.text === text ? open : { key: crypto.randomUUID(), text };
    open = attempt;
    try {
      const path = `/api/v1/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}`;
      const saved = await request<RecordJson>('POST', `${path}/actions/${encodeURIComponent(action)}`, {
        body: input,
        headers: {
          'if-match': `"${version}"`,
          'idempotency-key': attempt.key,
          [RELEASE_HEADER]: String(release),
        },
      });
      open = null;
      return saved;
    } catch (error) {
      if (!isPassing(error)) open = null;
      throw error;
    }
  };
}
