import type { Span } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type Entry, type MapNode, type ScalarNode } from '../definition/node.ts';
import { parseCell } from '../expression/decision-cell.ts';
import { cellTree, effectiveTree, joinCells } from '../expression/decision-cell-tree.ts';
import { readCellValue } from '../expression/decision-literal.ts';
import type { DecisionRow } from '../expression/decision.ts';
import type { FieldType } from '../expression/environment.ts';
import type { Tree } from '../expression/tree.ts';
import { durationSpelling } from '../model/duration-spelling.ts';
import { isDate } from '../model/field-types/temporal.ts';
import { entriesOf, scalarAt } from './draft.ts';
import { CONDITION, readExpression, reportProblems } from './read-expression.ts';
import { environmentOf, type RuleScope } from './rule-scope.ts';

/** What reading the rows of a table needs. `unsure`: some column was reported, so that unknown ones may be meant well. */
export type Table = {
  readonly scope: RuleScope;
  readonly name: string;
  readonly inputs: Readonly<Record<string, FieldType>>;
  readonly outputs: Readonly<Record<string, FieldType>>;
  readonly unsure: boolean;
};

export type ReadRow = {
  readonly row: DecisionRow;
  readonly written: Readonly<Record<string, string>>;
  readonly span: Span;
};

const OWN_KEYS: ReadonlySet<string> = new Set(['id', 'from', 'to']);

/** One row as it runs; null without an id of its own. */
export function readRow(table: Table, map: MapNode, seen: Map<string, ScalarNode>): ReadRow | null {
  const { check, report } = table.scope.draft;
  const id = scalarAt(check, map, 'id');
  if (id === null) return null;
  const before = seen.get(id.text);
  if (before !== undefined) {
    report.add({
      code: 'name/duplicate',
      span: spanOf(id),
      message: `The row \`${excerpt(id.text)}\` is already there.`,
      hint: 'give one of them another name',
      labels: [{ span: spanOf(before), message: 'first written here' }],
    });
    return null;
  }
  seen.set(id.text, id);
  const entries = entriesOf(check, map).filter(({ key }) => !OWN_KEYS.has(key.text));
  for (const { key } of entries) checkColumn(table, key);
  const columns = Object.entries(table.inputs);
  const cells = columns.map(([name, type]) => {
    const node = scalarAt(check, map, name);
    return node === null ? null : readCell(table, name, type, node);
  });
  const days = readDays(table, map);
  const [first, ...others] = cells;
  const dated = days === null ? cells : [joinCells(first ?? null, days), ...others];
  const outputs = entries.filter(({ key }) => Object.hasOwn(table.outputs, key.text));
  const written = Object.fromEntries(
    entriesOf(check, map).map(({ key, value }) => [key.text, value.kind === 'scalar' ? value.text : '']),
  );
  const values = readOutputs(table, map, outputs);
  return { row: { id: id.text, cells: dated, values }, written, span: spanOf(id) };
}

function checkColumn({ scope, name, inputs, outputs, unsure }: Table, key: ScalarNode): void {
  if (unsure || Object.hasOwn(inputs, key.text) || Object.hasOwn(outputs, key.text)) return;
  scope.draft.report.add({
    code: 'decision/column',
    span: spanOf(key),
    message: `\`${excerpt(key.text)}\` is neither an input nor an output of \`${name}\`.`,
    hint: suggest(key.text, [...Object.keys(inputs), ...Object.keys(outputs)], 'declare it above'),
  });
}

/** The condition that a cell stands for; null matches anything. */
function readCell(table: Table, name: string, type: FieldType, node: ScalarNode): Tree | null {
  if (/^=(?!=)/u.test(node.text)) return readOwnCondition(table, name, type, node);
  const { check } = table.scope.draft;
  const { cell, problems } = parseCell(node.text, type, durationSpelling(check.language));
  if (type.type.is === 'duration') check.durations.add(node);
  reportProblems(table.scope, node, problems);
  return cell === null ? null : cellTree(cell, name, type);
}

/** `=value > limit`: `value` is the column's own input, the others go by their names. */
function readOwnCondition(table: Table, name: string, type: FieldType, node: ScalarNode): Tree | null {
  const cells = { ...table.inputs, value: type };
  const expression = readExpression(
    table.scope,
    node,
    environmentOf(table.scope, null, { cells }),
    CONDITION,
    1,
  );
  return expression === null ? null : renameValue(expression.tree, name);
}

function renameValue<T>(part: T, name: string): T {
  if (Array.isArray(part)) return part.map((item: unknown) => renameValue(item, name)) as T;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]: [string, unknown]) => [
      key,
      key === 'root' && value === '$value' ? `$${name}` : renameValue(value, name),
    ]),
  ) as T;
}

function readDays({ scope }: Table, map: MapNode): Tree | null {
  const { check, report } = scope.draft;
  const [from, to] = ['from', 'to'].map((key) => {
    const node = scalarAt(check, map, key);
    if (node === null || isDate(node.text)) return node;
    report.add({
      code: 'decision/dates',
      span: spanOf(node),
      message: `\`${key}\` takes a date such as \`2026-11-21\`, and this is \`${excerpt(node.text)}\`.`,
      hint: 'write the day as year, month and day',
    });
    return null;
  });
  if (from != null && to != null && from.text >= to.text)
    report.add({
      code: 'decision/dates',
      span: spanOf(to),
      message: `The row counts from ${from.text} on, and no more from ${to.text} on, so it never counts.`,
      hint: 'correct one of the days',
    });
  return effectiveTree(from?.text ?? null, to?.text ?? null);
}

/** A value for each output, as literals. */
export function readOutputs(
  { scope, name, outputs, unsure }: Table,
  owner: MapNode,
  entries: readonly Entry[],
): readonly Tree[] {
  const { check, report } = scope.draft;
  for (const { key } of entries)
    if (!unsure && !Object.hasOwn(outputs, key.text))
      report.add({
        code: 'decision/column',
        span: spanOf(key),
        message: `\`${excerpt(key.text)}\` is no output of \`${name}\`.`,
        hint: suggest(key.text, Object.keys(outputs), 'declare it above'),
      });
  return Object.entries(outputs).map(([output, { type }]) => {
    const node = scalarAt(check, owner, output);
    const empty: Tree = { is: 'literal', type, value: null, start: 0, end: 0 };
    if (node === null) {
      if (!owner.entries.some(({ key }) => key.text === output))
        report.add({
          code: 'decision/output',
          span: spanOf(scalarAt(check, owner, 'id') ?? owner),
          message: `This row gives no \`${output}\`.`,
          hint: `add \`${output}: ...\`; \`null\` leaves it empty`,
        });
      return empty;
    }
    if (node.text === 'null' && node.style === 'plain') return empty;
    const read = readCellValue(node.text, type, durationSpelling(check.language));
    if (type.is === 'duration') check.durations.add(node);
    if (read.ok) return { is: 'literal', type, value: read.value, start: 0, end: node.text.length };
    report.add({
      code: 'decision/output',
      span: spanOf(node),
      message: `\`${excerpt(node.text)}\` is no value of \`${output}\`.`,
      hint: read.option === true ? read.expected : `write ${read.expected}`,
    });
    return empty;
  });
}
