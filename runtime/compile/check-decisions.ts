import { spanOf, type ListNode, type MapNode, type ScalarNode } from '../definition/node.ts';
import { analyseDecision, type ProvableDecision } from '../expression/decision-analysis.ts';
import type { Finding } from '../expression/decision-finding.ts';
import type { CompiledDecision, DecisionRow } from '../expression/decision.ts';
import type { DecisionType } from '../expression/environment.ts';
import type { Decision } from '../model/model.ts';
import { checkOwner } from './check-workspace.ts';
import { hasKey, mapAt, textAt, valueAt, type DraftDecision } from './draft.ts';
import { readOutputs, readRow, type Table } from './decision-rows.ts';
import type { RuleScope } from './rule-scope.ts';
import { isTaintedAt } from './taint.ts';
import { nameInWords } from './words.ts';

/** Every decision as it runs; tables without mistakes are proven complete and free of contradictions. */
export function checkDecisions(scope: RuleScope): Readonly<Record<string, Decision>> {
  const decisions: Record<string, Decision> = {};
  for (const draft of scope.draft.decisions.values()) {
    const types = scope.decisions[draft.name];
    const decision = types === undefined ? null : checkDecision(scope, draft, types);
    if (decision !== null) decisions[draft.name] = decision;
  }
  return decisions;
}

function checkDecision(scope: RuleScope, draft: DraftDecision, types: DecisionType): Decision | null {
  const { check, report } = scope.draft;
  const { map, name } = draft;
  const list = valueAt(check, map, 'rows');
  if (hasKey(map, 'owner')) checkOwner(scope.draft, map);
  if (list?.kind !== 'list') return null;
  const table: Table = {
    scope,
    name,
    inputs: types.inputs,
    outputs: types.outputs,
    unsure: isTaintedAt(check, map, 'inputs') || isTaintedAt(check, map, 'outputs'),
  };
  const before = report.found.length;
  const seen = new Map<string, ScalarNode>();
  const rows = list.items.flatMap((item) => {
    const row = item.kind === 'map' && !check.bad.has(item) ? readRow(table, item, seen) : null;
    return row === null ? [] : [row];
  });
  const otherwise = mapAt(check, map, 'otherwise');
  const compiled: CompiledDecision = {
    inputs: Object.keys(types.inputs),
    outputs: Object.keys(types.outputs),
    rows: rows.map(({ row }) => row),
    hit: (textAt(check, map, 'hit') ?? 'unique') as CompiledDecision['hit'],
    otherwise: otherwise === null ? null : readOutputs(table, otherwise, otherwise.entries),
  };
  const label = (one: string): string => nameInWords(one);
  const inputs = withLabels(types.inputs, label);
  const sound = report.found.length === before && !table.unsure && rows.length === list.items.length;
  if (sound && !isTaintedAt(check, map, 'rows')) prove(scope, draft, list, { inputs, compiled });
  return {
    name,
    title: textAt(check, map, 'title') ?? nameInWords(name),
    about: textAt(check, map, 'about'),
    owner: textAt(check, map, 'owner'),
    inputs,
    outputs: withLabels(types.outputs, label),
    compiled,
    written: Object.fromEntries(rows.map(({ row, written }) => [row.id, written])),
    rowSpans: Object.fromEntries(rows.map(({ row, span }) => [row.id, span])),
    span: spanOf(draft.nameNode),
  };
}

function withLabels<T>(
  types: Readonly<Record<string, T>>,
  label: (name: string) => string,
): Readonly<Record<string, T & { readonly label: string }>> {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, { ...type, label: label(name) }]),
  );
}

/** What the proof found, at the rows and cells that it is about. */
function prove(scope: RuleScope, draft: DraftDecision, list: ListNode, decision: ProvableDecision): void {
  const rowNode = (row: DecisionRow['id'] | null): MapNode | null =>
    row === null
      ? null
      : (list.items.find((item): item is MapNode => item.kind === 'map' && idOf(item)?.text === row) ?? null);
  for (const finding of analyseDecision(decision)) {
    const own = rowNode(finding.row);
    const other = rowNode(finding.other);
    const otherId = other === null ? null : idOf(other);
    scope.draft.report.add({
      code: finding.code,
      severity: finding.severity,
      span: spanOf(placeOf(own, finding) ?? draft.nameNode),
      message: finding.message,
      hint: lowerFirst(finding.hint),
      labels: otherId === null ? [] : [{ span: spanOf(otherId), message: 'the other row' }],
    });
  }
}

/** Hints go on behind `fix:`. */
const lowerFirst = (text: string): string =>
  `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/u, '')}`;

const idOf = (row: MapNode): ScalarNode | null => {
  const value = row.entries.find(({ key }) => key.text === 'id')?.value;
  return value?.kind === 'scalar' ? value : null;
};

function placeOf(row: MapNode | null, { input }: Finding): ScalarNode | null {
  if (row === null) return null;
  const cell = row.entries.find(({ key }) => key.text === input)?.value;
  return cell?.kind === 'scalar' ? cell : idOf(row);
}
