import { expect, mixHint, unify } from './convert.ts';
import { describeType } from './describe-type.ts';
import { quote, type Scope } from './scope.ts';
import type { SyntaxOf } from './syntax.ts';
import type { Arithmetic, Comparison, Range, Tree, TreeOf } from './tree.ts';
import type { Type } from './type.ts';
import { BOOL, DECIMAL, INT, isNumber, isOrdered, isText, STRING } from './types.ts';

export function checkBinary(syntax: SyntaxOf<'binary'>, scope: Scope): Tree | null {
  const left = scope.check(syntax.left, scope);
  const right = scope.check(syntax.right, scope);
  if (left === null || right === null) return null;
  const { operator, start, end } = syntax;
  if (operator === 'in') return checkIn(left, right, scope);
  const isArithmetic = '+-*/%'.includes(operator);
  if (isNullLiteral(left) || isNullLiteral(right)) return checkNull(left, right, operator, scope);
  return isArithmetic
    ? checkArithmetic(left, right, operator as Arithmetic, { start, end }, scope)
    : checkCompare(left, right, operator as Comparison, { start, end }, scope);
}

const isNullLiteral = (tree: Tree): boolean => tree.is === 'literal' && tree.value === null;

/** `x == null` and `x != null`, which ask whether something that is kept is empty. */
function checkNull(left: Tree, right: Tree, operator: string, scope: Scope): Tree | null {
  const [asked, written] = isNullLiteral(left) ? [right, left] : [left, right];
  const at = { start: left.start, end: right.end };
  if (operator !== '==' && operator !== '!=') {
    scope.report('expression/null', written, [
      `\`${operator}\` is not possible with \`null\`.`,
      'ask with `== null` or `has(…)` whether a field is empty',
    ]);
    return null;
  }
  return isNullLiteral(asked) ? constantNull(asked, scope) : askNull(asked, operator, at, scope);
}

function constantNull(at: Tree, scope: Scope): null {
  scope.report('expression/constant', at, [
    '`null` is compared with itself.',
    'name the field that may be empty',
  ]);
  return null;
}

/** Whether `asked` is empty or not; also what `has` means. */
export function askNull(asked: Tree, operator: '==' | '!=', at: Range, scope: Scope): Tree | null {
  const reason =
    asked.is !== 'path'
      ? 'is no field, so it cannot be empty; it may be unknown'
      : asked.type.is === 'list'
        ? 'is a list, which may have no items but is never empty itself'
        : asked.nullable
          ? null
          : 'is never empty';
  if (reason === null) {
    const nothing: Tree = { is: 'literal', value: null, type: asked.type, start: at.start, end: at.end };
    return { is: 'compare', operator, left: asked, right: nothing, type: BOOL, ...at };
  }
  scope.report('expression/null', at, [
    `${quote(scope, asked)} ${reason}.`,
    asked.type.is === 'list'
      ? 'use `size(…) == 0`'
      : asked.is === 'path'
        ? 'leave this test out'
        : 'ask about the fields in it',
  ]);
  return null;
}

function checkCompare(left: Tree, right: Tree, operator: Comparison, at: Range, scope: Scope): Tree | null {
  const both = unify(left, right, at, 'be compared', scope);
  if (both === null) return null;
  const [one, other] = both;
  const equality = operator === '==' || operator === '!=';
  const possible = equality ? one.type.is !== 'list' : isOrdered(one.type) && isOrdered(other.type);
  if (possible) return { is: 'compare', operator, left: one, right: other, type: BOOL, ...at };
  scope.report('expression/type', at, [
    `\`${operator}\` is not possible with ${describeType(isOrdered(one.type) ? other.type : one.type)}.`,
    equality
      ? 'ask about the items with `in`, `exists` or `all`'
      : one.type.is === 'choice' || other.type.is === 'choice'
        ? 'options have no order: name those you mean, as in `status in ["a", "b"]`'
        : 'compare with `==` or `!=`',
  ]);
  return null;
}

function checkIn(item: Tree, list: Tree, scope: Scope): Tree | null {
  const at = { start: item.start, end: list.end };
  if (isNullLiteral(item)) return checkNull(item, list, 'in', scope);
  if (list.type.is !== 'list') {
    scope.report('expression/type', list, [
      `Behind \`in\` a list was expected, but ${quote(scope, list)} is ${describeType(list.type)}.`,
      isText(list.type)
        ? 'use `text.contains(part)`'
        : 'compare with `==`, or write a list such as `["a", "b"]`',
    ]);
    return null;
  }
  return list.is === 'list' ? inWritten(item, list, at, scope) : inKept(item, list, list.type.of, at, scope);
}

/** In a list of literals, each of which must be possible. */
function inWritten(item: Tree, list: TreeOf<'list'>, at: Range, scope: Scope): Tree | null {
  const items = list.items.map((entry) => unify(item, entry, entry, 'be equal', scope)?.[1] ?? null);
  const known = items.filter((entry) => entry !== null);
  if (known.length < items.length) return null;
  const decimal = known.some((entry) => entry.type.is === 'decimal');
  const exact = (tree: Tree): Tree => (decimal ? (expect(tree, DECIMAL, scope) ?? tree) : tree);
  const asked = exact(item);
  const type = { is: 'list', of: asked.type } as const;
  return { is: 'in', item: asked, list: { ...list, items: known.map(exact), type }, type: BOOL, ...at };
}

