import { useSyncExternalStore } from 'react';
import type { VerdictJson } from '../../runtime/wire/rules.ts';
import type { Question } from '../api/can.ts';

/** What somebody wants to know: a verdict that is there, or a question to the server. */
export type Asked = { readonly what: string } & (
  | { readonly verdict: VerdictJson }
  | { readonly question: Question }
);

let asked: Asked | null = null;
const listeners = new Set<() => void>();

function change(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog that says why something may not be done, from wherever it was refused. */
export function askWhy(question: Asked): void {
  change(question);
}

/** Closes the dialog. */
export function closeWhy(): void {
  change(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What is being asked; null while the dialog is closed. */
export function useAsked(): Asked | null {
  return useSyncExternalStore(subscribe, () => asked);
}
