import { queryOptions } from '@tanstack/react-query';
import type { DevPeopleJson } from '../../runtime/wire/view.ts';
import { request } from './request.ts';

/** People who may sign in while developing; refused outside development mode. */
export const devPeopleQuery = queryOptions({
  queryKey: ['dev', 'people'],
  queryFn: ({ signal }) => request<DevPeopleJson>('GET', '/api/v1/dev/people', { signal }),
});

/** Signs in as one of the development people; the server answers with the session cookie. */
export function signInAs(person: string): Promise<unknown> {
  return request('POST', '/api/v1/dev/sign-in', { body: { person } });
}

/** Ends the session. */
export function signOut(): Promise<unknown> {
  return request('POST', '/api/v1/sign-out');
}
