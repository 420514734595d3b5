import { includes } from '../../runtime/expression/regex/char-set.ts';
import type { RegexNode } from '../../runtime/expression/regex/parse-regex.ts';

export type Measured = { readonly matches: boolean; readonly steps: number };

class TooMany extends Error {}

/**
 * Matches as a backtracking engine does, by the rules of ECMAScript, and counts: each look at a character, each arrival at the end
 * and each turn that matched nothing is a step. `searches`: anywhere in the text, else all of it. Stops behind `most` steps.
 */
export function measure(root: RegexNode, text: string, searches: boolean, most = Infinity): Measured {
  const characters = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps > most) throw new TooMany();
  };
  type Then = (at: number) => boolean;

  function run(node: RegexNode, at: number, then: Then): boolean {
    switch (node.is) {
      case 'empty':
        return then(at);
      case 'set': {
        step();
        const code = characters[at];
        return code !== undefined && includes(node.set, code) && then(at + 1);
      }
      case 'either':
        return node.parts.some((part) => run(part, at, then));
      case 'sequence':
        return inOrder(node.parts, 0, at, then);
      case 'repeat':
        return repeat(node, 0, at, then);
      default:
        return node satisfies never;
    }
  }

  function inOrder(parts: readonly RegexNode[], index: number, at: number, then: Then): boolean {
    const part = parts[index];
    return part === undefined ? then(at) : run(part, at, (next) => inOrder(parts, index + 1, next, then));
  }

  function repeat(node: Extract<RegexNode, { is: 'repeat' }>, turn: number, at: number, then: Then): boolean {
    const again = (next: number): boolean => {
      if (turn >= node.min && next === at) {
        step();
        return false;
      }
      return repeat(node, turn + 1, next, then);
    };
    if (turn < node.min) return run(node.part, at, again);
    return (turn < node.max && run(node.part, at, again)) || then(at);
  }

  const end: Then = (at) => {
    step();
    return searches || at === characters.length;
  };
  try {
    for (let start = 0; start <= (searches ? characters.length : 0); start += 1)
      if (run(root, start, end)) return { matches: true, steps };
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
  }
  return { matches: false, steps };
}
