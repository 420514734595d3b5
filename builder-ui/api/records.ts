import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import type { RecordJson, RecordListJson } from '../../runtime/wire/record.ts';
import { request, type Query } from './request.ts';

/** Rows in one page of a list; about three screens of 30 px rows. */
const PAGE_SIZE = 100;

const path = (entity: string, id?: string): string =>
  `/api/v1/records/${encodeURIComponent(entity)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** One page of records. `query` holds `filter.*`, `sort`, `q`, `fields`, `limit`, `after`, `count`. */
export function listRecords(entity: string, query: Query, signal?: AbortSignal): Promise<RecordListJson> {
  return request('GET', path(entity), { query, ...(signal === undefined ? {} : { signal }) });
}

/** All pages of a list, fetched one by one by cursor. The capped count comes with the first page. */
export function recordPagesQuery(entity: string, query: Query, pageSize: number = PAGE_SIZE) {
  return infiniteQueryOptions({
    queryKey: ['records', entity, 'list', query, pageSize],
    queryFn: ({ pageParam, signal }) =>
      listRecords(
        entity,
        [
          ...query,
          ['limit', String(pageSize)],
          ...(pageParam === null ? [['count', 'capped'] as const] : [['after', pageParam] as const]),
        ],
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    // The rows before a change of sort or filter stay, dimmed, until the new ones are there.
    placeholderData: keepPreviousData,
  });
}

/** One record with all its readable fields. */
export function recordQuery(entity: string, id: string) {
  return queryOptions({
    queryKey: ['records', entity, 'one', id],
    queryFn: ({ signal }) => request<RecordJson>('GET', path(entity, id), { signal }),
  });
}

/** Hides a record; throws `ApiProblem` 412 when it changed since `version`, 409 when others need it. */
export async function deleteRecord(entity: string, id: string, version: number): Promise<void> {
  await request('DELETE', path(entity, id), { headers: { 'if-match': `"${version}"` } });
}

/** Brings a deleted record back. */
export function restoreRecord(entity: string, id: string): Promise<RecordJson> {
  return request('POST', `${path(entity, id)}/restore`);
}

/** Marks everything that may show records as out of date; what is on screen is read again. */
export function recordsChanged(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ['records'] });
}

/** `recordsChanged` for the running app. */
export function useRecordsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => recordsChanged(client);
}
