import type { Automaton } from './automaton.ts';
import { overlaps } from './char-set.ts';

/**
 * How badly a backtracking engine can fare. `exponential`: one text can be matched in exponentially many ways. `adjacent`:
 * two endless repeats stand side by side and can share the text between them in many ways. `degree`: the worst number of
 * steps is the text's length to this power.
 */
export type Ambiguity = {
  readonly exponential: boolean;
  readonly adjacent: boolean;
  readonly degree: number;
};

/** Steps of the search before it gives up and calls the pattern dangerous. */
const MOST_STEPS = 400_000;

type Search = {
  readonly automaton: Automaton;
  readonly meets: readonly ReadonlySet<number>[];
  steps: number;
};

/** Finds ambiguity by following two or three readings of the same text at once; null when there is too much to follow. */
export function findAmbiguity(automaton: Automaton): Ambiguity | null {
  const { sets } = automaton;
  const meets = sets.map(
    (set) => new Set([...sets.keys()].filter((other) => overlaps(set, sets[other] ?? []))),
  );
  const search: Search = { automaton, meets, steps: 0 };
  const reach = reachable(automaton);
  const looping = [...sets.keys()].filter((position) => reach[position]?.has(position));
  const exponential =
    hasDoubleLoop(automaton, reach) || looping.some((position) => splitsAndJoins(search, position));
  if (exponential) return { exponential, adjacent: false, degree: Infinity };
  const pairs: [number, number][] = [];
  for (const p of looping)
    for (const q of looping)
      if (p !== q && reach[p]?.has(q) && !reach[q]?.has(p) && sharesText(search, p, q)) pairs.push([p, q]);
  if (search.steps > MOST_STEPS) return null;
  const adjacent = pairs.some(([p, q]) => automaton.follow[p]?.has(q));
  return { exponential, adjacent, degree: 1 + longestChain(pairs) };
}

function reachable({ follow }: Automaton): readonly ReadonlySet<number>[] {
  return follow.map((next) => {
    const found = new Set(next);
    const open = [...next];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const other of follow[at] ?? [])
        if (!found.has(other)) {
          found.add(other);
          open.push(other);
        }
    return found;
  });
}

/** An edge that exists in two ways and lies on a loop. */
function hasDoubleLoop({ twice, sets }: Automaton, reach: readonly ReadonlySet<number>[]): boolean {
  return [...twice].some((edge) => {
    const [from, to] = [Math.floor(edge / sets.length), edge % sets.length];
    return from === to || reach[to]?.has(from) === true;
  });
}

/** Whether two different readings of one text lead from a position back to it. */
function splitsAndJoins(search: Search, start: number): boolean {
  const size = search.automaton.sets.length;
  const seen = new Set<number>();
  const open: (readonly [number, number])[] = [[start, start]];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const [a, b] of pairsAfter(search, at[0], at[1])) {
      if (at[0] !== at[1] && a === start && b === start) return true;
      const key = a * size + b;
      // Readings that have not parted are followed too, to find where they part.
      if (seen.has(key) || (a === start && b === start)) continue;
      seen.add(key);
      open.push([a, b]);
    }
  return false;
}

function* pairsAfter(search: Search, a: number, b: number): Generator<readonly [number, number]> {
  const { automaton, meets } = search;
  for (const x of automaton.follow[a] ?? [])
    for (const y of automaton.follow[b] ?? []) {
      search.steps += 1;
      if (search.steps > MOST_STEPS) return;
      if (meets[x]?.has(y)) yield [x, y];
    }
}

/** Whether one text leads from p to p, from p to q and from q to q: where one loop ends is then open. */
function sharesText(search: Search, p: number, q: number): boolean {
  const { automaton, meets } = search;
  const size = automaton.sets.length;
  const seen = new Set<number>();
  const open: (readonly [number, number, number])[] = [[p, p, q]];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const [x, y] of pairsAfter(search, at[0], at[1]))
      for (const z of automaton.follow[at[2]] ?? []) {
        search.steps += 1;
        if (!meets[x]?.has(z) || !meets[y]?.has(z)) continue;
        if (x === p && y === q && z === q) return true;
        const key = (x * size + y) * size + z;
        if (seen.has(key) || search.steps > MOST_STEPS) continue;
        seen.add(key);
        open.push([x, y, z]);
      }
  return false;
}

/** Loops in a row that share text, by the longest such row. */
function longestChain(pairs: readonly (readonly [number, number])[]): number {
  const known = new Map<number, number>();
  const from = (p: number): number => {
    const before = known.get(p);
    if (before !== undefined) return before;
    known.set(p, 0);
    const length = Math.max(0, ...pairs.filter(([a]) => a === p).map(([, b]) => 1 + from(b)));
    known.set(p, length);
    return length;
  };
  return Math.max(0, ...pairs.map(([p]) => from(p)));
}
