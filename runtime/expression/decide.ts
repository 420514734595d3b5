import type { CompiledDecision, DecisionRow } from './decision.ts';
import { literalValue } from './literal-value.ts';
import type { Run } from './read-path.ts';
import type { Tree } from './tree.ts';
import type { Facts, Value } from './value.ts';

export type Decided = {
  /** The row that matched; null when none did, or several that contradict each other. */
  readonly row: string | null;
  readonly outputs: Readonly<Record<string, Value>>;
};

export type Decide = (args: readonly Value[], facts: Facts) => Decided;

/** How a cell becomes a closure. */
type Compile = (
  tree: Tree,
  around: { readonly tables: Readonly<Record<string, CompiledDecision>>; readonly names: readonly string[] },
) => Run;

const deciders = new WeakMap<CompiledDecision, Decide>();

/** The function of a table, made once. */
export function deciderOf(table: CompiledDecision, compile: Compile): Decide {
  let decide = deciders.get(table);
  if (decide === undefined) deciders.set(table, (decide = createDecider(table, compile)));
  return decide;
}

/** Tells `listener` the row of every decision from now on. */
export function watchDecider(
  table: CompiledDecision,
  compile: Compile,
  listener: (row: string | null) => void,
): void {
  const decide = deciderOf(table, compile);
  deciders.set(table, (args, facts) => {
    const decided = decide(args, facts);
    listener(decided.row);
    return decided;
  });
}

function createDecider(table: CompiledDecision, compile: Compile): Decide {
  const rows = table.rows.map((row) => compileRow(table, row, compile));
  const otherwise = outputsOf(table, table.otherwise);
  return (args, facts) => {
    let found: (typeof rows)[number] | null = null;
    for (const row of rows) {
      if (!row.cells.every((cell) => cell(facts, args) === true)) continue;
      if (table.hit === 'first') return row.decided;
      if (found !== null && found.result !== row.result) return { row: null, outputs: {} };
      found ??= row;
    }
    return found?.decided ?? { row: null, outputs: otherwise };
  };
}

function compileRow(table: CompiledDecision, row: DecisionRow, compile: Compile) {
  const around = { tables: {}, names: table.inputs };
  const cells = row.cells.filter((cell) => cell !== null).map((cell) => compile(cell, around));
  const result = JSON.stringify(row.values.map((value) => value.is === 'literal' && value.value));
  return { cells, result, decided: { row: row.id, outputs: outputsOf(table, row.values) } };
}

function outputsOf(table: CompiledDecision, values: readonly Tree[] | null): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    table.outputs.map((name, index) => {
      const tree = values?.[index];
      return [name, tree === undefined ? null : literalValue(tree)];
    }),
  );
}
