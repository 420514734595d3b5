export type RegexDanger = { readonly message: string; readonly hint: string };

/** Why a regular expression is refused although it is one; null when it is harmless. */
export function findRegexDanger(pattern: string): RegexDanger | null {
  if (/\(\?<[=!]/u.test(pattern))
    return {
      message: 'Lookbehind is not allowed in a pattern.',
      hint: 'write the pattern without `(?<=` and `(?<!`',
    };
  return null;
}
