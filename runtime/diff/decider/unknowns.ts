import type { Tree, TreeOf } from '../../expression/tree.ts';
import type { Type } from '../../expression/type.ts';
import { isOrdered, isText } from '../../expression/types.ts';
import { createFormulas, type Edge, type Formulas } from './formula.ts';
import { createOrdered } from './ordered-values.ts';
import { nameOf, prefixesOf, type Survey } from './survey.ts';
import type { Closed, Literal, Named, Unknown } from './unknown.ts';

/** What the conditions of one question are about, collected while they are taken apart. */
export type Unknowns = {
  readonly formulas: Formulas;
  readonly survey: Survey;
  /** By number. */
  readonly literals: readonly Literal[];
  readonly literal: (literal: Literal) => Edge;
  /** All so far. */
  readonly all: () => readonly Unknown[];
  /** The value of a path, whatever is on the way; lists and conditions aside. */
  readonly ofPath: (path: TreeOf<'path'>) => Unknown;
  /** The value of a part that is not looked into, known again by its key. */
  readonly ofClosed: (key: string, type: Type, closed: Closed) => Unknown;
  /** Keeps an unknown that was made elsewhere, once for each key. */
  readonly keep: <Kind extends Unknown>(key: string, make: () => Kind) => Kind;
  /** Where the value of a path is empty: of itself, or because a reference on the way is. */
  readonly isEmpty: (path: TreeOf<'path'>) => Edge;
  /** Where a list is out of reach, and so without items. */
  readonly isBehindNothing: (path: TreeOf<'path'>) => Edge;
  /** Why it does not follow that something is impossible where no case of it is found. */
  readonly doubts: Set<string>;
};

/** Most characters of a text where the database sets no limit. */
const LONGEST = 1_000_000;

export function createUnknowns(survey: Survey): Unknowns {
  const formulas = createFormulas();
  const literals: Literal[] = [];
  const numbers = new Map<string, number>();
  const found = new Map<string, Unknown>();

  function literal(one: Literal): Edge {
    const key = keyOf(one);
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = literals.push(one) - 1));
    return formulas.literal(number);
  }

  function keep<Kind extends Unknown>(key: string, make: () => Kind): Kind {
    let unknown = found.get(key);
    if (unknown === undefined) found.set(key, (unknown = make()));
    return unknown as Kind;
  }

  const create = (key: string, type: Type, path: TreeOf<'path'> | null, closed: Closed | null): Unknown =>
    keep(`${familyOf(type)} ${key}`, (): Unknown =>
      isOrdered(type) && !isText(type)
        ? createOrdered(key, type, path, closed, survey)
        : createNamed(key, type, path, closed, survey),
    );

  const emptyOf = (names: readonly string[]): Edge =>
    formulas.or(
      ...names
        .filter((name) => survey.empties.has(name))
        .map((name) => literal({ is: 'empty', name, closed: null })),
    );

  return {
    formulas,
    survey,
    literals,
    literal,
    all: () => [...found.values()],
    ofPath: (path) => create(nameOf(path), path.type, path, null),
    ofClosed: (key, type, closed) => create(key, type, null, closed),
    keep,
    isEmpty: (path) => emptyOf(prefixesOf(path)),
    isBehindNothing: (path) => emptyOf(prefixesOf(path).slice(0, -1)),
    doubts: new Set(),
  };
}

/** Two conditions may take a path for different types; what can be compared at all is one unknown. */
function familyOf(type: Type): string {
  if (isText(type)) return 'text';
  if (type.is === 'record') return `record ${type.entity}`;
  return type.is === 'money' ? `money ${type.currency}` : type.is;
}

function createNamed(
  key: string,
  type: Type,
  path: TreeOf<'path'> | null,
  closed: Closed | null,
  survey: Survey,
): Named {
  const limits = path === null ? null : survey.limits(path);
  const kind = type.is === 'bool' ? 'bool' : isText(type) ? 'text' : 'identity';
  const options = path === null ? (type.is === 'choice' ? type.options : null) : survey.options(path);
  return {
    is: 'named',
    key,
    type,
    path,
    closed,
    kind,
    options: kind === 'text' ? options : null,
    minLength: limits?.minLength ?? 0,
    maxLength: limits?.maxLength ?? LONGEST,
  };
}

/** Two literals that say the same have the same key. */
function keyOf(one: Literal): string {
  switch (one.is) {
    case 'empty':
      return `empty ${one.name}`;
    case 'holds':
      return `holds ${one.list} ${one.value}`;
    case 'most':
      return `most ${one.at} ${one.x.type.is} ${one.x.key} - ${one.y?.key ?? ''}`;
    case 'value':
      return `value ${one.x.type.is} ${one.x.key} ${String(one.value)}`;
    case 'same':
      return `same ${one.x.key} ${one.y.key}`;
    case 'text':
      return `${one.test} ${one.x.key} ${one.other}`;
    case 'member':
    default:
      return `member ${one.x.key} ${one.list}`;
  }
}

/** A part without its places, for what is not looked into and may be needed to make up an example. */
export const closedBy = (tree: Tree, reads: readonly TreeOf<'path'>[], why: string): Closed => ({
  tree,
  reads,
  sum: null,
  why,
});
