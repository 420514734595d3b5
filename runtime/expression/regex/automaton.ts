import type { CharSet } from './char-set.ts';
import type { RegexNode } from './parse-regex.ts';

/**
 * The characters of a regular expression by position and which may be tried next (Glushkov's construction), with the number
 * of ways that lead there, since `(a?|b?)c` comes to its `c` in two. Position 0 is before the text. Positions without any
 * character stand for what a backtracking engine tries in vain: the end, and an empty turn of a repeat.
 */
export type Automaton = {
  readonly sets: readonly CharSet[];
  readonly follow: readonly ReadonlyMap<number, number>[];
};

/** Parts and connections that are made before the expression counts as too complicated. */
const MOST_WORK = 100_000;
/** More ways than this are as good as endless; keeps their products finite. */
const MOST_WAYS = 1e9;
const NO_CHARACTER: CharSet = [];

/** Positions, each with the ways that lead to it. */
type Ends = readonly (readonly [position: number, ways: number])[];
/** `empty` is the number of ways in which the part matches nothing. */
type Part = { readonly first: Ends; readonly last: Ends; readonly empty: number };
const NOTHING: Part = { first: [], last: [], empty: 1 };

type Building = { readonly sets: CharSet[]; readonly follow: Map<number, number>[]; work: number };

/** Builds the automaton, every repeat written out; null when that is too much. */
export function buildAutomaton(root: RegexNode): Automaton | null {
  const building: Building = { sets: [], follow: [], work: 0 };
  const start = addPosition(building, NO_CHARACTER);
  const end = { ...addPosition(building, NO_CHARACTER), last: [] };
  join(building, join(building, start, build(building, root)), end);
  return building.work > MOST_WORK ? null : building;
}

function addPosition({ sets, follow }: Building, set: CharSet): Part {
  const position = sets.push(set) - 1;
  follow.push(new Map());
  return { first: [[position, 1]], last: [[position, 1]], empty: 0 };
}

function build(building: Building, node: RegexNode): Part {
  building.work += 1;
  if (building.work > MOST_WORK) return NOTHING;
  switch (node.is) {
    case 'empty':
      return NOTHING;
    case 'set':
      return addPosition(building, node.set);
    case 'either': {
      const parts = node.parts.map((part) => build(building, part));
      return {
        first: parts.flatMap((part) => part.first),
        last: parts.flatMap((part) => part.last),
        empty: atMost(parts.reduce((sum, part) => sum + part.empty, 0)),
      };
    }
    case 'sequence':
      return node.parts.map((part) => build(building, part)).reduce((a, b) => join(building, a, b), NOTHING);
    case 'repeat':
      return buildRepeat(building, node);
    default:
      return node satisfies never;
  }
}

const atMost = (ways: number): number => Math.min(ways, MOST_WAYS);

function join(building: Building, a: Part, b: Part): Part {
  connect(building, a.last, b.first);
  building.work += a.first.length + b.last.length;
  return {
    first: a.empty === 0 ? a.first : [...a.first, ...times(b.first, a.empty)],
    last: b.empty === 0 ? b.last : [...times(a.last, b.empty), ...b.last],
    empty: atMost(a.empty * b.empty),
  };
}

const times = (ends: Ends, ways: number): Ends =>
  ways === 1 ? ends : ends.map(([position, own]) => [position, atMost(own * ways)]);

function connect(building: Building, from: Ends, to: Ends): void {
  building.work += from.length * to.length;
  if (building.work > MOST_WORK) return;
  for (const [a, before] of from) {
    const next = building.follow[a];
    for (const [b, ways] of to) next?.set(b, atMost((next.get(b) ?? 0) + before * ways));
  }
}

/** The turns that have to be, one by one, and then those that may be: as many as are left, or a loop. */
function buildRepeat(building: Building, { part, min, max }: Extract<RegexNode, { is: 'repeat' }>): Part {
  let needed = NOTHING;
  for (let turn = 0; turn < min && building.work <= MOST_WORK; turn += 1)
    needed = join(building, needed, build(building, part));
  if (max === Infinity) {
    const { first, last } = buildTurn(building, part);
    connect(building, last, first);
    return join(building, needed, { first, last, empty: 1 });
  }
  let optional = NOTHING;
  for (let turn = min; turn < max && building.work <= MOST_WORK; turn += 1)
    optional = { ...join(building, buildTurn(building, part), optional), empty: 1 };
  return join(building, needed, optional);
}

/** A turn that need not be: where it matches nothing the engine turns back. */
function buildTurn(building: Building, node: RegexNode): Part {
  const part = build(building, node);
  if (part.empty === 0) return part;
  const { first } = addPosition(building, NO_CHARACTER);
  return { ...part, first: [...part.first, ...times(first, part.empty)], empty: 0 };
}
