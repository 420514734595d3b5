import { queryOptions } from '@tanstack/react-query';
import type { CanJson, HistoryJson, RecordCanJson } from '../../runtime/wire/rules.ts';
import { request } from './request.ts';

const path = (entity: string, id: string): string =>
  `/api/v1/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}`;

/** Everything that the person may do with one record now. Read anew whenever records changed. */
export function recordCanQuery(entity: string, id: string) {
  return queryOptions({
    queryKey: ['records', entity, 'can', id],
    queryFn: ({ signal }) => request<RecordCanJson>('GET', `${path(entity, id)}/can`, { signal }),
  });
}

export type Question = {
  readonly operation: string;
  readonly entity: string;
  readonly id?: string;
  readonly field?: string;
  readonly action?: string;
};

/** Why the signed-in person may do something, or may not. */
export function canQuery(question: Question) {
  return queryOptions({
    queryKey: ['can', question],
    queryFn: ({ signal }) =>
      request<CanJson>('GET', '/api/v1/can', {
        query: Object.entries(question).filter(([, value]) => value !== undefined),
        signal,
      }),
  });
}

/** One page of what happened to a record, the newest first. */
export function recordHistory(
  entity: string,
  id: string,
  after: string | null,
  signal: AbortSignal,
): Promise<HistoryJson> {
  return request('GET', `${path(entity, id)}/history`, {
    query: after === null ? [] : [['after', after]],
    signal,
  });
}
