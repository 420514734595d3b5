import { reportCount } from './check-calls.ts';
import { isTaken } from './check-names.ts';
import { expect } from './convert.ts';
import { describeType } from './describe-type.ts';
import { LOOPS } from './functions.ts';
import { quote, type Scope } from './scope.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';
import type { LoopKind, Tree } from './tree.ts';
import type { Type } from './type.ts';
import { BOOL } from './types.ts';

/** Loops inside each other. */
export const MOST_LOOPS = 2;

export const isLoop = (syntax: SyntaxOf<'call'>): boolean =>
  syntax.of !== null && Object.hasOwn(LOOPS, syntax.name);

/** `list.exists(item, condition)` and the like. */
export function checkLoop(syntax: SyntaxOf<'call'>, scope: Scope): Tree | null {
  const kind = syntax.name as LoopKind;
  const [item, condition] = syntax.args;
  if (syntax.of === null || item === undefined || condition === undefined || syntax.args.length > 2)
    return reportCount(syntax, 'a name and what to ask of it', scope);
  const list = scope.check(syntax.of, scope);
  const name = variableOf(item, scope);
  if (list === null || name === null) return null;
  if (list.type.is !== 'list' || list.is === 'if' || list.is === 'decision') {
    scope.report('expression/type', list, [
      `\`${kind}\` goes through a list, but ${quote(scope, list)} is ${describeType(list.type)}.`,
      'name a list: the lines of a record, chosen options, tags or `user.roles`',
    ]);
    return null;
  }
  if (scope.variables.size >= MOST_LOOPS) {
    scope.report('expression/too-costly', syntax, [
      `Loops are nested more than ${MOST_LOOPS} deep.`,
      'keep what the inner loop finds in a field of its own, such as a rollup',
    ]);
    return null;
  }
  const variables = new Map(scope.variables).set(name, { type: list.type.of, nullable: false });
  const body = scope.check(condition, { ...scope, variables });
  const checked = body === null ? null : checkBody(body, kind, scope);
  if (checked === null) return null;
  const { start, end } = syntax;
  return {
    is: 'loop',
    kind,
    list,
    item: name,
    body: checked,
    type: typeOf(kind, list.type, checked),
    start,
    end,
  };
}

function variableOf(item: Syntax, scope: Scope): string | null {
  if (item.is !== 'name') {
    scope.report('expression/syntax', item, [
      `Here a name for each item was expected, but ${quote(scope, item)} was found.`,
      'write it as in `lines.exists(line, line.quantity > 0)`',
    ]);
    return null;
  }
  if (!isTaken(item.name, scope)) return item.name;
  scope.report('expression/shadowed', item, [
    `\`${item.name}\` means something else here already.`,
    'choose another name for the items of this loop',
  ]);
  return null;
}

function checkBody(body: Tree, kind: LoopKind, scope: Scope): Tree | null {
  if (kind !== 'map') return expect(body, BOOL, scope);
  if (body.type.is !== 'list' && body.type.is !== 'record' && body.type.is !== 'null') return body;
  scope.report('expression/type', body, [
    `\`map\` takes one value of each item, but ${quote(scope, body)} is ${describeType(body.type)}.`,
    'name a field of the item behind a point',
  ]);
  return null;
}

function typeOf(kind: LoopKind, list: Type, body: Tree): Type {
  return kind === 'map' ? { is: 'list', of: body.type } : kind === 'filter' ? list : BOOL;
}
