import { isTaken } from './check-names.ts';
import { FOLDS } from './compile-loop.ts';
import { checkCondition } from './convert.ts';
import type { Scope } from './scope.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';
import type { LoopKind, Tree } from './tree.ts';
import type { Type } from './type.ts';
import { BOOL, isScalar } from './types.ts';

/** Loops inside each other. */
export const MOST_LOOPS = 2;

export const isLoop = (syntax: SyntaxOf<'call'>): boolean =>
  syntax.of !== null && Object.hasOwn(FOLDS, syntax.name);

/** `list.exists(item, condition)` and the like. */
export function checkLoop(syntax: SyntaxOf<'call'>, scope: Scope): Tree | null {
  const kind = syntax.name as LoopKind;
  const [item, condition] = syntax.args;
  if (syntax.of === null || item === undefined || condition === undefined || syntax.args.length > 2)
    return scope.report('type/count', syntax, kind, 'loop', syntax.args.length);
  const list = scope.check(syntax.of, scope);
  const name = variableOf(item, scope);
  if (list === null || name === null) return null;
  if (list.type.is !== 'list' || list.is === 'if' || list.is === 'decision')
    return scope.report('type/loop', list, kind, list);
  if (scope.variables.size >= MOST_LOOPS) return scope.report('too-costly/loops', syntax, MOST_LOOPS);
  const variables = new Map(scope.variables).set(name, { type: list.type.of, nullable: false });
  const body = checkBody(condition, kind, { ...scope, variables });
  if (body === null) return null;
  const type: Type = kind === 'map' ? { is: 'list', of: body.type } : kind === 'filter' ? list.type : BOOL;
  const { start, end } = syntax;
  return { is: 'loop', kind, list, item: name, body, type, start, end };
}

function variableOf(item: Syntax, scope: Scope): string | null {
  if (item.is !== 'name') return scope.report('syntax/loop-item', item);
  return isTaken(item.name, scope) ? scope.report('shadowed/item', item, item.name) : item.name;
}

function checkBody(syntax: Syntax, kind: LoopKind, scope: Scope): Tree | null {
  if (kind !== 'map') return checkCondition(syntax, scope);
  const body = scope.check(syntax, scope);
  return body === null || isScalar(body.type) ? body : scope.report('type/map', body, body);
}
