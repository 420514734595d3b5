import { traceExpression, type TraceLeaf } from '../../runtime/expression/trace.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Value } from '../../runtime/expression/value.ts';
import type { Model } from '../../runtime/model/model.ts';
import { formatValue } from '../../runtime/rules/format-value.ts';
import type { RuleKind } from '../../runtime/rules/rule-list.ts';
import type { RuleWatch } from './rule-watch.ts';
import type { WatchedRun } from './run-examples.ts';

/** How the condition of a rule came out in an example, part by part. */
export type RuleTrace = {
  readonly rule: string;
  readonly place: string;
  /** As written: `amount <= order.total - order.refunded`. */
  readonly text: string;
  readonly outcome: 'true' | 'false' | 'unknown';
  /** `amount <= order.total` is false: amount is £900.00, order.total is £100.00 */
  readonly parts: readonly string[];
};

/** Traces the rules that an example that does not hold is about: the one it names, and those that decided. */
export function traceRun(
  model: Model,
  watch: RuleWatch,
  run: WatchedRun,
  texts: RuleTexts,
): readonly RuleTrace[] {
  const { entity, example, outcome, heard } = run;
  const named = [
    example.expect.refusedBy,
    ...example.expect.warns,
    ...(outcome?.is === 'refused' ? outcome.reasons.map(({ rule }) => rule) : []),
  ];
  // Rules of lines go by their whole id.
  const ids = new Set(named.flatMap((name) => (name === null ? [] : [`${entity.name}.${name}`, name])));
  return watch.rules.flatMap(({ id, tree, span, kind }) => {
    const asked = heard.asked.get(id) ?? [];
    // The record as it will be comes first, as it was after it: what refuses is the one to show.
    const decisive = asked.find(({ value }) => refuses(kind, value)) ?? asked[0];
    if (!ids.has(id) || tree === null || decisive === undefined) return [];
    const trace = traceExpression(tree, decisive.facts, watch.tables);
    const text = texts.get(tree) ?? '';
    return [
      {
        rule: id,
        place: `${span.file}:${span.line}:${span.column}`,
        text,
        outcome: outcomeOf(trace.value),
        parts: trace.leaves.map((leaf) => leafText(model, text, leaf)),
      },
    ];
  });
}

function refuses(kind: RuleKind, value: boolean | null): boolean {
  if (kind === 'never') return value !== false;
  return kind === 'required_when' ? value === true : value !== true;
}

const outcomeOf = (value: boolean | null): RuleTrace['outcome'] =>
  value === null ? 'unknown' : value ? 'true' : 'false';

function leafText({ workspace }: Model, text: string, leaf: TraceLeaf): string {
  const values = leaf.reads.map(({ path, value }) => {
    const name = [...(path.root === 'record' ? [] : [path.root]), ...path.steps].join('.');
    return `${name} is ${shownValue(value, path, workspace)}`;
  });
  const written = text.slice(leaf.start, leaf.end).replaceAll(/\s+/gu, ' ');
  return `\`${written}\` is ${outcomeOf(leaf.value)}${values.length === 0 ? '' : `: ${values.join(', ')}`}`;
}

function shownValue(value: Value, { type }: Tree, words: Model['workspace']): string {
  if (value === null) return 'empty';
  if (type.is === 'choice' || type.is === 'string') return typeof value === 'string' ? `“${value}”` : 'empty';
  if (type.is === 'user') return 'a person';
  if (type.is === 'record') return 'there';
  return formatValue(value, type, words);
}

/** Texts of conditions by their trees. */
export type RuleTexts = ReadonlyMap<Tree, string>;

/** The text of every condition of a model. */
export function ruleTexts(model: Model): RuleTexts {
  const texts = new Map<Tree, string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('tree' in part && 'text' in part && typeof part.text === 'string')
      texts.set(part.tree as Tree, part.text);
    else for (const inner of Object.values(part)) visit(inner);
  };
  visit(model.entities);
  return texts;
}
