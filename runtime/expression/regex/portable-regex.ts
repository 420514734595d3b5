import { LONGEST_MATCHED } from '../text.ts';
import { findRegexDanger } from './regex-danger.ts';

/** Most repetitions that `{m,n}` may name; the limit of Postgres. */
const MOST_REPEATS = 255;

type PortableRegex = { readonly pattern: string } | { readonly message: string; readonly hint: string };

const OUTSIDE: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[A-Za-z0-9_]',
  W: '[^A-Za-z0-9_]',
  s: '[ \\t\\n\\r\\f\\v]',
  S: '[^ \\t\\n\\r\\f\\v]',
};
const INSIDE: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: ' \\t\\n\\r\\f\\v' };

/**
 * The regular expression rewritten so that JavaScript (flag `u`) and Postgres understand the same by it, or why it is refused:
 * `\d`, `\w`, `\s` and `.` are spelt out, and whatever one of the two lacks, or could run for ever, is no part of the profile.
 */
export function portableRegex(text: string): PortableRegex {
  if (!isRegex(text))
    return {
      message: 'This is no regular expression.',
      hint: 'correct it; a character meant literally takes a backslash',
    };
  let pattern = '';
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    const refused = refusedAt(text, at, inside);
    if (refused !== null) return refused;
    const character = text[at] ?? '';
    if (character === '\\') {
      at += 1;
      pattern += escaped(text[at] ?? '', inside);
    } else {
      pattern += inside && character === '[' ? '\\[' : !inside && character === '.' ? '[^\\n]' : character;
      if (character === '(' && text[at + 1] !== '?') pattern += '?:';
      if (character === '[') inside = true;
      if (character === ']') inside = false;
    }
  }
  // Without `^` a search begins anew at every character, which counts as one more repetition.
  const anchored = text.startsWith('^') && !text.includes('|');
  return findRegexDanger(pattern, anchored ? LONGEST_MATCHED : LONGEST_MATCHED * 5) ?? { pattern };
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u').unicode;
  } catch {
    return false;
  }
}

function escaped(letter: string, inside: boolean): string {
  const classes = inside ? INSIDE : OUTSIDE;
  return classes[letter] ?? `\\${letter}`;
}

const refuse = (what: string, hint: string): PortableRegex => ({
  message: `${what} cannot be used in a regular expression here.`,
  hint,
});

function refusedAt(text: string, at: number, inside: boolean): PortableRegex | null {
  const rest = text.slice(at, at + 12);
  const letter = rest[1] ?? '';
  if (rest.startsWith('\\')) {
    const known =
      (inside ? INSIDE : OUTSIDE)[letter] !== undefined || 'ntrfv'.includes(letter) || /\W/u.test(letter);
    return known ? null : refuse(`\`\\${letter}\``, 'name the characters, as in `[a-z]`');
  }
  if (inside) return null;
  if (/^\[\^?\]/u.test(rest)) return refuse('An empty class', 'name the characters, as in `[a-z]`');
  if (/^\(\?[^:]/u.test(rest))
    return refuse(`\`${rest.slice(0, 3)}\``, 'use plain groups `(…)`, or two conditions joined by `&&`');
  if (/^[*+?}]\?/u.test(rest))
    return refuse(`\`${rest.slice(0, 2)}\``, 'leave the second `?` out: only whether it matches counts');
  const repeats = /^\{(\d+)(?:,(\d*))?\}/u.exec(rest);
  return repeats !== null && Math.max(Number(repeats[1]), Number(repeats[2] ?? 0)) > MOST_REPEATS
    ? refuse(`\`${repeats[0]}\``, `repeat at most ${MOST_REPEATS} times`)
    : null;
}
