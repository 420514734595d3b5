import type { Tree } from './tree.ts';

/** A decision table as plain data, kept in the model. */
export type CompiledDecision = {
  /** Names of the inputs, in the order of the arguments. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly rows: readonly DecisionRow[];
  /**
   * `unique` and `any`: rows that match give one and the same result, else there is none (which the compiler excludes).
   * `first`: the first row that matches.
   */
  readonly hit: 'unique' | 'first' | 'any';
  /** Outputs when no row matches, as literals; null: they are null then. */
  readonly otherwise: readonly Tree[] | null;
};

export type DecisionRow = {
  readonly id: string;
  /**
   * One per input: a boolean tree over the paths `$<input>` without steps; null matches anything. The first one also holds
   * the days on which the row is in force, as comparisons with `today`.
   */
  readonly cells: readonly (Tree | null)[];
  /** One per output, as literals. */
  readonly values: readonly Tree[];
};

/** Tables by name. */
export type DecisionTables = Readonly<Record<string, CompiledDecision>>;
