import type { Span } from '../diagnostics/diagnostic.ts';
import type { Type } from './type.ts';

/** Offsets of a node in the text of its expression; `end` is exclusive. */
export type Range = { readonly start: number; readonly end: number };

/**
 * A checked expression as plain data: serialisable, kept in the model, sent to browsers. Every node knows its type and its
 * place. `and` and `or` are flat, so that depth stays bounded.
 */
export type Tree = Range & { readonly type: Type } & (
    | Literal
    | ListLiteral
    | Path
    | { readonly is: 'not'; readonly of: Tree }
    | { readonly is: 'negate'; readonly of: Tree }
    | { readonly is: 'and' | 'or'; readonly parts: readonly Tree[] }
    | { readonly is: 'compare'; readonly operator: Comparison; readonly left: Tree; readonly right: Tree }
    | { readonly is: 'arithmetic'; readonly operator: Arithmetic; readonly left: Tree; readonly right: Tree }
    | { readonly is: 'in'; readonly item: Tree; readonly list: Tree }
    | { readonly is: 'if'; readonly test: Tree; readonly then: Tree; readonly otherwise: Tree }
    /** A function of the profile; of a method the receiver comes first. */
    | { readonly is: 'call'; readonly name: string; readonly args: readonly Tree[] }
    | Loop
    /** One output of a decision table for the given inputs, in the table's order. */
    | {
        readonly is: 'decision';
        readonly table: string;
        readonly args: readonly Tree[];
        readonly output: string;
      }
  );

/** `value`: decimal, money, date, datetime (ISO 8601) and time as text, int and duration (milliseconds) as number. */
type Literal = { readonly is: 'literal'; readonly value: boolean | number | string | null };
/** Literals only. */
type ListLiteral = { readonly is: 'list'; readonly items: readonly Tree[] };

/**
 * A value by name. `root` is `record`, `old`, `input`, `user`, `params`, `now`, `today`, or `$name` for the variable of a
 * loop (and for an input of a decision table in its cells). `steps` are field names; all but the last are references. Empty
 * `steps` mean the root itself. `nullable`: may be null although nothing is computed (an optional field, or anything behind
 * an optional reference).
 */
type Path = {
  readonly is: 'path';
  readonly root: string;
  readonly steps: readonly string[];
  readonly nullable: boolean;
  /** Places of the steps that may be empty of themselves; absent where only the whole is known. Empty root: -1. */
  readonly emptyAt?: readonly number[];
};

type Loop = {
  readonly is: 'loop';
  readonly kind: LoopKind;
  readonly list: Tree;
  /** Name of the variable, without `$`. */
  readonly item: string;
  readonly body: Tree;
};

export type LoopKind = 'exists' | 'all' | 'exists_one' | 'filter' | 'map';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';

/** The variant of a tree with that `is`. */
export type TreeOf<Is extends Tree['is']> = Extract<Tree, { readonly is: Is }>;

/** An expression of a definition: what was written, where, and what it means. */
export type Expression = {
  readonly text: string;
  readonly span: Span;
  readonly tree: Tree;
};
