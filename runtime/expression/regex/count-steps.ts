import type { Automaton } from './automaton.ts';
import { createLetters, type Letters } from './letters.ts';

/** Steps that matching a value may take at the worst: for each of its characters, and in all. A step looks at one character. */
export const STEPS_PER_CHARACTER = 5000;
export const MOST_STEPS = 10_000_000;

/** `tooLong` is the shortest length at which a value may take more steps than allowed, null when none does; `steps` that many. */
export type Effort = { readonly steps: number; readonly tooLong: number | null };

/** Connections followed before the search gives up. */
const MOST_WORK = 200_000;

/** Positions that the same text can lead to. */
type Reading = {
  readonly positions: readonly number[];
  /** Steps that the engine takes next at each of them. */
  readonly tries: readonly number[];
  moves: readonly Move[] | null;
};
/** What one more character does: the ways to `into[n]` of the next reading grow by `times[n]` of those to `from[n]`. */
type Move = {
  readonly to: Reading;
  readonly from: readonly number[];
  readonly into: readonly number[];
  readonly times: readonly number[];
};
/** For each reading of the texts of one length the most ways, over these texts, that lead to each of its positions. */
type Layer = ReadonlyMap<Reading, readonly number[]>;

type Search = {
  readonly automaton: Automaton;
  readonly letters: Letters;
  readonly readings: Map<string, Reading>;
  work: number;
};

/**
 * The most steps that a backtracking engine takes to find that a value of at most `maxLength` characters does not match: all
 * ways of reading each of its beginnings, counted for all values at once. `searches`: the engine tries every character
 * of the value as the first. Null when there is too much to follow.
 */
export function countSteps(automaton: Automaton, maxLength: number, searches: boolean): Effort | null {
  const search: Search = { automaton, letters: createLetters(automaton.sets), readings: new Map(), work: 0 };
  let layer: Layer = new Map([[readingOf(search, [0]), [1]]]);
  let settled = false;
  let next = 0;
  let once = 0;
  let all = 0;
  for (let length = 0; length <= maxLength; length += 1) {
    if (!settled) next = dearest(layer);
    once += next;
    all = searches ? all + once : once;
    if (all > allowedSteps(length)) return { steps: all, tooLong: length };
    if (settled) continue;
    // Behind as many characters as there are positions only loops are left. What they have reached is kept, to see them settle.
    const after = advance(search, layer, length > automaton.sets.length ? layer : new Map());
    if (search.work > MOST_WORK) return null;
    settled = isSame(layer, after);
    layer = after;
  }
  return { steps: all, tooLong: null };
}

/** The end of a value counts as a character. */
export const allowedSteps = (length: number): number =>
  Math.min(MOST_STEPS, STEPS_PER_CHARACTER * (length + 1));

function dearest(layer: Layer): number {
  let most = 0;
  for (const [{ tries }, ways] of layer)
    most = Math.max(
      most,
      ways.reduce((sum, count, index) => sum + count * (tries[index] ?? 0), 0),
    );
  return most;
}

function isSame(one: Layer, other: Layer): boolean {
  if (one.size !== other.size) return false;
  for (const [reading, ways] of one) {
    const others = other.get(reading);
    if (others === undefined || ways.some((count, index) => count !== others[index])) return false;
  }
  return true;
}

/** The layer of texts that are one character longer, on top of `kept`. */
function advance(search: Search, layer: Layer, kept: Layer): Layer {
  const after = new Map<Reading, readonly number[]>(kept);
  for (const [reading, ways] of layer)
    for (const move of (reading.moves ??= movesOf(search, reading))) {
      const sums = sumsOf(move, ways);
      search.work += move.from.length;
      if (search.work > MOST_WORK) return after;
      const before = after.get(move.to);
      after.set(
        move.to,
        before === undefined ? sums : sums.map((sum, index) => Math.max(sum, before[index] ?? 0)),
      );
    }
  return after;
}

function sumsOf({ to, from, into, times }: Move, ways: readonly number[]): readonly number[] {
  const sums = to.positions.map(() => 0);
  for (const [edge, index] of into.entries())
    sums[index] = (sums[index] ?? 0) + (ways[from[edge] ?? 0] ?? 0) * (times[edge] ?? 0);
  return sums;
}

function movesOf(search: Search, { positions }: Reading): readonly Move[] {
  const { follow } = search.automaton;
  const { kindOf, among } = search.letters;
  const targets = new Set<number>();
  for (const position of positions) for (const target of follow[position]?.keys() ?? []) targets.add(target);
  const ordered = [...targets].sort((a, b) => a - b);
  return among(new Set(ordered.map((target) => kindOf[target] ?? 0))).map((kinds) => {
    const reached = ordered.filter((target) => kinds.has(kindOf[target] ?? 0));
    const places = new Map(reached.map((target, index) => [target, index]));
    const move = {
      to: readingOf(search, reached),
      from: [] as number[],
      into: [] as number[],
      times: [] as number[],
    };
    for (const [index, position] of positions.entries())
      for (const [target, ways] of follow[position] ?? []) {
        search.work += 1;
        const place = places.get(target);
        if (place === undefined) continue;
        move.from.push(index);
        move.into.push(place);
        move.times.push(ways);
      }
    return move;
  });
}

function readingOf({ automaton, readings }: Search, positions: readonly number[]): Reading {
  const key = positions.join();
  const known = readings.get(key);
  if (known !== undefined) return known;
  const tries = positions.map((position) =>
    [...(automaton.follow[position]?.values() ?? [])].reduce((sum, ways) => sum + ways, 0),
  );
  const reading: Reading = { positions, tries, moves: null };
  readings.set(key, reading);
  return reading;
}
