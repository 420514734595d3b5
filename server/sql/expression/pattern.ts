type Reading = { readonly characters: readonly string[]; at: number };

/** Postgres repeats at most this often in one count. */
const MOST_REPEATS = 255;

/** Classes of the language by their letter, as they stand between brackets: ASCII only, but for white space. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: String.raw`\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`,
};
const LINE_ENDS = String.raw`\n\r\u2028\u2029`;
const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };
const LAST = 0x10ffff;

/**
 * A pattern of the language as a regular expression of Postgres that finds the same. Classes are written out, since those of
 * Postgres follow the collation and its `.` takes in line ends; long counts are split. Lazy repeats find what greedy ones do.
 */
export function postgresPattern(pattern: string): string {
  const reading: Reading = { characters: Array.from(pattern), at: 0 };
  let result = '';
  while (reading.at < reading.characters.length) result += piece(reading);
  return result;
}

function piece(reading: Reading): string {
  const { characters } = reading;
  const character = take(reading);
  switch (character) {
    case '^':
    case '$':
    case '|':
      return character;
    case ')':
      throw new Error(`The pattern ${characters.join('')} has a bracket too many.`);
    case '(':
      return repeated(reading, group(reading));
    case '[':
      return repeated(reading, bracket(reading));
    case '.':
      return repeated(reading, `[^${LINE_ENDS}]`);
    case '\\':
      return repeated(reading, escape(reading));
    default:
      return repeated(reading, plain(character.codePointAt(0) ?? 0));
  }
}

function take(reading: Reading): string {
  const character = reading.characters[reading.at] ?? '';
  reading.at += 1;
  return character;
}

function group(reading: Reading): string {
  if (reading.characters[reading.at] === '?') {
    const opening = /^\?(?::|<[^=!>]+>)/u.exec(reading.characters.slice(reading.at).join(''));
    if (opening === null) throw new Error('A pattern of the rule language looks around or sets options.');
    reading.at += Array.from(opening[0]).length;
  }
  let inside = '';
  while (reading.at < reading.characters.length && reading.characters[reading.at] !== ')')
    inside += piece(reading);
  reading.at += 1;
  return `(?:${inside})`;
}

function repeated(reading: Reading, atom: string): string {
  const counts = quantifier(reading);
  if (counts === null) return atom;
  if (reading.characters[reading.at] === '?') reading.at += 1;
  const [min, max] = counts;
  if (min === 0 && max === Infinity) return `${atom}*`;
  if (min === 1 && max === Infinity) return `${atom}+`;
  if (min === 0 && max === 1) return `${atom}?`;
  const rest = max === Infinity ? `${atom}*` : split(max - min, (count) => `${atom}{0,${count}}`);
  // One atom again, for whatever stands around it.
  return `(?:${split(min, (count) => `${atom}{${count}}`)}${rest})`;
}

function split(count: number, write: (part: number) => string): string {
  let text = '';
  for (let left = count; left > 0; left -= MOST_REPEATS) text += write(Math.min(left, MOST_REPEATS));
  return text;
}

function quantifier(reading: Reading): readonly [number, number] | null {
  const mark = reading.characters[reading.at] ?? '';
  const simple: Readonly<Record<string, readonly [number, number]>> = {
    '*': [0, Infinity],
    '+': [1, Infinity],
    '?': [0, 1],
  };
  const known = Object.hasOwn(simple, mark) ? simple[mark] : undefined;
  if (known !== undefined) {
    reading.at += 1;
    return known;
  }
  if (mark !== '{') return null;
  const end = reading.characters.indexOf('}', reading.at);
  const [min = '0', max = min] = reading.characters
    .slice(reading.at + 1, end)
    .join('')
    .split(',');
  reading.at = end + 1;
  return [Number(min), max === '' ? Infinity : Number(max)];
}

