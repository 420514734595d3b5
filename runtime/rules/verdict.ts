import { explainExpression } from '../expression/explain.ts';
import { traceExpression } from '../expression/trace.ts';
import type { TraceLeaf } from '../expression/trace.ts';
import type { DecisionTables } from '../expression/decision.ts';
import type { Expression, Tree, TreeOf } from '../expression/tree.ts';
import type { Words } from '../expression/words.ts';
import type { LeafJson, OutcomeJson, VerdictJson, VerdictPartJson } from '../wire/rules.ts';
import { formatValue } from './format-value.ts';
import type { ValueWords } from './format-value.ts';
import type { JudgedPart, Judgement } from './judge.ts';
import type { Sees } from './sight.ts';

/** How a verdict is told: in whose words, and how much of it its reader may know. */
export type Telling = {
  readonly words: Words;
  readonly values: ValueWords;
  readonly sees: Sees;
  readonly tables: DecisionTables;
};

/** A verdict as it is sent: the judgement that is enforced, with every part of it explained as far as the reader may know. */
export function verdictOf({ allowed, parts }: Judgement, reason: string, telling: Telling): VerdictJson {
  return { allowed, reason, parts: parts.map((part) => partOf(part, telling)) };
}

function partOf(part: JudgedPart, telling: Telling): VerdictPartJson {
  const { rule, kind, role, place, condition, outcome } = part;
  const seen = condition === null ? null : told(condition, telling);
  const leaves = condition === null ? [] : leavesOf(condition.tree, part, telling);
  return { rule, kind, role, place, text: seen, outcome, leaves };
}

/** The condition in English; null where it looks at something that the reader may not. */
export function told({ tree }: Pick<Expression, 'tree'>, { words, sees }: Telling): string | null {
  return sees(tree) ? explainExpression(tree, words) : null;
}

function leavesOf(tree: Tree, { facts }: JudgedPart, telling: Telling): LeafJson[] {
  return traceExpression(tree, facts, telling.tables).leaves.flatMap((leaf) => leafOf(leaf, telling));
}

/** Of a loop, what decided it inside is told too. */
function leafOf(leaf: TraceLeaf, telling: Telling): LeafJson[] {
  const { tree, value, decided, reads } = leaf;
  if (!telling.sees(tree))
    return [{ text: '', outcome: 'unknown', decided: false, values: [], withheld: true }];
  const outcome: OutcomeJson = value === null ? 'unknown' : value ? 'true' : 'false';
  return [
    {
      text: explainExpression(tree, telling.words),
      outcome,
      decided,
      values: reads.flatMap(({ path, value: read }) =>
        isShown(path)
          ? [{ label: explainExpression(path, telling.words), value: valueText(path, read, telling) }]
          : [],
      ),
    },
  ];
}

function valueText(
  path: TreeOf<'path'>,
  value: Parameters<typeof formatValue>[0],
  { values, words }: Telling,
): string | null {
  if (value === null) return null;
  const { type, root, steps } = path;
  const [field] = steps;
  const own = root === 'record' && steps.length === 1 && type.is === 'choice';
  if (own && field !== undefined && typeof value === 'string')
    return words.option(words.entity, field, value);
  return formatValue(value, type, values);
}

/** Records and people are known by their ids alone, which say nothing to a person; the present is what it is. */
function isShown({ type, root }: TreeOf<'path'>): boolean {
  const of = type.is === 'list' ? type.of : type;
  return of.is !== 'record' && of.is !== 'user' && root !== 'now' && root !== 'today';
}
