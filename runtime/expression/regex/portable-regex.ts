import type { Refuse } from '../scope.ts';
import { LONGEST_MATCHED } from '../text.ts';
import { findRegexDanger } from './regex-danger.ts';
import { spellRegex } from './spell-regex.ts';

/** `spellRegex`, and refused when it could run for ever. */
export function proveRegex(text: string, refuse: Refuse): string | null {
  const pattern = spellRegex(text, refuse);
  if (pattern === null) return null;
  const danger = findRegexDanger(pattern, { maxLength: LONGEST_MATCHED, whole: false });
  return danger === null ? pattern : refuse('regex/danger', danger.message, danger.hint);
}

/** The regular expression as it is matched, where it can be used. */
export function portableRegex(text: string): { readonly pattern: string } | { readonly refused: true } {
  const pattern = proveRegex(text, () => null);
  return pattern === null ? { refused: true } : { pattern };
}
