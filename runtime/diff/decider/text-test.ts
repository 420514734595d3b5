import { type Edge, FALSE, TRUE } from './formula.ts';
import { isValue } from './same-value.ts';
import type { LeafValue } from './scope.ts';
import type { TextTest } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

const TESTS: Readonly<Record<TextTest, (text: string, other: string) => boolean>> = {
  startsWith: (text, other) => text.startsWith(other),
  endsWith: (text, other) => text.endsWith(other),
  contains: (text, other) => text.includes(other),
};

/** Most characters of a written text whose parts are gone through. */
const MOST_CHARACTERS = 40;

export const passesText = (test: TextTest, text: string, other: string): boolean => TESTS[test](text, other);

/** Where one text begins with, ends with or holds another; null where both can be anything. */
export function textTest(test: TextTest, text: LeafValue, other: LeafValue, unknowns: Unknowns): Edge | null {
  if (text.is === 'named' && other.is === 'named') return text.of === other.of ? TRUE : null;
  if (other.is === 'constant') {
    const written = String(other.value);
    if (text.is === 'constant') return TESTS[test](String(text.value), written) ? TRUE : FALSE;
    return text.is === 'named' ? unknowns.literal({ is: 'text', x: text.of, test, other: written }) : null;
  }
  if (text.is !== 'constant' || other.is !== 'named') return null;
  const written = String(text.value);
  if (written.length > MOST_CHARACTERS) return null;
  return unknowns.formulas.or(...partsOf(test, written).map((part) => isValue(other.of, part, unknowns)));
}

/** Texts that the written one begins with, ends with or holds. */
function partsOf(test: TextTest, text: string): readonly string[] {
  const parts = new Set<string>();
  for (let start = 0; start <= text.length; start += 1)
    for (let end = start; end <= text.length; end += 1) {
      const part = text.slice(start, end);
      if (TESTS[test](text, part)) parts.add(part);
    }
  return [...parts];
}
