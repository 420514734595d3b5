import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DevDiagnosticsJson, DevReleaseJson } from '../../runtime/wire/dev.ts';
import { tryConnection } from '../api/connection.ts';

/**
 * State of the definitions while they are edited. A new release makes the views be read again; what is typed into a form
 * stays, since the form goes on with its own values.
 */
export function useDevEvents(): DevDiagnosticsJson | null {
  const client = useQueryClient();
  const [state, setState] = useState<DevDiagnosticsJson | null>(null);
  useEffect(() => {
    let release: number | null = null;
    const source = new EventSource('/api/v1/dev/events');
    source.addEventListener('diagnostics', (event: MessageEvent<string>) => {
      setState(JSON.parse(event.data) as DevDiagnosticsJson);
    });
    source.addEventListener('release', (event: MessageEvent<string>) => {
      const next = (JSON.parse(event.data) as DevReleaseJson).release;
      if (release !== null && release !== next)
        void client
          .invalidateQueries({ queryKey: ['view'] })
          .then(() => client.invalidateQueries({ queryKey: ['records'] }));
      release = next;
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CONNECTING) tryConnection();
    });
    return () => source.close();
  }, [client]);
  return state;
}
