import type { Values } from './form-store.ts';

/** What was typed into a form and not saved, as kept in this browser. */
export type Draft = {
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Version of the record that the changes were made to; null for a new record. */
  readonly version: number | null;
  /** Only what differs from the baseline. */
  readonly changes: Values;
  readonly baseline: Values;
  /** Titles of the records that the changes refer to, by id. */
  readonly titles: Readonly<Record<string, string | null>>;
};

const DAY = 86_400_000;
const KEPT_DAYS = 7;
const PREFIX = 'jig.draft.';

/** Drafts belong to one person: a browser may be shared. */
export function draftKey(actor: string, entity: string, id: string | null): string {
  return `${PREFIX}${actor}.${entity}.${id ?? 'new'}`;
}

/** The kept draft; null when there is none, it is too old or this browser keeps nothing. */
export function readDraft(key: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null;
    if (draft === null || Date.now() - draft.savedAt > KEPT_DAYS * DAY) return null;
    return Object.keys(draft.changes).length === 0 ? null : draft;
  } catch {
    return null;
  }
}

/** Keeps a draft. A browser that keeps nothing, or is full, must not stop the typing. */
export function keepDraft(key: string, draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    dropDraft(key);
  }
}

/** Forgets a draft. */
export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
