import { findAll, findTypes, type Found } from './check-text.ts';
import type { Environment } from './environment.ts';
import type { Problem } from './problem.ts';
import { tell } from './problem-text.ts';
import { proveRegex } from './regex/portable-regex.ts';
import type { Tree } from './tree.ts';
import type { Type } from './type.ts';

type Checked = { readonly tree: Tree | null; readonly problems: readonly Problem[] };

/**
 * Parses and checks an expression. `expected`: the type it must have; `scalar`: anything but lists and records; null: anything.
 * An int becomes a decimal, and a literal number money, where that is expected.
 */
export function checkExpression(
  text: string,
  environment: Environment,
  expected: Type | 'scalar' | null,
): Checked {
  return inWords(findAll(text, environment, expected, proveRegex), text, environment);
}

/** Names and types alone: whether something is constant, or costs too much, is not looked at. */
export function checkTypes(
  text: string,
  environment: Environment,
  expected: Type | 'scalar' | null,
): Checked {
  return inWords(findTypes(text, environment, expected, proveRegex), text, environment);
}

const inWords = ({ tree, flaws }: Found, text: string, environment: Environment): Checked => ({
  tree,
  problems: tell(flaws, text, environment),
});
