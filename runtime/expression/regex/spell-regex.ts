import type { Refuse } from '../scope.ts';

/** Most repetitions that `{m,n}` may name; the limit of Postgres. */
const MOST_REPEATS = 255;

const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: ' \\t\\n\\r\\f\\v' };

/**
 * The regular expression rewritten so that JavaScript (flag `u`) and Postgres understand the same by it: `\d`, `\w`, `\s` and
 * `.` are spelt out, and whatever one of the two lacks is no part of the profile. It may still run for ever.
 */
export function spellRegex(text: string, refuse: Refuse): string | null {
  if (!isRegex(text)) return refuse('regex/none');
  let pattern = '';
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    if (isRefused(text.slice(at, at + 12), inside, refuse)) return null;
    const character = text[at] ?? '';
    if (character === '\\') {
      at += 1;
      const letter = text[at] ?? '';
      pattern += spelt(letter, inside) ?? `\\${letter}`;
    } else {
      pattern += inside && character === '[' ? '\\[' : !inside && character === '.' ? '[^\\n]' : character;
      if (character === '(' && text[at + 1] !== '?') pattern += '?:';
      if (character === '[') inside = true;
      if (character === ']') inside = false;
    }
  }
  return pattern;
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u').unicode;
  } catch {
    return false;
  }
}

/** What `\d`, `\W` and so on stand for; undefined for other letters, and inside a class for the negated ones. */
function spelt(letter: string, inside: boolean): string | undefined {
  if (inside) return CLASSES[letter];
  const lower = letter.toLowerCase();
  const set = CLASSES[lower];
  return set === undefined ? set : `[${letter === lower ? '' : '^'}${set}]`;
}

/** Whether `rest` begins with something that the profile does not have, which is reported then. */
function isRefused(rest: string, inside: boolean, refuse: Refuse): boolean {
  const letter = rest[1] ?? '';
  const two = rest.slice(0, 2);
  if (rest.startsWith('\\')) {
    const known = spelt(letter, inside) !== undefined || 'ntrfv'.includes(letter) || /\W/u.test(letter);
    return !known && refuse('regex/escape', two) === null;
  }
  if (inside) return false;
  if (/^\[\^?\]/u.test(rest)) return refuse('regex/class') === null;
  if (/^\(\?[^:]/u.test(rest)) return refuse('regex/group', rest.slice(0, 3)) === null;
  if (/^[*+?}]\?/u.test(rest)) return refuse('regex/lazy', two) === null;
  const repeats = /^\{(\d+)(?:,(\d*))?\}/u.exec(rest);
  return (
    repeats !== null &&
    Math.max(Number(repeats[1]), Number(repeats[2] ?? 0)) > MOST_REPEATS &&
    refuse('regex/repeats', repeats[0], MOST_REPEATS) === null
  );
}
