import type { Arithmetic, Comparison, Range } from './tree.ts';

/** An expression as it was written, before names and types are known. */
export type Syntax = Range &
  (
    | { readonly is: 'literal'; readonly type: LiteralType; readonly value: boolean | number | string | null }
    | { readonly is: 'list'; readonly items: readonly Syntax[] }
    | { readonly is: 'name'; readonly name: string }
    /** `nameAt`: where the name behind the point stands. */
    | { readonly is: 'select'; readonly of: Syntax; readonly name: string; readonly nameAt: Range }
    | {
        readonly is: 'call';
        /** The receiver of a method. */
        readonly of: Syntax | null;
        readonly name: string;
        readonly nameAt: Range;
        readonly args: readonly Syntax[];
      }
    | { readonly is: 'not' | 'negate'; readonly of: Syntax }
    | { readonly is: 'and' | 'or'; readonly parts: readonly Syntax[] }
    | {
        readonly is: 'binary';
        readonly operator: Comparison | Arithmetic | 'in';
        readonly left: Syntax;
        readonly right: Syntax;
      }
    | { readonly is: 'if'; readonly test: Syntax; readonly yes: Syntax; readonly no: Syntax }
  );

/** Decimal literals are kept as text. */
export type LiteralType = 'bool' | 'int' | 'decimal' | 'string' | 'null';
export type SyntaxOf<Is extends Syntax['is']> = Extract<Syntax, { readonly is: Is }>;
