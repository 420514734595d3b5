import type { ProvableDecision } from '../../runtime/expression/decision-analysis.ts';
import { parseCell } from '../../runtime/expression/decision-cell.ts';
import type { Cell } from '../../runtime/expression/decision-cell.ts';
import { cellTree, effectiveTree, joinCells } from '../../runtime/expression/decision-cell-tree.ts';
import type { CompiledDecision } from '../../runtime/expression/decision.ts';
import type { FieldType } from '../../runtime/expression/environment.ts';
import { durationSpelling } from '../../runtime/model/duration-spelling.ts';
import type { Tree } from '../../runtime/expression/tree.ts';

export const MONEY: FieldType = { type: { is: 'money', currency: 'EUR' }, nullable: false };
export const INT: FieldType = { type: { is: 'int' }, nullable: false };
export const TEXT: FieldType = { type: { is: 'string' }, nullable: false };
export const DATE: FieldType = { type: { is: 'date' }, nullable: false };
export const FLAG: FieldType = { type: { is: 'bool' }, nullable: false };

export function choice(...options: string[]): FieldType {
  return { type: { is: 'choice', options }, nullable: false };
}

export function orEmpty(type: FieldType): FieldType {
  return { ...type, nullable: true };
}

/** Cells by input, `gives` for the one output, and the days on which the row is in force. */
export type TestRow = Readonly<Record<string, string>> & { readonly id: string };

export type TestTable = {
  readonly inputs: Readonly<Record<string, FieldType>>;
  readonly rows: readonly TestRow[];
  readonly hit?: CompiledDecision['hit'];
  readonly otherwise?: string;
};

const STRING = { is: 'string' } as const;
const text = (value: string): Tree => ({ start: 0, end: 0, type: STRING, is: 'literal', value });

/** The cell that was written; throws where it has problems. */
export function readCell(written: string, type: FieldType): Cell | null {
  const { cell, problems } = parseCell(written, type, durationSpelling(1));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return cell;
}

/** The table as the compiler makes it. */
export function tableOf({ inputs, rows, hit = 'unique', otherwise }: TestTable): ProvableDecision {
  return {
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, type]) => [name, { ...type, label: name }]),
    ),
    compiled: {
      inputs: Object.keys(inputs),
      outputs: ['gives'],
      hit,
      otherwise: otherwise === undefined ? null : [text(otherwise)],
      rows: rows.map((row) => ({
        id: row.id,
        values: [text(row['gives'] ?? row.id)],
        cells: Object.entries(inputs).map(([name, type], index) => {
          const cell = readCell(row[name] ?? '', type);
          const tree = cell === null ? null : cellTree(cell, name, type);
          return index > 0 ? tree : joinCells(effectiveTree(row['from'] ?? null, row['to'] ?? null), tree);
        }),
      })),
    },
  };
}
