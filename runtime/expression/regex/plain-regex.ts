import type { Refuse } from '../scope.ts';
import { spellRegex } from './spell-regex.ts';

/** An escaped character or a class, which counts as one character. */
const CHARACTER = /\\.|\[(?:\\.|[^\]\\])*\]/gsu;
/** A repeat of which the number is not fixed. */
const OPEN_REPEAT = /[*+?]|\{\d+,\d*\}/gu;

/**
 * `spellRegex`, and refused unless it is harmless at first sight: with at most one group, which is not repeated, and at most one
 * repeat whose number is open, a text can be matched in no more ways than it has characters and the group has parts.
 */
export function vetPlainRegex(text: string, refuse: Refuse): string | null {
  const pattern = spellRegex(text, refuse);
  if (pattern === null) return null;
  const bare = pattern.replace(CHARACTER, 'x').replaceAll('(?:', '(');
  const harmless =
    bare.split('(').length < 3 && !/\)[*+?{]/u.test(bare) && (bare.match(OPEN_REPEAT) ?? []).length < 2;
  return harmless ? pattern : refuse('regex/unproven');
}
