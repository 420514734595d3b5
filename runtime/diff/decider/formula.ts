/**
 * A two-valued formula over numbered literals, as an edge into one shared store: the same formula is the same number. Edges come
 * in pairs, `edge ^ 1` being the negation, so that `a && !a` is seen at once.
 */
export type Edge = number;

export const FALSE: Edge = 0;
export const TRUE: Edge = 1;
export const not = (edge: Edge): Edge => edge ^ 1;

/** Most nodes of one store, and most steps of working on them; more are too many cases. A step is well below a microsecond. */
const MOST_NODES = 200_000;
const MOST_STEPS = 2_000_000;
/** More than there are edges. */
const PAIR = 2 ** 20;

/** Thrown where deciding would take too long; caught by `compare.ts`. */
export class TooManyCases extends Error {}

type Node = {
  /** Conjuncts, sorted; empty for a literal and for the constant. */
  readonly parts: readonly Edge[];
  /** Number of the literal; -1 for everything else. */
  readonly literal: number;
  /** Literals below, one bit each. */
  readonly support: bigint;
};

export type Formulas = {
  readonly literal: (index: number) => Edge;
  readonly and: (...parts: readonly Edge[]) => Edge;
  readonly or: (...parts: readonly Edge[]) => Edge;
  /** `test ? then : otherwise`. */
  readonly either: (test: Edge, then: Edge, otherwise: Edge) => Edge;
  readonly support: (edge: Edge) => bigint;
  /** The conjuncts of a conjunction; of anything else itself alone. */
  readonly conjuncts: (edge: Edge) => readonly Edge[];
  /** Counts steps from zero again, for the next question. */
  readonly restart: () => void;
  /** The formula once the literals of `decided` are known: those of `holds` are true, the others false. */
  readonly restrict: (edge: Edge, decided: bigint, holds: bigint) => Edge;
  /** The formula with literals replaced by formulas. */
  readonly replace: (edge: Edge, by: ReadonlyMap<number, Edge>) => Edge;
  /** Literals in the order in which the formula names them. */
  readonly order: (edge: Edge) => readonly number[];
};

export function createFormulas(): Formulas {
  const nodes: Node[] = [{ parts: [], literal: -1, support: 0n }];
  const known = new Map<string, number>();
  const nodeOf = (edge: Edge): Node => nodes[edge >> 1] as Node;
  let steps = 0;
  const count = (): void => {
    if ((steps += 1) > MOST_STEPS) throw new TooManyCases();
  };

  function intern(key: string, node: () => Node): Edge {
    let index = known.get(key);
    if (index === undefined) {
      if (nodes.length >= MOST_NODES) throw new TooManyCases();
      index = nodes.push(node()) - 1;
      known.set(key, index);
    }
    return index << 1;
  }

  const literal = (index: number): Edge =>
    intern(`#${index}`, () => ({ parts: [], literal: index, support: 1n << BigInt(index) }));

  /** Which edges belong to the conjunction that is being made: those marked with its number. */
  const marks: number[] = [];
  let turn = 0;
  const pairs = new Map<number, Edge>();

  function and(...given: readonly Edge[]): Edge {
    const [a, b] = given;
    if (given.length !== 2 || a === undefined || b === undefined) return conjunction(given);
    if (a === b || b === TRUE) return a;
    if (a === TRUE) return b;
    if (a === FALSE || b === FALSE || a === not(b)) return FALSE;
    const key = a < b ? a * PAIR + b : b * PAIR + a;
    let made = pairs.get(key);
    if (made === undefined) pairs.set(key, (made = conjunction(given)));
    return made;
  }

  function conjunction(given: readonly Edge[]): Edge {
    const own = (turn += 1);
    const all: Edge[] = [];
    const add = (edge: Edge): boolean => {
      if (marks[not(edge)] === own) return false;
      if (marks[edge] !== own) {
        marks[edge] = own;
        all.push(edge);
      }
      return true;
    };
    for (const edge of given) {
      count();
      if (edge === FALSE) return FALSE;
      if (edge === TRUE) continue;
      const { parts } = nodeOf(edge);
      const inner = (edge & 1) === 1 || parts.length === 0 ? null : parts;
      if (inner === null ? !add(edge) : !inner.every(add)) return FALSE;
    }
    const simpler = all.map((edge) => weaken(edge, own));
    if (simpler.some((left) => left !== null))
      // What became simpler may simplify the rest in turn.
      return conjunction(
        all.map((edge, index) => {
          const left = simpler[index] ?? null;
          return left === null ? edge : not(conjunction(left));
        }),
      );
    const [only] = all;
    if (only === undefined) return TRUE;
    if (all.length === 1) return only;
    const parts = all.toSorted((a, b) => a - b);
    return intern(parts.join(), () => ({
      parts,
      literal: -1,
      support: parts.reduce((sum, part) => sum | nodeOf(part).support, 0n),
    }));
  }

  /**
   * What is left of p and q in `!(p && q)` beside the edges that are marked: nothing false once one of them contradicts p,
   * and q alone once p is marked itself. Null where nothing changes.
   */
  function weaken(edge: Edge, own: number): readonly Edge[] | null {
    if ((edge & 1) === 0) return null;
    const { parts } = nodeOf(edge);
    if (parts.length === 0) return null;
    let marked = false;
    for (const part of parts) {
      count();
      if (marks[not(part)] === own) return [FALSE];
      marked ||= marks[part] === own;
    }
    return marked ? parts.filter((part) => marks[part] !== own) : null;
  }

  const or = (...parts: readonly Edge[]): Edge => not(and(...parts.map(not)));

  function rebuild(edge: Edge, mask: bigint, at: (literal: number) => Edge | undefined): Edge {
    const done = new Map<number, Edge>();
    const visit = (from: Edge): Edge => {
      const index = from >> 1;
      const node = nodes[index] as Node;
      if ((node.support & mask) === 0n) return from;
      let made = done.get(index);
      if (made === undefined) {
        made = node.literal >= 0 ? (at(node.literal) ?? index << 1) : visitAll(node.parts);
        done.set(index, made);
      }
      return (from & 1) === 1 ? not(made) : made;
    };
    const visitAll = (parts: readonly Edge[]): Edge => {
      const made: Edge[] = [];
      for (const part of parts) {
        const one = visit(part);
        if (one === FALSE) return FALSE;
        made.push(one);
      }
      return and(...made);
    };
    return visit(edge);
  }

  return {
    literal,
    and,
    or,
    either: (test, then, otherwise) =>
      then === otherwise ? then : or(and(test, then), and(not(test), otherwise)),
    support: (edge) => nodeOf(edge).support,
    conjuncts: (edge) => {
      const { parts } = nodeOf(edge);
      return (edge & 1) === 1 || parts.length === 0 ? [edge] : parts;
    },
    restart: () => {
      steps = 0;
    },
    restrict: (edge, decided, holds) =>
      rebuild(edge, decided, (index) => (((holds >> BigInt(index)) & 1n) === 1n ? TRUE : FALSE)),
    replace: (edge, by) => {
      const mask = [...by.keys()].reduce((sum, index) => sum | (1n << BigInt(index)), 0n);
      return rebuild(edge, mask, (index) => by.get(index));
    },
    order: (edge) => {
      const found = new Set<number>();
      const seen = new Set<number>();
      const visit = (from: Edge): void => {
        const index = from >> 1;
        if (seen.has(index)) return;
        seen.add(index);
        const node = nodes[index] as Node;
        if (node.literal >= 0) found.add(node.literal);
        for (const part of node.parts) visit(part);
      };
      visit(edge);
      return [...found];
    },
  };
}
