import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from './request.ts';

const path = (key: string): string => `/api/v1/preferences/${encodeURIComponent(key)}`;

function preferenceQuery<T>(key: string) {
  return queryOptions({
    queryKey: ['preference', key],
    queryFn: ({ signal }) => request<{ value: T | null }>('GET', path(key), { signal }),
    staleTime: Infinity,
  });
}

/**
 * What the person chose earlier under `key`, and the way to choose anew. A choice shows at once and is written behind
 * the scenes; when that fails it still holds until the page is loaded again.
 */
export function usePreference<T>(key: string): {
  value: T | null;
  ready: boolean;
  choose: (value: T) => void;
} {
  const client = useQueryClient();
  const query = useQuery(preferenceQuery<T>(key));
  const choose = (value: T): void => {
    client.setQueryData(['preference', key], { value });
    request('PUT', path(key), { body: { value } }).catch(() => undefined);
  };
  return { value: query.data?.value ?? null, ready: !query.isPending, choose };
}