/** What an escape outside brackets stands for; the reading is behind the backslash. */
function escape(reading: Reading): string {
  const letter = reading.characters[reading.at] ?? '';
  const members = CLASSES[letter.toLowerCase()];
  if (members === undefined || letter === '') return plain(escapedCode(reading));
  reading.at += 1;
  return letter === letter.toLowerCase() ? `[${members}]` : `[^${members}]`;
}

function escapedCode(reading: Reading): number {
  const letter = take(reading);
  if (/[bBpPk1-9]/u.test(letter)) throw new Error(`A pattern of the rule language holds \\${letter}.`);
  if (letter === '0') return 0;
  if (letter === 'x') return hex(reading, 2);
  if (letter === 'c') return (take(reading).codePointAt(0) ?? 0) % 32;
  if (letter === 'u') return unicodeCode(reading);
  return CONTROL[letter] ?? letter.codePointAt(0) ?? 0;
}

function hex(reading: Reading, digits: number): number {
  reading.at += digits;
  return Number.parseInt(reading.characters.slice(reading.at - digits, reading.at).join(''), 16);
}

function unicodeCode(reading: Reading): number {
  if (reading.characters[reading.at] !== '{') {
    const high = hex(reading, 4);
    const isPair = high >= 0xd800 && high < 0xdc00 && reading.characters[reading.at] === '\\';
    if (!isPair) return high;
    reading.at += 2;
    return 0x10000 + (high - 0xd800) * 0x400 + (hex(reading, 4) - 0xdc00);
  }
  const end = reading.characters.indexOf('}', reading.at);
  const code = Number.parseInt(reading.characters.slice(reading.at + 1, end).join(''), 16);
  reading.at = end + 1;
  return code;
}

/** A set in brackets; a class turned round inside it is written as the ranges of everything else. */
function bracket(reading: Reading): string {
  const negated = reading.characters[reading.at] === '^';
  if (negated) reading.at += 1;
  let members = '';
  while (reading.at < reading.characters.length && reading.characters[reading.at] !== ']')
    members += member(reading);
  reading.at += 1;
  // Nothing, and anything: Postgres has no empty brackets.
  if (members === '') return negated ? String.raw`[\u0001-\U0010ffff]` : '(?!)';
  return `[${negated ? '^' : ''}${members}]`;
}

function member(reading: Reading): string {
  const from = memberCode(reading);
  if (typeof from === 'string') return from;
  const isRange = reading.characters[reading.at] === '-' && reading.characters[reading.at + 1] !== ']';
  if (!isRange) return written(from);
  reading.at += 1;
  const to = memberCode(reading);
  return typeof to === 'string' ? `${written(from)}-${to}` : `${written(from)}-${written(to)}`;
}

function memberCode(reading: Reading): number | string {
  const character = take(reading);
  if (character !== '\\') return character.codePointAt(0) ?? 0;
  const letter = reading.characters[reading.at] ?? '';
  if (letter === 'b') {
    reading.at += 1;
    return 8;
  }
  const members = CLASSES[letter.toLowerCase()];
  if (members === undefined || letter === '') return escapedCode(reading);
  reading.at += 1;
  return letter === letter.toLowerCase() ? members : (OTHERS[letter] ?? '');
}

/** `\D`, `\W` and `\S` within brackets. */
const OTHERS: Readonly<Record<string, string>> = {
  D: String.raw`\u0001-/:-\U0010ffff`,
  W: String.raw`\u0001-/:-@\u005b-\u005e\u0060\u007b-\U0010ffff`,
  S: String.raw`\u0001-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\U0010ffff`,
};

/** A character as itself. */
function plain(code: number): string {
  return /[\p{L}\p{N} ]/u.test(String.fromCodePoint(code)) ? String.fromCodePoint(code) : written(code);
}

/** A character by its number; texts never hold U+0000, which Postgres does not know. */
function written(code: number): string {
  const known = Math.min(Math.max(code, 1), LAST);
  const digits = known.toString(16);
  return known > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
