import { checkCall, unifyAll } from './check-calls.ts';
import { checkLoop, isLoop } from './check-loop.ts';
import { checkName, checkSelect } from './check-names.ts';
import { checkBinary, checkUnary } from './check-operators.ts';
import { checkCondition, unify } from './convert.ts';
import type { Scope } from './scope.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';
import type { Tree } from './tree.ts';
import { BOOL, complete, NULL } from './types.ts';

/** Checks one part and all in it. */
export function checkNode(syntax: Syntax, scope: Scope): Tree | null {
  const { start, end } = syntax;
  switch (syntax.is) {
    case 'literal':
      return { is: 'literal', value: syntax.value, type: { is: syntax.type }, start, end };
    case 'list':
      return checkList(syntax, scope);
    case 'name':
      return checkName(syntax, scope);
    case 'select':
      return checkSelect(syntax, scope);
    case 'call':
      return isLoop(syntax) ? checkLoop(syntax, scope) : checkCall(syntax, scope);
    case 'not':
    case 'negate':
      return checkUnary(syntax, scope);
    case 'and':
    case 'or':
      return checkLogic(syntax, scope);
    case 'binary':
      return checkBinary(syntax, scope);
    case 'if':
    default:
      return checkIf(syntax, scope);
  }
}

function checkList(syntax: SyntaxOf<'list'>, scope: Scope): Tree | null {
  const { start, end } = syntax;
  const checked = syntax.items.map((item) => {
    const tree = scope.check(item, scope);
    if (tree === null || (tree.is === 'literal' && tree.value !== null)) return tree;
    return scope.report('type/item', item);
  });
  const known = complete(checked);
  const items = known === null ? null : unifyAll(known, syntax, scope);
  return items === null
    ? null
    : { is: 'list', items, type: { is: 'list', of: items[0]?.type ?? NULL }, start, end };
}

/** Flat, also where parentheses group the same operator. */
function checkLogic(syntax: SyntaxOf<'and' | 'or'>, scope: Scope): Tree | null {
  const { is, start, end } = syntax;
  const parts: Tree[] = [];
  let whole = true;
  for (const part of syntax.parts) {
    const condition = checkCondition(part, scope);
    if (condition === null) whole = false;
    else if (condition.is === is) parts.push(...condition.parts);
    else parts.push(condition);
  }
  return whole ? { is, parts, type: BOOL, start, end } : null;
}

function checkIf(syntax: SyntaxOf<'if'>, scope: Scope): Tree | null {
  const test = checkCondition(syntax.test, scope);
  const then = scope.check(syntax.yes, scope);
  const otherwise = scope.check(syntax.no, scope);
  if (test === null || then === null || otherwise === null) return null;
  const both = unify(then, otherwise, syntax, 'if', scope);
  if (both === null) return null;
  const { start, end } = syntax;
  const [one, other] = both;
  const type = one.type.is === 'choice' && other.type.is !== 'choice' ? other.type : one.type;
  // oxlint-disable-next-line unicorn/no-thenable -- plain data that nobody awaits
  if (type.is !== 'list') return { is: 'if', test, then: one, otherwise: other, type, start, end };
  return scope.report('type/if', syntax, type);
}
