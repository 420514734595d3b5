import type { Joining } from './problem-text-types.ts';
import type { Scope } from './scope.ts';
import type { Syntax } from './syntax.ts';
import type { Range, Tree } from './tree.ts';
import type { Type } from './type.ts';
import { BOOL, DECIMAL, isText, isWrittenNumber, sameType } from './types.ts';

/** The number as a decimal: a literal is one at once. */
function toDecimal(tree: Tree, type: Type = DECIMAL): Tree {
  if (tree.is === 'literal') return { ...tree, type, value: String(tree.value) };
  const { start, end } = tree;
  return tree.type.is === 'decimal' ? tree : { is: 'call', name: 'decimal', args: [tree], type, start, end };
}

/**
 * `tree` as the type of its place, where nothing is lost by it: an int as a decimal, a written number as an amount, a written
 * text as an option, null as anything. Null when it cannot be; reports nothing but an option that does not exist, and is
 * undefined then.
 */
function convert(tree: Tree, type: Type, scope: Scope): Tree | null | undefined {
  const from = tree.type;
  if (tree.is === 'literal' && tree.value === null) return { ...tree, type };
  if (tree.is === 'if') {
    const then = convert(tree.then, type, scope);
    const otherwise = convert(tree.otherwise, type, scope);
    if (then === undefined || otherwise === undefined) return undefined;
    // oxlint-disable-next-line unicorn/no-thenable -- plain data that nobody awaits
    return then === null || otherwise === null ? null : { ...tree, then, otherwise, type };
  }
  if (type.is === 'choice' && isText(from)) return toChoice(tree, type, scope);
  if (sameType(from, type)) return tree;
  if (type.is === 'string' && isText(from)) return tree;
  if (type.is === 'decimal' && from.is === 'int') return toDecimal(tree);
  if (type.is === 'money' && isWrittenNumber(tree)) return toDecimal(tree, type);
  if (tree.is === 'list' && type.is === 'list') return toList(tree, type, scope);
  return type.is === 'list' && from.is === 'list' && isText(from.of) && type.of.is === 'string' ? tree : null;
}

function toList(
  tree: Tree & { readonly is: 'list' },
  type: Type & { readonly is: 'list' },
  scope: Scope,
): Tree | null | undefined {
  const items: Tree[] = [];
  let reported = false;
  for (const item of tree.items) {
    const converted = convert(item, type.of, scope);
    if (converted === null) return null;
    if (converted === undefined) reported = true;
    else items.push(converted);
  }
  return reported ? undefined : { ...tree, items, type };
}

function toChoice(tree: Tree, type: Type & { readonly is: 'choice' }, scope: Scope): Tree | null | undefined {
  if (tree.type.is === 'choice') {
    const { options } = tree.type;
    return options.every((option) => type.options.includes(option)) ? tree : null;
  }
  if (tree.is !== 'literal') return null;
  if (type.options.includes(String(tree.value))) return { ...tree, type };
  scope.report('option/unknown', tree, String(tree.value), type.options);
  return undefined;
}

/** A part that must be true or false. */
export function checkCondition(syntax: Syntax, scope: Scope): Tree | null {
  const tree = scope.check(syntax, scope);
  return tree === null ? null : expect(tree, BOOL, scope);
}

/** `convert`, with a report when it cannot be. */
export function expect(tree: Tree, type: Type, scope: Scope): Tree | null {
  const converted = convert(tree, type, scope);
  if (converted === undefined) return null;
  return converted ?? scope.report('type/expected', tree, tree, type);
}

/**
 * Two parts as one type, for comparisons, lists and alternatives; null, reported at `at`, when there is none. `joining`: what
 * is done with them.
 */
export function unify(
  left: Tree,
  right: Tree,
  at: Range,
  joining: Joining,
  scope: Scope,
): readonly [Tree, Tree] | null {
  // A written text is held against the options of a choice, on whichever side it stands.
  const turned = right.type.is === 'choice' && left.type.is !== 'choice';
  for (const from of turned ? [left, right] : [right, left]) {
    const to = from === left ? right : left;
    const converted = convert(from, to.type, scope);
    if (converted === undefined) return null;
    if (converted !== null) return from === right ? [to, converted] : [converted, to];
  }
  const [a, b] = [left.type, right.type];
  if (a.is === 'choice' && b.is === 'choice')
    return a.options.some((option) => b.options.includes(option))
      ? [left, right]
      : scope.report('option/apart', at, left, right);
  return isText(a) && isText(b) ? [left, right] : scope.report('type/apart', at, left, right, joining);
}
