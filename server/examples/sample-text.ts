import { parseRegex, type RegexNode } from '../../runtime/expression/regex/parse-regex.ts';

/** Most repetitions of a part that asks for a number of them. */
const MOST_TIMES = 200;
/** Characters that people can read, tried in this order. */
const PREFERRED = [0x41, 0x61, 0x31, 0x30, 0x2d, 0x5f, 0x20];

/** A text that the pattern of a field matches, different for different `turn`s where it leaves room; null where none is found. */
export function sampleText(pattern: string, turn: number): string | null {
  const { root, lookahead, lookbehind, backReference } = parseRegex(pattern);
  if (lookahead || lookbehind || backReference) return null;
  const counter = { left: turn };
  const text = sample(root, counter);
  // The pattern was vetted when the definitions were compiled.
  return new RegExp(`^(?:${pattern})$`, 'u').test(text) ? text : null;
}

type Counter = { left: number };

function sample(node: RegexNode, counter: Counter): string {
  switch (node.is) {
    case 'empty':
      return '';
    case 'sequence':
      // From behind, so that numbers count as people write them.
      return node.parts.reduceRight((text, part) => sample(part, counter) + text, '');
    case 'either': {
      const [first] = node.parts;
      return first === undefined ? '' : sample(first, counter);
    }
    case 'repeat': {
      const times = Math.min(Math.max(node.min, Math.min(1, node.max)), MOST_TIMES);
      let text = '';
      for (let time = 0; time < times; time += 1) text = sample(node.part, counter) + text;
      return text;
    }
    case 'set':
      return String.fromCodePoint(pickCharacter(node.set, counter));
    default:
      return node satisfies never;
  }
}

/** One character of the set: the digit of the turn that is due, in the base of the range it comes from. */
function pickCharacter(set: readonly (readonly [number, number])[], counter: Counter): number {
  const liked = PREFERRED.find((code) => set.some(([from, to]) => from <= code && code <= to));
  const range = set.find(([from, to]) => liked !== undefined && from <= liked && liked <= to) ?? set[0];
  if (range === undefined) return 0x41;
  const [from, to] = range;
  const first = liked ?? from;
  const size = Math.min(to, first + 9) - first + 1;
  const digit = counter.left % size;
  counter.left = Math.floor(counter.left / size);
  return first + digit;
}
