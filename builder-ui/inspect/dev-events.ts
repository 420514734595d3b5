import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DevDiagnosticsJson, DevReleaseJson } from '../../runtime/wire/dev.ts';
import { tryConnection } from '../api/connection.ts';
import { meQuery } from '../api/views.ts';

function openEvents(
  onState: (state: DevDiagnosticsJson) => void,
  onRelease: (release: number) => void,
): EventSource {
  const source = new EventSource('/api/v1/dev/events');
  source.addEventListener('diagnostics', (event: MessageEvent<string>) => {
    onState(JSON.parse(event.data) as DevDiagnosticsJson);
  });
  source.addEventListener('release', (event: MessageEvent<string>) => {
    onRelease((JSON.parse(event.data) as DevReleaseJson).release);
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CONNECTING) tryConnection();
  });
  return source;
}

/**
 * State of the definitions while they are edited. A new release makes the views be read again; what is typed into a form
 * stays, since the form goes on with its own values.
 */
export function useDevEvents(): DevDiagnosticsJson | null {
  const client = useQueryClient();
  const [state, setState] = useState<DevDiagnosticsJson | null>(null);
  useEffect(() => {
    let release: number | null = null;
    const follow = (next: number): void => {
      // Definitions may change between the page's first answers and the first event: `me` was asked before any view.
      release ??= client.getQueryData(meQuery.queryKey)?.release ?? null;
      if (release !== null && release !== next)
        void client
          .invalidateQueries({ queryKey: ['view'] })
          .then(() => client.invalidateQueries({ queryKey: ['records'] }));
      release = next;
    };
    let source: EventSource | null = null;
    // Browsers share six connections among all tabs of one address, so a tab out of sight gives its own back.
    const connect = (): void => {
      const visible = document.visibilityState === 'visible';
      if (visible === (source !== null)) return;
      source?.close();
      source = visible ? openEvents(setState, follow) : null;
    };
    connect();
    document.addEventListener('visibilitychange', connect);
    return () => {
      document.removeEventListener('visibilitychange', connect);
      source?.close();
    };
  }, [client]);
  return state;
}
