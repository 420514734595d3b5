/**
 * Text that a person typed where it could not be read as a value (`12,5x` in an amount). It travels in the form's data in
 * place of the value, so that it is shown, kept in drafts and refused on saving like any other value, and never lost.
 */
const MARK = '\u{F8FF}';

/** Wraps text that could not be read. */
export function unread(text: string): string {
  return MARK + text;
}

/** Whether a value of the form's data is text that could not be read. */
export function isUnread(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(MARK);
}

/** The text as it was typed. */
export function unreadText(value: string): string {
  return value.slice(MARK.length);
}

/** What reading typed text gave: a value, null for nothing, or a sentence that says what to type instead. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T | null }
  | { readonly ok: false; readonly say: string };
