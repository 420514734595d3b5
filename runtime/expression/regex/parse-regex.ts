import {
  ANY,
  escapedClass,
  negate,
  negateLoosely,
  NOT_LINE_END,
  propertyClass,
  type CharSet,
} from './char-set.ts';

export type RegexNode =
  | { readonly is: 'set'; readonly set: CharSet }
  | { readonly is: 'empty' }
  | { readonly is: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly is: 'either'; readonly parts: readonly RegexNode[] }
  | { readonly is: 'repeat'; readonly part: RegexNode; readonly min: number; readonly max: number };

/** `root` matches at least what the regular expression does: where the language is richer than our sets, any character. */
export type ParsedRegex = {
  readonly root: RegexNode;
  readonly lookahead: boolean;
  readonly lookbehind: boolean;
  readonly backReference: boolean;
};

const EMPTY: RegexNode = { is: 'empty' };
const NEVER: RegexNode = { is: 'set', set: [] };
const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

/** Reads a regular expression that the engine accepted with the `u` flag. */
export function parseRegex(pattern: string): ParsedRegex {
  const characters = Array.from(pattern);
  let at = 0;
  let lookahead = false;
  let lookbehind = false;
  let backReference = false;
  // Inside of `(?i:…)` and `(?s:…)` characters mean more than themselves; of `\p{…}` we know ASCII only.
  let loose = false;
  let property = false;
  const looks = (text: string): boolean => characters.slice(at, at + text.length).join('') === text;
  const skipPast = (end: string): string => {
    const from = at;
    while (at < characters.length && characters[at] !== end) at += 1;
    at += 1;
    return characters.slice(from, at - 1).join('');
  };

  function either(): RegexNode {
    const parts = [sequence()];
    while (characters[at] === '|') {
      at += 1;
      parts.push(sequence());
    }
    return parts.length === 1 ? (parts[0] ?? EMPTY) : { is: 'either', parts };
  }

  function sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (at < characters.length && characters[at] !== '|' && characters[at] !== ')')
      parts.push(repeated(atom()));
    return { is: 'sequence', parts };
  }

  function repeated(part: RegexNode): RegexNode {
    const [min, max] = quantifier();
    if (max < 0) return part;
    if (characters[at] === '?') at += 1;
    return { is: 'repeat', part, min, max };
  }

  function quantifier(): readonly [number, number] {
    const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] } as const;
    const mark = characters[at];
    if (mark === '*' || mark === '+' || mark === '?') {
      at += 1;
      return simple[mark];
    }
    if (mark !== '{') return [0, -1];
    at += 1;
    const [min = '0', max = min] = skipPast('}').split(',');
    return [Number(min), max === '' ? Infinity : Number(max)];
  }

  function atom(): RegexNode {
    const character = characters[at] ?? '';
    if (character === '(') return group();
    at += 1;
    if (character === '[') return matching(bracket());
    if (character === '.') return matching(NOT_LINE_END);
    if (character === '^' || character === '$') return EMPTY;
    if (character === '\\') return escape();
    return matching(single(character));
  }

  function matching(set: CharSet): RegexNode {
    return { is: 'set', set: loose ? ANY : set };
  }

  function group(): RegexNode {
    const outer = loose;
    at += 1;
    const from = at;
    const ahead = looks('?=') || looks('?!');
    if (looks('?<=') || looks('?<!')) lookbehind = true;
    else if (looks('?<')) skipPast('>');
    if (characters[at] === '?')
      while (at < characters.length && !':=!'.includes(characters[at] ?? ':')) at += 1;
    if (/^\?[a-z-]*[is]/u.test(characters.slice(from, at).join(''))) loose = true;
    if (':=!'.includes(characters[at] ?? ' ') && characters[at - 1] !== '(' && isSpecial()) at += 1;
    const inside = either();
    at += 1;
    loose = outer;
    if (!ahead) return inside;
    lookahead = true;
    // What is ahead is tried first, and then the rest from the same place.
    return { is: 'either', parts: [{ is: 'sequence', parts: [inside, NEVER] }, EMPTY] };
  }

  /** Whether the characters before `at` are the opening of a special group: `(?`, `(?<`, `(?i-m`. */
  function isSpecial(): boolean {
    const open = characters.lastIndexOf('(', at);
    return /^\(\?[<a-z-]*$/u.test(characters.slice(open, at).join(''));
  }

  function escape(): RegexNode {
    const letter = characters[at] ?? '';
    if (letter === 'b' || letter === 'B') {
      at += 1;
      return EMPTY;
    }
    if (/[1-9k]/u.test(letter)) {
      backReference = true;
      at = characters.length;
      return EMPTY;
    }
    return matching(escapedSet());
  }

  /** What an escape stands for; `at` is behind the backslash. */
  function escapedSet(): CharSet {
    const letter = characters[at] ?? '';
    at += 1;
    if (letter === 'p' || letter === 'P') {
      property = true;
      return propertyClass(`\\${letter}${skipPast('}')}}`);
    }
    const known = escapedClass(letter);
    if (known !== null) return known;
    const code = escapedCode(letter);
    return [[code, code]];
  }

  function escapedCode(letter: string): number {
    if (letter === 'x') return hex(2);
    if (letter === 'c') return (characters[at++]?.codePointAt(0) ?? 0) % 32;
    if (letter === 'u') {
      if (characters[at] !== '{') return utf16();
      at += 1;
      return Number.parseInt(skipPast('}'), 16);
    }
    return CONTROL[letter] ?? letter.codePointAt(0) ?? 0;
  }

  /** Two halves written one after the other are one character. */
  function utf16(): number {
    const high = hex(4);
    const low = /^\\u(d[c-f][\da-f]{2})/iu.exec(characters.slice(at, at + 6).join(''))?.[1];
    if (low === undefined || high < 0xd8_00 || high > 0xdb_ff) return high;
    at += 6;
    return String.fromCharCode(high, Number.parseInt(low, 16)).codePointAt(0) ?? 0;
  }

  function hex(digits: number): number {
    at += digits;
    return Number.parseInt(characters.slice(at - digits, at).join(''), 16);
  }

  function bracket(): CharSet {
    const negated = characters[at] === '^';
    if (negated) at += 1;
    property = false;
    const set: (readonly [number, number])[] = [];
    while (at < characters.length && characters[at] !== ']') {
      const from = member();
      const isRange = characters[at] === '-' && characters[at + 1] !== ']' && from.length === 1;
      if (!isRange) set.push(...from);
      else {
        at += 1;
        set.push([from[0]?.[0] ?? 0, member()[0]?.[1] ?? 0]);
      }
    }
    at += 1;
    if (negated) return property ? negateLoosely(set) : negate(set);
    return set;
  }

  function member(): CharSet {
    const character = characters[at] ?? '';
    at += 1;
    if (character !== '\\') return single(character);
    if (characters[at] === 'b') {
      at += 1;
      return [[8, 8]];
    }
    return escapedSet();
  }

  const root = either();
  return { root, lookahead, lookbehind, backReference };
}

function single(character: string): CharSet {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
}
