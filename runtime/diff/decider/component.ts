import type { Edge } from './formula.ts';
import { namedCandidates, namedCells, type Candidate } from './named-cells.ts';
import { orderedCells } from './ordered-cells.ts';
import { type Literal, type Named, type Ordered, unknownsOf, type Unknown } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

/** One way in which the literals of a component can come out, with values for which they do. */
export type Cell = {
  /** Literals that are true, one bit each. */
  readonly holds: bigint;
  readonly ordered: ReadonlyMap<Ordered, bigint>;
  readonly named: ReadonlyMap<Named, string | boolean>;
};

/** Literals that depend on each other, and on nothing else. */
export type Component = {
  readonly mask: bigint;
  /** Ways in which those of its literals can come out that matter, one bit each; the others are left aside. */
  readonly cells: (matters: bigint) => readonly Cell[];
};

type Group = { readonly unknowns: Set<Unknown>; readonly numbers: number[] };

/** The formula without `member` literals, and the components of what it is about, in the order in which it names them. */
export function componentsOf(
  goal: Edge,
  unknowns: Unknowns,
): { readonly goal: Edge; readonly components: readonly Component[] } {
  const { formulas, literals } = unknowns;
  const tied = groupsOf(formulas.order(goal), literals).filter(({ unknowns: some }) => some.size > 0);
  const written = writtenValues(literals);
  const candidates = new Map<Group, readonly Candidate[]>();
  const replaced = new Map<number, Edge>();
  let before = 0;
  for (const group of tied) {
    const named = [...group.unknowns].filter((unknown) => unknown.is === 'named');
    if (named.length === 0) continue;
    const own = group.numbers.map((number) => literals[number] as Literal);
    const some = namedCandidates(named, own, written, before, unknowns.doubts);
    before += named.length;
    candidates.set(group, some);
    for (const number of group.numbers) {
      const literal = literals[number] as Literal;
      if (literal.is === 'member') replaced.set(number, memberOf(literal, some, unknowns));
    }
  }
  const whole = replaced.size === 0 ? goal : formulas.replace(goal, replaced);
  // What was tied stays together, even where the tie is gone: made-up values are shared within a group.
  const ties = new Map(tied.flatMap((group) => [...group.unknowns].map((one) => [one, group] as const)));
  const components = groupsOf(formulas.order(whole), literals, ties).map(({ unknowns: some, numbers }) => {
    const [first] = some;
    const group = first === undefined ? undefined : ties.get(first);
    return createComponent(numbers, literals, (group && candidates.get(group)) ?? []);
  });
  return { goal: whole, components };
}

/** The item is one of the candidates, and the list holds that one. */
function memberOf(
  { x, list, options }: Literal & { readonly is: 'member' },
  candidates: readonly Candidate[],
  { formulas, literal }: Unknowns,
): Edge {
  const possible = candidates.filter(
    ({ value, fits }) => fits(x) && (options === null || options.includes(String(value))),
  );
  return formulas.or(
    ...possible.map(({ value }) =>
      formulas.and(literal({ is: 'value', x, value }), literal({ is: 'holds', list, value: String(value) })),
    ),
  );
}

/** Numbers of literals by what ties them together; a literal about no unknown stands alone. */
function groupsOf(
  numbers: readonly number[],
  literals: readonly Literal[],
  ties?: ReadonlyMap<Unknown, Group>,
): readonly Group[] {
  const groups = new Set<Group>();
  const byUnknown = new Map<Unknown, Group>();
  for (const number of numbers) {
    const own = unknownsOf(literals[number] as Literal);
    const about = own.flatMap((unknown) => [unknown, ...(ties?.get(unknown)?.unknowns ?? [])]);
    const found = new Set(about.map((unknown) => byUnknown.get(unknown)).filter((one) => one !== undefined));
    const [first = { unknowns: new Set<Unknown>(), numbers: [] }, ...others] = found;
    groups.add(first);
    for (const other of others) {
      groups.delete(other);
      first.numbers.push(...other.numbers);
      for (const unknown of other.unknowns) first.unknowns.add(unknown);
    }
    first.numbers.push(number);
    for (const unknown of about) first.unknowns.add(unknown);
    for (const unknown of first.unknowns) byUnknown.set(unknown, first);
  }
  return [...groups];
}

/** Every text that some literal names, so that a text that is none of them can be made up. */
function writtenValues(literals: readonly Literal[]): ReadonlySet<string> {
  return new Set(
    literals.flatMap((one) =>
      one.is === 'value' || one.is === 'holds' ? [String(one.value)] : one.is === 'text' ? [one.other] : [],
    ),
  );
}

function createComponent(
  numbers: readonly number[],
  literals: readonly Literal[],
  candidates: readonly Candidate[],
): Component {
  const known = new Map<bigint, readonly Cell[]>();
  const all = numbers.map((number) => ({ number, literal: literals[number] as Literal }));
  const cellsOf = (matters: bigint): readonly Cell[] => {
    const some = all.filter(({ number }) => ((matters >> BigInt(number)) & 1n) === 1n);
    const [first] = some;
    if (first?.literal.is === 'empty' || first?.literal.is === 'holds') return freeCells(first.number);
    const most = some.filter(
      (one): one is { number: number; literal: Literal & { is: 'most' } } => one.literal.is === 'most',
    );
    return most.length > 0 ? orderedCells(most) : namedCells(some, candidates);
  };
  return {
    mask: numbers.reduce((sum, number) => sum | (1n << BigInt(number)), 0n),
    cells: (matters) => {
      let cells = known.get(matters);
      if (cells === undefined) known.set(matters, (cells = cellsOf(matters)));
      return cells;
    },
  };
}

const NONE = { ordered: new Map<never, never>(), named: new Map<never, never>() };

/** True or not, whatever else is. */
const freeCells = (number: number): readonly Cell[] => [
  { ...NONE, holds: 0n },
  { ...NONE, holds: 1n << BigInt(number) },
];
