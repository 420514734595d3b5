import { countCharacters } from '../../expression/text.ts';
import type { Cell } from './component.ts';
import { TooManyCases } from './formula.ts';
import { textShapes } from './text-shapes.ts';
import { passesText } from './text-test.ts';
import type { Literal, Named } from './unknown.ts';

/** A value that an unknown is tried with. */
export type Candidate = {
  readonly value: string | boolean;
  /** Of a made-up value: others of the same look, and its number among them. One stands for all until it is used. */
  readonly made: { readonly look: string; readonly index: number } | null;
  readonly fits: (x: Named) => boolean;
};

type Numbered = { readonly number: number; readonly literal: Literal };

/** Most sets of values that one group of unknowns is tried with, and most values of one unknown. */
const MOST_TRIES = 50_000;
const MOST_CANDIDATES = 2000;

/**
 * Values that tell apart all that the literals can say of the unknowns: what they name, the options, and for everything
 * else as many made-up values of each look as there are unknowns, which differ from all that is written anywhere. `before`:
 * unknowns of other groups, so that what is made up for one is never the same as what is made up for another.
 */
export function namedCandidates(
  unknowns: readonly Named[],
  literals: readonly Literal[],
  written: ReadonlySet<string>,
  before: number,
  doubts: Set<string>,
): readonly Candidate[] {
  const [first] = unknowns;
  if (first?.kind === 'bool') return [true, false].map((value) => ({ value, made: null, fits: () => true }));
  if (first?.kind === 'identity') return identities(first, unknowns.length, before);
  const named = literals.flatMap((one) => (one.is === 'value' ? [String(one.value)] : []));
  const options = unknowns.flatMap((unknown) => unknown.options ?? []);
  const constants: Candidate[] = [...new Set([...named, ...options])].map((value) => ({
    value,
    made: null,
    fits: (x) => fitsText(x, value),
  }));
  if (unknowns.every((unknown) => unknown.options !== null)) return constants;
  const tests = literals.filter((one) => one.is === 'text');
  const made = textShapes(tests, written, unknowns, before, doubts).map(
    ({ value, look, index }): Candidate => ({
      value,
      made: { look, index },
      fits: (x) => x.options === null && fitsText(x, value),
    }),
  );
  if (constants.length + made.length > MOST_CANDIDATES) throw new TooManyCases();
  return [...constants, ...made];
}

function identities({ type }: Named, count: number, before: number): readonly Candidate[] {
  const noun = type.is === 'record' ? type.entity : 'person';
  return Array.from({ length: count }, (_, index) => ({
    value: `${noun} ${before + index + 1}`,
    made: { look: '', index },
    fits: () => true,
  }));
}

function fitsText({ options, minLength, maxLength }: Named, value: string): boolean {
  if (options !== null) return options.includes(value);
  const length = countCharacters(value);
  return length >= minLength && length <= maxLength;
}

/** Every way in which the literals can come out together, each with values for which they do. */
export function namedCells(all: readonly Numbered[], candidates: readonly Candidate[]): readonly Cell[] {
  const unknowns = [...new Set(all.flatMap(({ literal }) => namedIn(literal)))];
  const cells = new Map<bigint, Cell>();
  const chosen = new Map<Named, string | boolean>();
  // A literal is looked at as soon as the last of its unknowns has a value.
  const due = unknowns.map((_, at) =>
    all.filter(({ literal }) => Math.max(...namedIn(literal).map((x) => unknowns.indexOf(x))) === at),
  );
  let tries = 0;
  const visit = (at: number, holds: bigint, used: ReadonlyMap<string, number>): void => {
    const x = unknowns[at];
    if (x === undefined) {
      if (!cells.has(holds)) cells.set(holds, { holds, ordered: new Map(), named: new Map(chosen) });
      return;
    }
    for (const { value, made, fits } of candidates) {
      if (!fits(x)) continue;
      const last = made === null ? 0 : (used.get(made.look) ?? 0);
      // Made-up values of one look are used in turn: which of them is which does not matter.
      if (made !== null && made.index > last) continue;
      if ((tries += 1) > MOST_TRIES) throw new TooManyCases();
      chosen.set(x, value);
      let now = holds;
      for (const { number, literal } of due[at] ?? [])
        if (isTrue(literal, chosen)) now |= 1n << BigInt(number);
      const next = made !== null && made.index === last ? new Map(used).set(made.look, last + 1) : used;
      visit(at + 1, now, next);
    }
    chosen.delete(x);
  };
  visit(0, 0n, new Map());
  return [...cells.values()];
}

function namedIn(literal: Literal): readonly Named[] {
  if (literal.is === 'same') return [literal.x, literal.y];
  return literal.is === 'value' || literal.is === 'text' ? [literal.x] : [];
}

function isTrue(literal: Literal, chosen: ReadonlyMap<Named, string | boolean>): boolean {
  if (literal.is === 'value') return chosen.get(literal.x) === literal.value;
  if (literal.is === 'same') return chosen.get(literal.x) === chosen.get(literal.y);
  return literal.is === 'text' && passesText(literal.test, String(chosen.get(literal.x)), literal.other);
}
