import type { ScalarNode } from '../definition/node.ts';
import type { Environment } from '../expression/environment.ts';
import { checkTemplate } from '../expression/template.ts';
import type { Message } from '../model/rule.ts';
import { reportProblems } from './read-expression.ts';
import type { RuleScope } from './rule-scope.ts';

/** A message with values; null when it has mistakes, which are reported where they stand. */
export function readMessage(scope: RuleScope, node: ScalarNode, environment: Environment): Message | null {
  const { parts, problems } = checkTemplate(node.text, environment);
  reportProblems(scope, node, problems);
  return problems.length > 0 ? null : { text: node.text, parts };
}
