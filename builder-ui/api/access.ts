import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import type {
  AssignmentJson,
  PeopleAccessJson,
  PersonAccessJson,
  RolesJson,
} from '../../runtime/wire/access.ts';
import { request } from './request.ts';

const BASE = '/api/v1/access';

/** What there is to give, and what of it the person may give. */
export const rolesQuery = queryOptions({
  queryKey: ['access', 'roles'],
  queryFn: ({ signal }) => request<RolesJson>('GET', `${BASE}/roles`, { signal }),
});

/** People with what they hold, page by page. */
export function peopleQuery(q: string, role: string) {
  return infiniteQueryOptions({
    queryKey: ['access', 'people', q, role],
    queryFn: ({ pageParam, signal }) =>
      request<PeopleAccessJson>('GET', `${BASE}/people`, {
        query: [
          ...(q === '' ? [] : [['q', q] as const]),
          ...(role === '' ? [] : [['role', role] as const]),
          ...(pageParam === null ? [] : [['after', pageParam] as const]),
        ],
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

/** One person with everything held now and before. */
export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['access', 'person', id],
    queryFn: ({ signal }) =>
      request<PersonAccessJson>('GET', `${BASE}/people/${encodeURIComponent(id)}`, { signal }),
  });
}

export type GivenRole = {
  readonly person: string;
  readonly role: string;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly from: unknown;
  readonly until: unknown;
  readonly reason: unknown;
};

export function giveRole(body: GivenRole): Promise<AssignmentJson> {
  return request('POST', `${BASE}/assignments`, { body });
}

export function takeRole(id: string, reason: string): Promise<AssignmentJson> {
  return request('DELETE', `${BASE}/assignments/${id}`, { body: { reason } });
}

/** Puts other attributes in the place of the person's; throws `ApiProblem` 412 when they changed since `version`. */
export function setAttributes(
  id: string,
  version: string,
  body: { readonly attributes: Readonly<Record<string, unknown>>; readonly reason: unknown },
): Promise<null> {
  return request('PUT', `${BASE}/people/${id}/attributes`, {
    body,
    headers: { 'if-match': `"${version}"` },
  });
}

/** Reads again what shows who holds what. */
export function useAccessChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['access'] });
}
