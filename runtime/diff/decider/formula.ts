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
const MOST_STEPS = 3_000_000;

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

  /** The conjuncts of an edge that is a conjunction, else itself. */
  const conjuncts = (edge: Edge): readonly Edge[] => {
    if ((edge & 1) === 1) return [edge];
    const { parts } = nodeOf(edge);
    return parts.length === 0 ? [edge] : parts;
  };

  function and(...given: readonly Edge[]): Edge {
    const all = new Set<Edge>();
    for (const edge of given) {
      count();
      if (edge === FALSE) return FALSE;
      if (edge !== TRUE) for (const part of conjuncts(edge)) all.add(part);
    }
    for (const edge of all) if (all.has(not(edge))) return FALSE;
    for (const edge of all) {
      const weaker = weaken(edge, all);
      if (weaker === edge) continue;
      all.delete(edge);
      // What became simpler may simplify the rest in turn.
      return and(...all, weaker);
    }
    const parts = [...all].toSorted((a, b) => a - b);
    const [only] = parts;
    if (only === undefined) return TRUE;
    if (parts.length === 1) return only;
    return intern(parts.join(), () => ({
      parts,
      literal: -1,
      support: parts.reduce((sum, part) => sum | nodeOf(part).support, 0n),
    }));
  }

  /** `!(p && q)` beside others: true once one of them contradicts p, and `!q` once p stands there itself. */
  function weaken(edge: Edge, beside: ReadonlySet<Edge>): Edge {
    if ((edge & 1) === 0) return edge;
    const { parts } = nodeOf(edge);
    if (parts.length === 0) return edge;
    if (parts.some((part) => beside.has(not(part)))) return TRUE;
    const left = parts.filter((part) => !beside.has(part));
    return left.length === parts.length ? edge : not(and(...left));
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
