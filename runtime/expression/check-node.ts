import { checkCall, unifyAll } from './check-calls.ts';
import { checkLoop, isLoop } from './check-loop.ts';
import { checkName, checkSelect } from './check-names.ts';
import { checkBinary, checkUnary } from './check-operators.ts';
import { expect, unify } from './convert.ts';
import { describeType } from './describe-type.ts';
import type { Scope } from './scope.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';
import type { Tree } from './tree.ts';
import { BOOL, NULL } from './types.ts';

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
    scope.report('expression/type', item, [
      'A list that is written out holds texts, numbers, dates and the like only.',
      'compare with what is not fixed by `==`, joined by `||`',
    ]);
    return null;
  });
  const known = checked.filter((item) => item !== null);
  if (known.length < checked.length) return null;
  const items = unifyAll(known, syntax, scope);
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
    const tree = scope.check(part, scope);
    const condition = tree === null ? null : expect(tree, BOOL, scope);
    if (condition === null) whole = false;
    else if (condition.is === is) parts.push(...condition.parts);
    else parts.push(condition);
  }
  return whole ? { is, parts, type: BOOL, start, end } : null;
}

function checkIf(syntax: SyntaxOf<'if'>, scope: Scope): Tree | null {
  const tested = scope.check(syntax.test, scope);
  const test = tested === null ? null : expect(tested, BOOL, scope);
  const then = scope.check(syntax.yes, scope);
  const otherwise = scope.check(syntax.no, scope);
  if (test === null || then === null || otherwise === null) return null;
  const both = unify(then, otherwise, syntax, 'be alternatives', scope);
  if (both === null) return null;
  const { start, end } = syntax;
  const [one, other] = both;
  const type = one.type.is === 'choice' && other.type.is !== 'choice' ? other.type : one.type;
  // oxlint-disable-next-line unicorn/no-thenable -- plain data that nobody awaits
  if (type.is !== 'list') return { is: 'if', test, then: one, otherwise: other, type, start, end };
  scope.report('expression/type', syntax, [
    `\`? :\` chooses between single values, not ${describeType(type)}.`,
    'write the condition inside the loop instead',
  ]);
  return null;
}
