import { checkCondition, expect, unify } from './convert.ts';
import type { Scope } from './scope.ts';
import type { SyntaxOf } from './syntax.ts';
import type { Arithmetic, Comparison, Range, Tree, TreeOf } from './tree.ts';
import type { Type } from './type.ts';
import { BOOL, complete, DECIMAL, INT, isAmount, isOrdered, isText, STRING } from './types.ts';

export function checkBinary(syntax: SyntaxOf<'binary'>, scope: Scope): Tree | null {
  const left = scope.check(syntax.left, scope);
  const right = scope.check(syntax.right, scope);
  if (left === null || right === null) return null;
  const { operator, start, end } = syntax;
  if (operator === 'in') return checkIn(left, right, scope);
  if (isNullLiteral(left) || isNullLiteral(right)) return checkNull(left, right, operator, scope);
  return '+-*/%'.includes(operator)
    ? checkArithmetic(left, right, operator as Arithmetic, { start, end }, scope)
    : checkCompare(left, right, operator as Comparison, { start, end }, scope);
}

const isNullLiteral = (tree: Tree): boolean => tree.is === 'literal' && tree.value === null;

/** `x == null` and `x != null`, which ask whether something that is kept is empty. */
function checkNull(left: Tree, right: Tree, operator: string, scope: Scope): Tree | null {
  const [asked, written] = isNullLiteral(left) ? [right, left] : [left, right];
  const at = { start: left.start, end: right.end };
  if (operator !== '==' && operator !== '!=') return scope.report('null/operator', written, operator);
  return isNullLiteral(asked) ? scope.report('constant/null', asked) : askNull(asked, operator, at, scope);
}

/** Whether `asked` is empty or not; also what `has` means. */
export function askNull(asked: Tree, operator: '==' | '!=', at: Range, scope: Scope): Tree | null {
  if (asked.is !== 'path' || asked.type.is === 'list' || !asked.nullable)
    return scope.report('null/never', at, asked);
  const { type } = asked;
  const nothing: Tree = { is: 'literal', value: null, type, start: at.start, end: at.end };
  return { is: 'compare', operator, left: asked, right: nothing, type: BOOL, ...at };
}

function checkCompare(left: Tree, right: Tree, operator: Comparison, at: Range, scope: Scope): Tree | null {
  const both = unify(left, right, at, 'compare', scope);
  if (both === null) return null;
  const [one, other] = both;
  const equality = operator === '==' || operator === '!=';
  const possible = equality ? one.type.is !== 'list' : isOrdered(one.type) && isOrdered(other.type);
  if (possible) return { is: 'compare', operator, left: one, right: other, type: BOOL, ...at };
  return scope.report('type/compare', at, operator, one.type, other.type);
}

function checkIn(item: Tree, list: Tree, scope: Scope): Tree | null {
  const at = { start: item.start, end: list.end };
  if (isNullLiteral(item)) return checkNull(item, list, 'in', scope);
  if (list.type.is !== 'list') return scope.report('type/in', list, list);
  return list.is === 'list' ? inWritten(item, list, at, scope) : inKept(item, list, list.type.of, at, scope);
}

/** In a list of literals, each of which must be possible. */
function inWritten(item: Tree, list: TreeOf<'list'>, at: Range, scope: Scope): Tree | null {
  const items = list.items.map((entry) => unify(item, entry, entry, 'in', scope)?.[1] ?? null);
  const known = complete(items);
  if (known === null) return null;
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
  const both = unify(item, member, item, 'in', scope);
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
  const found = operands(left, right, operator, scope);
  return found === null
    ? scope.report('type/arithmetic', at, operator, left, right)
    : { is: 'arithmetic', operator, left: found[0], right: found[1], type: found[2], ...at };
}

function operands(left: Tree, right: Tree, operator: Arithmetic, scope: Scope): Operands | null {
  if (left.type.is === 'int' && right.type.is === 'int') return [left, right, INT];
  if (operator === '*') return product(left, right, scope);
  return operator === '/' || operator === '%' ? null : sum(left, right, operator, scope);
}

function product(left: Tree, right: Tree, scope: Scope): Operands | null {
  const [a, b] = [left.type, right.type];
  const factor = (tree: Tree): Tree =>
    tree.type.is === 'money' ? tree : (expect(tree, DECIMAL, scope) ?? tree);
  if (!isAmount(a) || !isAmount(b) || (a.is === 'money' && b.is === 'money')) return null;
  return [factor(left), factor(right), a.is === 'money' ? a : b.is === 'money' ? b : DECIMAL];
}

const isSummed = (type: Type): boolean => isAmount(type) || type.is === 'duration';

/** Point in time and duration; anything else of two equal types. */
function sum(left: Tree, right: Tree, operator: '+' | '-', scope: Scope): Operands | null {
  const [a, b] = [left.type, right.type];
  if (isText(a) && isText(b)) return operator === '+' ? [left, right, STRING] : null;
  if (a.is === 'datetime' && b.is === 'duration') return [left, right, a];
  if (a.is === 'duration' && b.is === 'datetime' && operator === '+') return [left, right, b];
  if (a.is === 'datetime' && b.is === 'datetime' && operator === '-')
    return [left, right, { is: 'duration' }];
  if (!isSummed(a) || !isSummed(b)) return null;
  const quiet = { ...scope, report: () => null };
  const both = unify(left, right, left, 'compare', quiet);
  return both === null ? null : [...both, both[0].type];
}

/** `!` and `-`. */
export function checkUnary(syntax: SyntaxOf<'not' | 'negate'>, scope: Scope): Tree | null {
  const { is, start, end } = syntax;
  const of = is === 'not' ? checkCondition(syntax.of, scope) : scope.check(syntax.of, scope);
  if (of === null) return null;
  return is === 'not' || isSummed(of.type)
    ? { is, of, type: of.type, start, end }
    : scope.report('type/negate', syntax, of.type);
}
