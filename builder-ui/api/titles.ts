import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RecordJson } from '../../runtime/wire/record.ts';
import type { EntityHead } from '../../runtime/wire/view.ts';
import { recordTitle } from '../table/record-title.ts';
import { listRecords, recordQuery } from './records.ts';
import { request } from './request.ts';
import { entityViewQuery } from './views.ts';

export type FoundRecord = { readonly id: string; readonly title: string };

const found = (entity: EntityHead, record: RecordJson): FoundRecord => ({
  id: record.id,
  title: recordTitle(entity, record),
});

/** Records of an entity whose search fields hold `text`; the newest where there is no text. */
export function useFoundRecords(entity: string, text: string, enabled = true) {
  const view = useQuery({ ...entityViewQuery('table', entity, null), enabled });
  const searchable = (view.data?.search.length ?? 0) > 0;
  return useQuery({
    queryKey: ['records', entity, 'found', text, searchable],
    placeholderData: keepPreviousData,
    enabled: view.data !== undefined && enabled && (text === '' || searchable),
    queryFn: async ({ signal }): Promise<readonly FoundRecord[]> => {
      const head = view.data?.entity;
      if (head === undefined) return [];
      const page = await listRecords(
        entity,
        [['limit', '20'], ['fields', head.title_field], ...(text === '' ? [] : [['q', text] as const])],
        signal,
      );
      return page.data.map((record) => found(head, record));
    },
  });
}

/** Titles of records known by id only, as far as they have arrived. */
export function useTitles(entity: string | null, ids: readonly string[]): ReadonlyMap<string, string> {
  const view = useQuery({
    ...entityViewQuery('table', entity ?? '', null),
    enabled: entity !== null && ids.length > 0,
  });
  const records = useQueries({
    queries: ids.map((id) => ({ ...recordQuery(entity ?? '', id), enabled: entity !== null })),
  });
  const head = view.data?.entity;
  return new Map(
    records.flatMap(({ data }) =>
      data === undefined || head === undefined ? [] : [[data.id, recordTitle(head, data)] as const],
    ),
  );
}

type PeopleJson = { readonly data: readonly { readonly id: string; readonly name: string }[] };

/** People whose names hold the words of `text`; the first by name where there is no text. */
export function useFoundPeople(text: string, enabled = true) {
  return useQuery({
    queryKey: ['people', 'found', text],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<readonly FoundRecord[]> => {
      const query = text === '' ? [] : [['q', text] as const];
      const found = await request<PeopleJson>('GET', '/api/v1/people', { query, signal });
      return found.data.map(({ id, name }) => ({ id, title: name }));
    },
  });
}

/** Names of people known by id only, as far as any search has found them. */
export function usePeopleNames(enabled: boolean): ReadonlyMap<string, string> {
  const client = useQueryClient();
  // Asked for so that an address with people in it can be read after the page was loaded anew.
  useFoundPeople('', enabled);
  const found = client.getQueriesData<readonly FoundRecord[]>({ queryKey: ['people', 'found'] });
  return new Map(found.flatMap(([, people]) => (people ?? []).map(({ id, title }) => [id, title] as const)));
}
