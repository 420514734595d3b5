import type { CharSet } from '../../runtime/expression/regex/char-set.ts';
import { includes } from '../../runtime/expression/regex/char-set.ts';
import type { RegexNode } from '../../runtime/expression/regex/parse-regex.ts';

function setsOf(node: RegexNode): readonly CharSet[] {
  if (node.is === 'set') return [node.set];
  if (node.is === 'repeat') return setsOf(node.part);
  return node.is === 'empty' ? [] : node.parts.flatMap(setsOf);
}

const isText = (code: number): boolean => code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);

/** Characters that the pattern tells apart, those first that most of its sets match. */
function charactersOf(root: RegexNode): readonly string[] {
  const sets = setsOf(root);
  const kinds = new Map<string, readonly [string, number]>();
  for (const code of sets.flatMap((set) => set.flatMap(([from, to]) => [from, to + 1])).filter(isText)) {
    const matched = sets.map((set) => includes(set, code));
    kinds.set(matched.join(), [String.fromCodePoint(code), matched.filter(Boolean).length]);
  }
  return [...kinds.values()].sort((a, b) => b[1] - a[1]).map(([character]) => character);
}

/** Texts of `length` characters that repeat a short word of the pattern and then end, or do not, in what it does not expect. */
export function worstTexts(root: RegexNode, length: number): readonly string[] {
  const characters = charactersOf(root).slice(0, 5);
  const words = [...characters];
  for (const one of characters) for (const other of characters) if (one !== other) words.push(one + other);
  for (const one of characters.slice(0, 3))
    for (const other of characters.slice(0, 3)) words.push(one + one + other, one + one + one + other);
  return words.flatMap((word) =>
    ['', '\u0001', '\n', '!', ...characters].map((end) => {
      const body = word.repeat(Math.ceil(length / word.length));
      return (
        Array.from(body)
          .slice(0, Math.max(0, length - end.length))
          .join('') + end
      );
    }),
  );
}
