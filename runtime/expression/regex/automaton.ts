import type { CharSet } from './char-set.ts';
import type { RegexNode } from './parse-regex.ts';

/**
 * The positions of a regular expression and which may follow which (Glushkov's construction). `twice` holds the edges
 * `from * size + to` that exist in two ways, as in `(a*)*`, where the engine would try both.
 */
export type Automaton = {
  readonly sets: readonly CharSet[];
  readonly follow: readonly ReadonlySet<number>[];
  readonly twice: ReadonlySet<number>;
};

/** Positions that are looked at; a pattern of 200 characters has fewer unless groups are repeated. */
const MOST_POSITIONS = 400;

/** Repeats of more than this are treated as endless. */
const ENDLESS = 50;

type Part = {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
};
const NOTHING: Part = { first: [], last: [], nullable: true };

type Building = {
  readonly sets: CharSet[];
  readonly follow: Set<number>[];
  readonly twice: [number, number][];
};

/** Builds the automaton; null when the expression has too many positions. */
export function buildAutomaton(root: RegexNode): Automaton | null {
  const building: Building = { sets: [], follow: [], twice: [] };
  build(building, root);
  const { sets, follow, twice } = building;
  if (sets.length > MOST_POSITIONS) return null;
  return { sets, follow, twice: new Set(twice.map(([from, to]) => from * sets.length + to)) };
}

function build(building: Building, node: RegexNode): Part {
  if (building.sets.length > MOST_POSITIONS) return NOTHING;
  switch (node.is) {
    case 'empty':
      return NOTHING;
    case 'set': {
      const position = building.sets.push(node.set) - 1;
      building.follow.push(new Set());
      return { first: [position], last: [position], nullable: false };
    }
    case 'either': {
      const parts = node.parts.map((part) => build(building, part));
      return {
        first: parts.flatMap((part) => part.first),
        last: parts.flatMap((part) => part.last),
        nullable: parts.some((part) => part.nullable),
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

function join(building: Building, a: Part, b: Part): Part {
  connect(building, a.last, b.first);
  return {
    first: a.nullable ? [...a.first, ...b.first] : a.first,
    last: b.nullable ? [...a.last, ...b.last] : b.last,
    nullable: a.nullable && b.nullable,
  };
}

function connect({ follow, twice }: Building, from: readonly number[], to: readonly number[]): void {
  for (const a of from)
    for (const b of to) {
      const next = follow[a];
      if (next?.has(b)) twice.push([a, b]);
      next?.add(b);
    }
}

type Repeat = Extract<RegexNode, { is: 'repeat' }>;

/** Two copies show what a short repeat can do; a long one, or one whose part varies in length, counts as endless. */
function buildRepeat(building: Building, { part, min, max }: Repeat): Part {
  if (max === 0) return NOTHING;
  const first = build(building, part);
  const once: Part = { ...first, nullable: first.nullable || min === 0 };
  if (max === 1) return once;
  if (max > ENDLESS || (max > 3 && varies(part))) {
    connect(building, first.last, first.first);
    return once;
  }
  const second = build(building, part);
  return join(building, once, { ...second, nullable: second.nullable || min < 2 });
}

/** Whether the part can match texts of several lengths. */
function varies(node: RegexNode): boolean {
  if (node.is === 'repeat') return node.min !== node.max || varies(node.part);
  if (node.is === 'sequence') return node.parts.some(varies);
  return node.is === 'either';
}
