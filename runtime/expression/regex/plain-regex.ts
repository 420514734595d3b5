import type { Refuse } from '../scope.ts';
import { spellRegex } from './spell-regex.ts';

/** An escaped character or a class, which counts as one character. */
const CHARACTER = /\\.|\[(?:\\.|[^\]\\])*\]/gsu;
/**
 * What takes the proof: a repeated group, two groups, two repeats of which the number is open, one without an end or beside
 * another repeat where no `^` ties it to a place, `|` outside of the group, and more than 20 characters.
 */
const SUSPECT = /\)[*+?{]|\(.*\(|[*+?,].*[*+?,]|^[^^].*([*+]|,\}|\{.*\{)|^[^(]*\||\)[^(]*\||.{21}/su;

/**
 * `spellRegex`, and refused unless it is harmless at first sight: a short one with at most one group, which is not repeated,
 * and one open repeat can match a text in no more ways than it has characters and the group has parts.
 */
export function vetPlainRegex(text: string, refuse: Refuse): string | null {
  const pattern = spellRegex(text, refuse);
  return pattern !== null && SUSPECT.test(text.replace(CHARACTER, 'x')) ? refuse('regex/unproven') : pattern;
}
