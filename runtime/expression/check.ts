import { checkNode } from './check-node.ts';
import { findConstants } from './constants.ts';
import { expect } from './convert.ts';
import { costOf, costProblem, SERVER_LIMIT } from './cost.ts';
import { describeType } from './describe-type.ts';
import type { Environment } from './environment.ts';
import { parseExpression } from './parse.ts';
import { collectProblems, type Problem } from './problem.ts';
import { quote, type Scope } from './scope.ts';
import type { Tree } from './tree.ts';
import type { Type } from './type.ts';

export type Checked = { readonly tree: Tree | null; readonly problems: readonly Problem[] };

/**
 * Parses and checks an expression. `expected`: the type it must have; `scalar`: anything but lists and records; null: anything.
 * An int becomes a decimal, and a literal number money, where that is expected.
 */
export function checkExpression(
  text: string,
  environment: Environment,
  expected: Type | 'scalar' | null,
): Checked {
  const { tree, problems } = checkTypes(text, environment, expected);
  if (tree === null) return { tree, problems };
  const later = [...findConstants(tree, text)];
  const costly = costProblem(tree, costOf(tree), SERVER_LIMIT);
  if (costly !== null) later.push(costly);
  return later.length === 0 ? { tree, problems } : { tree: null, problems: later };
}

/** Names and types alone: whether something is constant, or costs too much, is not looked at. */
export function checkTypes(
  text: string,
  environment: Environment,
  expected: Type | 'scalar' | null,
): Checked {
  const { syntax, problems: found } = parseExpression(text);
  if (syntax === null) return { tree: null, problems: found };
  const { problems, report } = collectProblems();
  const scope: Scope = { text, environment, report, variables: new Map(), check: checkNode };
  const checked = checkNode(syntax, scope);
  const tree = checked === null ? null : fit(checked, expected, scope);
  const all = [...found, ...problems].toSorted((a, b) => a.start - b.start);
  return { tree: all.length === 0 ? tree : null, problems: all };
}

function fit(tree: Tree, expected: Type | 'scalar' | null, scope: Scope): Tree | null {
  if (expected === null) return tree;
  if (expected !== 'scalar') return expect(tree, expected, scope);
  const { is } = tree.type;
  if (is !== 'list' && is !== 'record' && is !== 'null') return tree;
  scope.report('expression/type', tree, [
    `Here a single value was expected, but ${quote(scope, tree)} is ${describeType(tree.type)}.`,
    is === 'list' ? 'use `size(…)`, or name one value' : 'name one of its fields behind a point',
  ]);
  return null;
}
