import { type Checked, checkText } from './check-text.ts';
import { findConstants } from './constants.ts';
import { costOf, costProblem, SERVER_LIMIT } from './cost.ts';
import type { Environment } from './environment.ts';
import { portableRegex } from './regex/portable-regex.ts';
import type { Type } from './type.ts';

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
  return checkText(text, environment, expected, portableRegex);
}
