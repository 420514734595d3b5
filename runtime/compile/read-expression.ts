import { excerpt, spanOf, type ScalarNode } from '../definition/node.ts';
import { placeIn } from '../definition/place-in.ts';
import { quote } from '../definition/quote.ts';
import { spanAt } from '../definition/source-text.ts';
import { checkExpression, checkTypes } from '../expression/check.ts';
import { costOf, costProblem, SERVER_LIMIT } from '../expression/cost.ts';
import type { Environment } from '../expression/environment.ts';
import type { Problem } from '../expression/problem.ts';
import type { Expression } from '../expression/tree.ts';
import type { Type } from '../expression/type.ts';
import type { RuleScope } from './rule-scope.ts';
import { findOutsideSql } from './outside-sql.ts';

/** `value`: it gives a value, which may be the same for every record. `sql`: it also runs inside the database. */
type Wanted = { readonly type: Type | 'scalar' | null; readonly value?: true; readonly sql?: true };

const BOOL: Type = { is: 'bool' };
/** A condition that the server or the browser judges. */
export const CONDITION: Wanted = { type: BOOL };
/** A condition that also filters lists inside the database. */
export const ROW_CONDITION: Wanted = { type: BOOL, sql: true };

/**
 * The checked expression of a value, from `from` on (behind a `=`); null when it has mistakes, which are reported where they
 * stand, or names something whose definition was reported.
 */
export function readExpression(
  scope: RuleScope,
  node: ScalarNode,
  environment: Environment,
  wanted: Wanted,
  from = 0,
): Expression | null {
  const text = node.text.slice(from);
  const check = wanted.value === true ? checkTypes : checkExpression;
  const { tree, problems } = check(text, environment, wanted.type);
  const outside = tree === null || wanted.sql !== true ? [] : findOutsideSql(tree);
  const costly =
    tree === null || wanted.value !== true ? null : costProblem(tree, costOf(tree), SERVER_LIMIT);
  const all = [...problems, ...outside, ...(costly === null ? [] : [costly])];
  reportProblems(scope, node, all, from);
  return tree === null || all.length > 0 ? null : { text, span: spanOf(node), tree };
}

/** Reports the problems of an expression inside a value at their places in the file. */
export function reportProblems(
  scope: RuleScope,
  node: ScalarNode,
  problems: readonly Problem[],
  from = 0,
): void {
  const text = node.text.slice(from);
  const shown = problems.filter((problem) => !isExcused(scope, problem, text));
  const [first] = shown;
  if (first?.code === 'expression/syntax' && reportCutByComment(scope, node)) return;
  for (const { code, start, end, message, hint } of shown)
    scope.draft.report.add({
      code,
      span: placeIn(node, from + start, from + end),
      message: jsonMessage(scope, text.slice(start, end)) ?? message,
      hint,
    });
}

/** Whether a name is unknown only because its definition was reported. */
function isExcused({ draft }: RuleScope, { code, start, end }: Problem, text: string): boolean {
  if (code !== 'expression/unknown-name') return false;
  const name = text.slice(start, end);
  if (
    ['field', 'parameter', 'attribute', 'decision', 'input'].some((noun) =>
      draft.check.meant.has(`${noun} ${name}`),
    )
  )
    return true;
  if (
    draft.check.bad.size > 0 &&
    (draft.parameters.get(name)?.map === null || draft.decisions.get(name)?.broken)
  )
    return true;
  for (const { complete, fields } of draft.entities.values())
    if (!complete || fields.get(name)?.field === null) return true;
  return false;
}

function jsonMessage({ draft }: RuleScope, name: string): string | null {
  const isJson = [...draft.entities.values()].some(({ fields }) => fields.get(name)?.field?.type === 'json');
  return isJson ? `\`${excerpt(name)}\` is a json field, which expressions cannot look into.` : null;
}

/** A broken expression with a comment right behind it was cut at the `#`. */
function reportCutByComment({ draft }: RuleScope, node: ScalarNode): boolean {
  if (node.style !== 'plain') return false;
  const { text } = node.source;
  const cut = /^[ \t]+#[^\n\r]*/u.exec(text.slice(node.end, node.end + 500));
  if (cut === null) return false;
  const whole = text.slice(node.start, node.end + cut[0].length);
  draft.report.add({
    code: 'yaml/cut-by-hash',
    span: spanAt(node.source, node.start, node.end + cut[0].length),
    message: `YAML cuts \`${excerpt(whole)}\` at \`#\` and takes the rest for a comment.`,
    hint: `if it belongs to the expression, write \`${quote(whole)}\``,
  });
  return true;
}
