import { useEffect, useSyncExternalStore } from 'react';

let shown = '';
const listeners = new Set<() => void>();

/** Names the page in the browser's tab and at the end of the breadcrumbs while it is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    shown = title;
    document.title = title;
    for (const listener of listeners) listener();
  }, [title]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The title of the page that is shown. */
export function useShownTitle(): string {
  return useSyncExternalStore(subscribe, () => shown);
}
