/** Characters as ranges of code points, both ends inclusive. */
export type CharSet = readonly (readonly [number, number])[];

const LAST = 0x10ffff;
export const ANY: CharSet = [[0, LAST]];
const DIGIT: CharSet = [[48, 57]];
const WORD: CharSet = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: CharSet = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** What `.` matches: everything but line ends. */
export const NOT_LINE_END: CharSet = negate([
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
]);

/** The characters of `\d`, `\W` and so on; null for other letters. */
export function escapedClass(letter: string): CharSet | null {
  const set = { d: DIGIT, w: WORD, s: SPACE }[letter.toLowerCase()];
  if (set === undefined) return null;
  return letter === letter.toLowerCase() ? set : negate(set);
}

const FIRST_BEYOND_ASCII = 128;
const BEYOND_ASCII: CharSet = [[FIRST_BEYOND_ASCII, LAST]];

/** At least the characters of `\p{…}` or `\P{…}`: beyond ASCII, all of them. */
export function propertyClass(escape: string): CharSet {
  const regex = new RegExp(escape, 'u');
  const codes = [...Array(FIRST_BEYOND_ASCII).keys()].filter((code) =>
    regex.test(String.fromCodePoint(code)),
  );
  return [...codes.map((code) => [code, code] as const), ...BEYOND_ASCII];
}

/** At least the complement of a set that is itself too large beyond ASCII. */
export function negateLoosely(set: CharSet): CharSet {
  return [...negate(set), ...BEYOND_ASCII];
}

export function negate(set: CharSet): CharSet {
  const result: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) result.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= LAST) result.push([next, LAST]);
  return result;
}

export function includes(set: CharSet, code: number): boolean {
  return set.some(([from, to]) => from <= code && code <= to);
}
