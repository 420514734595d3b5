import { findAmbiguity } from './ambiguity.ts';
import { buildAutomaton } from './automaton.ts';
import { parseRegex } from './parse-regex.ts';

export type RegexDanger = { readonly message: string; readonly hint: string };

/** Steps that matching one value may take at the worst; about a tenth of a second. */
const MOST_STEPS = 20_000_000;

/** Why a regular expression is refused although it is one; null when no value of `maxLength` characters can block it. */
export function findRegexDanger(pattern: string, maxLength: number): RegexDanger | null {
  const parsed = parseRegex(pattern);
  if (parsed.lookbehind)
    return {
      message: 'Lookbehind is not allowed in a pattern.',
      hint: 'write the pattern without `(?<=` and `(?<!`',
    };
  if (parsed.backReference)
    return {
      message: 'Back references are not allowed in a pattern.',
      hint: 'write what is repeated once more',
    };
  for (const root of [parsed.root, ...parsed.aheads]) {
    const automaton = buildAutomaton(root);
    const found = automaton === null ? null : findAmbiguity(automaton);
    if (found === null)
      return {
        message: 'The pattern is too complicated to be sure that no value can block it.',
        hint: 'shorten it',
      };
    if (found.exponential)
      return {
        message:
          'Some values could be matched by this pattern in so many ways that checking them would never end.',
        hint: 'do not repeat a group that repeats or repeats itself: write `[a-z]+` instead of `([a-z]+)*`, and options that cannot match the same text',
      };
    if (found.adjacent || maxLength ** found.degree > MOST_STEPS)
      return {
        message:
          'Parts of this pattern repeat over the same characters, so that long values would take very long to check.',
        hint: 'put something between them that they cannot match, limit them as in `{1,20}`, or give the field a smaller `max_length`',
      };
  }
  return null;
}