/** In a list that a record or the user holds. */
function inKept(item: Tree, list: Tree, of: Type, at: Range, scope: Scope): Tree | null {
  const { start, end } = list;
  const member: Tree = { is: 'path', root: '$', steps: [], nullable: false, type: of, start, end };
  const both = unify(item, member, item, 'be equal', scope);
  if (both === null) return null;
  if (both[1] === member) return { is: 'in', item: both[0], list, type: BOOL, ...at };
  return expect(item, of, scope);
}

type Operands = readonly [left: Tree, right: Tree, result: Type];

function checkArithmetic(
  left: Tree,
  right: Tree,
  operator: Arithmetic,
  at: Range,
  scope: Scope,
): Tree | null {
  const found =
    operator === '*'
      ? product(left, right, scope)
      : operator === '/' || operator === '%'
        ? wholeNumbers(left, right)
        : sum(left, right, operator, scope);
  if (found !== null)
    return { is: 'arithmetic', operator, left: found[0], right: found[1], type: found[2], ...at };
  scope.report('expression/type', at, [
    `\`${operator}\` is not possible between ${describeType(left.type)} and ${describeType(right.type)}.`,
    arithmeticHint(left, right, operator),
  ]);
  return null;
}

function wholeNumbers(left: Tree, right: Tree): Operands | null {
  return left.type.is === 'int' && right.type.is === 'int' ? [left, right, INT] : null;
}

function product(left: Tree, right: Tree, scope: Scope): Operands | null {
  const [a, b] = [left.type, right.type];
  if (a.is === 'int' && b.is === 'int') return [left, right, INT];
  const factor = (tree: Tree): Tree =>
    tree.type.is === 'money' ? tree : (expect(tree, DECIMAL, scope) ?? tree);
  const possible = (type: Type): boolean => isNumber(type) || type.is === 'money';
  if (!possible(a) || !possible(b) || (a.is === 'money' && b.is === 'money')) return null;
  return [factor(left), factor(right), a.is === 'money' ? a : b.is === 'money' ? b : DECIMAL];
}

/** Point in time and duration; anything else of two equal types. */
function sum(left: Tree, right: Tree, operator: '+' | '-', scope: Scope): Operands | null {
  const [a, b] = [left.type, right.type];
  if (isText(a) && isText(b)) return operator === '+' ? [left, right, STRING] : null;
  if (a.is === 'datetime' && b.is === 'duration') return [left, right, a];
  if (a.is === 'duration' && b.is === 'datetime' && operator === '+') return [left, right, b];
  if (a.is === 'datetime' && b.is === 'datetime' && operator === '-')
    return [left, right, { is: 'duration' }];
  const numeric = (type: Type): boolean => isNumber(type) || type.is === 'money' || type.is === 'duration';
  if (!numeric(a) || !numeric(b)) return null;
  const quiet = { ...scope, report: () => undefined };
  const both = unify(left, right, left, '', quiet);
  return both === null ? null : [...both, both[0].type];
}

function arithmeticHint(left: Tree, right: Tree, operator: Arithmetic): string {
  const [a, b] = [left.type, right.type];
  const exact = (type: Type): boolean => isNumber(type) || type.is === 'money';
  if (operator === '/' && exact(a) && exact(b))
    return 'write `div(a, b, places)`, which says how many digits to keep';
  if (operator === '%' && exact(a) && exact(b)) return 'remainders are for whole numbers only';
  if (a.is === 'date' && b.is === 'date') return 'write `daysBetween(from, until)`';
  if (a.is === 'date') return 'write `addDays(date, days)`';
  if (operator === '*' && a.is === 'money' && b.is === 'money') return 'multiply an amount with a number';
  if (isText(a) && b.is === 'int') return 'write `string(number)` to add a number to a text';
  return operator === '+' && (isText(a) || isText(b))
    ? 'only texts can be added to a text'
    : mixHint(left, right);
}

/** `!` and `-`. */
export function checkUnary(syntax: SyntaxOf<'not' | 'negate'>, scope: Scope): Tree | null {
  const of = scope.check(syntax.of, scope);
  if (of === null) return null;
  const { is, start, end } = syntax;
  if (is === 'not') {
    const condition = expect(of, BOOL, scope);
    return condition === null ? null : { is, of: condition, type: BOOL, start, end };
  }
  if (isNumber(of.type) || of.type.is === 'money' || of.type.is === 'duration')
    return { is, of, type: of.type, start, end };
  scope.report('expression/type', syntax, [
    `\`-\` is not possible with ${describeType(of.type)}.`,
    of.type.is === 'bool' ? 'write `!` to deny a condition' : 'leave it out',
  ]);
  return null;
}
