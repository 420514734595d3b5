import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import type { ParameterHistoryJson, ParameterJson, ParametersJson } from '../../runtime/wire/parameters.ts';
import { request } from './request.ts';

const BASE = '/api/v1/parameters';
const path = (name: string): string => `${BASE}/${encodeURIComponent(name)}`;

/** Every parameter with the value in force and what is planned. */
export const parametersQuery = queryOptions({
  queryKey: ['parameters'],
  queryFn: ({ signal }) => request<ParametersJson>('GET', BASE, { signal }),
});

/** Every change of one parameter, the latest first. */
export function parameterHistoryQuery(name: string) {
  return infiniteQueryOptions({
    queryKey: ['parameters', name, 'history'],
    queryFn: ({ pageParam, signal }) =>
      request<ParameterHistoryJson>('GET', `${path(name)}/history`, {
        query: pageParam === null ? [] : [['after', pageParam]],
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

type Setting = { readonly value: unknown; readonly effective_from: unknown; readonly reason: unknown };

/** Sets the value; throws `ApiProblem` 412 when the parameter was changed since it was read. */
export function setParameter({ name, version }: ParameterJson, body: Setting): Promise<ParameterJson> {
  return request('PUT', path(name), { body, headers: { 'if-match': `"${version}"` } });
}

/** Withdraws a value that was planned. */
export function withdrawPlan(
  { name, version }: ParameterJson,
  change: string,
  reason: string,
): Promise<ParameterJson> {
  return request('DELETE', `${path(name)}/changes/${change}`, {
    body: { reason },
    headers: { 'if-match': `"${version}"` },
  });
}

/** Reads again what parameters show, and what depends on them: rules of forms, records that rules hide. */
export function useParametersChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(
      ['parameters', 'view', 'records'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  };
}
