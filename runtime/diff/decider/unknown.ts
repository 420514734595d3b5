import type { Tree, TreeOf } from '../../expression/tree.ts';
import type { Type } from '../../expression/type.ts';
import type { Decimal } from '../../model/decimal.ts';

/** What a condition depends on: a value that may be anything its type and the database allow. */
export type Unknown = Ordered | Named;

type Base = {
  /** The same for what has the same value: the dotted name of a path, else what the part says. */
  readonly key: string;
  readonly type: Type;
  /** Where the value stands; null where it is that of a part which is not looked into. */
  readonly path: TreeOf<'path'> | null;
  /** The part that is not looked into, with the paths that it reads. */
  readonly closed: Closed | null;
};

/** A part of a condition whose value is taken to be anything. */
export type Closed = {
  readonly reads: readonly TreeOf<'path'>[];
  readonly tree: Tree | null;
  /** Where it is a sum of several values: these, each times a whole number. */
  readonly sum: readonly (readonly [Ordered, bigint])[] | null;
  /** What is not decided, as a phrase. */
  readonly why: string;
};

/** A number, amount, date, time or duration, as a whole number of units of `10^-scale`. */
export type Ordered = Base & {
  readonly is: 'ordered';
  readonly scale: number;
  /** Every value is a multiple of it. */
  readonly grid: bigint;
  /** Whether there are further values between any two. */
  readonly dense: boolean;
  /** Multiples of `grid`; null where there is no end. */
  readonly low: bigint | null;
  readonly high: bigint | null;
};

/** A text, an option, a flag, a person or a record: something that is only told from others. */
export type Named = Base & {
  readonly is: 'named';
  readonly kind: 'text' | 'bool' | 'identity';
  /** All that it can be; null: anything. */
  readonly options: readonly string[] | null;
  readonly minLength: number;
  readonly maxLength: number;
};

/** A sum of unknowns, each with its factor. */
export type Linear = { readonly parts: ReadonlyMap<Ordered, Decimal>; readonly constant: Decimal };

export type TextTest = 'startsWith' | 'endsWith' | 'contains';

/** What a formula says of the unknowns; each is true or false once these have values. */
export type Literal =
  /** The value of that name, or a part that is not looked into, is empty of itself. Independent of every other literal. */
  | { readonly is: 'empty'; readonly name: string; readonly closed: Closed | null }
  /** The list holds the value. Independent of every other literal. */
  | { readonly is: 'holds'; readonly list: string; readonly value: string }
  /** `x - y` is at most so many units; without y, x is. */
  | { readonly is: 'most'; readonly x: Ordered; readonly y: Ordered | null; readonly at: bigint }
  | { readonly is: 'value'; readonly x: Named; readonly value: string | boolean }
  | { readonly is: 'same'; readonly x: Named; readonly y: Named }
  | { readonly is: 'text'; readonly x: Named; readonly test: TextTest; readonly other: string }
  /** Stands in until it is known which values x is tried with. */
  | {
      readonly is: 'member';
      readonly x: Named;
      readonly list: string;
      readonly options: readonly string[] | null;
    };

/** Unknowns that a literal is about; it ties them together. */
export function unknownsOf(literal: Literal): readonly Unknown[] {
  switch (literal.is) {
    case 'most':
    case 'same':
      return literal.y === null ? [literal.x] : [literal.x, literal.y];
    case 'value':
    case 'text':
    case 'member':
      return [literal.x];
    case 'empty':
    case 'holds':
    default:
      return [];
  }
}
