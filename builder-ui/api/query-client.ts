import { QueryClient } from '@tanstack/react-query';
import { onRecovery } from './connection.ts';
import { isPassing } from './problem.ts';

/** Cache of everything read from the server; made once. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 10_000,
        gcTime: 15 * 60_000,
        retry: (failures, error) => isPassing(error) && failures < 2,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  onRecovery(() => void client.invalidateQueries());
  return client;
}
