import { askNull } from './check-operators.ts';
import { expect, unify } from './convert.ts';
import {
  type ArgumentKind,
  type FunctionEntry,
  FUNCTIONS,
  LITERAL_CONVERSIONS,
  MOST_PLACES,
} from './functions.ts';
import { convertLiteral } from './literal-conversion.ts';
import { own } from './own.ts';
import type { Scope } from './scope.ts';
import type { SyntaxOf } from './syntax.ts';
import type { Range, Tree } from './tree.ts';
import type { Type } from './type.ts';
import { complete, DECIMAL, isAmount, isOrdered, isText } from './types.ts';

/** Calls other than loops. */
export function checkCall(syntax: SyntaxOf<'call'>, scope: Scope): Tree | null {
  const { name, of, nameAt: at } = syntax;
  if (of === null && name === 'has') return checkHas(syntax, scope);
  const conversion = of === null ? own(LITERAL_CONVERSIONS, name) : undefined;
  if (conversion !== undefined) return convertLiteral(syntax, conversion, scope);
  const entry: FunctionEntry | undefined = own(FUNCTIONS, name);
  if (entry === undefined)
    return of === null && scope.environment.decision(name) !== undefined
      ? scope.report('type/table', at, name)
      : scope.report('unknown-name/call', at, name);
  return entry.style !== 'both' && (entry.style === 'method') === (of === null)
    ? scope.report('type/style', at, name, of === null)
    : checkArguments(syntax, entry, scope);
}

/** `has(a.b)`: a.b is not empty. */
function checkHas(syntax: SyntaxOf<'call'>, scope: Scope): Tree | null {
  const [arg] = syntax.args;
  if (arg === undefined || syntax.args.length > 1)
    return scope.report('type/count', syntax, syntax.name, '1', syntax.args.length);
  const asked = scope.check(arg, scope);
  return asked === null ? null : askNull(asked, '!=', { start: syntax.start, end: syntax.end }, scope);
}

function checkArguments(syntax: SyntaxOf<'call'>, entry: FunctionEntry, scope: Scope): Tree | null {
  const given = syntax.of === null ? syntax.args : [syntax.of, ...syntax.args];
  const few = entry.args.length;
  const most = entry.most ?? few;
  if (given.length < few || given.length > most) {
    const wanted = most > few ? `${few} to ${most}` : `${few - (syntax.of === null ? 0 : 1)}`;
    return scope.report('type/count', syntax, syntax.name, wanted, syntax.args.length);
  }
  const checked = given.map((arg, index) => {
    const tree = scope.check(arg, scope);
    const kind = entry.args[Math.min(index, few - 1)] ?? 'text';
    return tree === null ? null : checkKind(tree, kind, syntax.name, scope);
  });
  const args = complete(checked);
  return args === null ? null : call(syntax, args, entry, scope);
}

const KINDS: Readonly<Record<string, (type: Type) => boolean>> = {
  text: isText,
  number: isAmount,
  exact: isAmount,
  ordered: isOrdered,
  sized: (type) => isText(type) || type.is === 'list',
};

function checkKind(tree: Tree, kind: ArgumentKind, name: string, scope: Scope): Tree | null {
  if (kind === 'places') return checkPlaces(tree, name, scope);
  if (kind === 'pattern') return checkPattern(tree, scope);
  const possible = own(KINDS, kind);
  if (possible === undefined) return expect(tree, { is: kind } as Type, scope);
  const isInt = tree.type.is === 'int';
  // Most of all a quotient, which was cut off before it could be rounded.
  if (name === 'round' && isInt) return scope.report('type/rounded', tree);
  if (!possible(tree.type)) return scope.report('type/argument', tree, name, kind, tree);
  return kind === 'exact' && isInt ? expect(tree, DECIMAL, scope) : tree;
}

function checkPlaces(tree: Tree, name: string, scope: Scope): Tree | null {
  const places = tree.is === 'literal' && tree.type.is === 'int' ? Number(tree.value) : -1;
  return places >= 0 && places <= MOST_PLACES ? tree : scope.report('type/places', tree, name);
}

function checkPattern(tree: Tree, scope: Scope): Tree | null {
  if (tree.is !== 'literal' || tree.type.is !== 'string') return scope.report('regex/written', tree);
  const value = scope.vet(String(tree.value), (says, ...details) => scope.report(says, tree, ...details));
  return value === null ? null : { ...tree, value };
}

function call(
  syntax: SyntaxOf<'call'>,
  given: readonly Tree[],
  entry: FunctionEntry,
  scope: Scope,
): Tree | null {
  const { name, start, end } = syntax;
  const [first, second] = given;
  if (first === undefined) return null;
  let args = given;
  let type: Type = entry.result === 'same' || entry.result === 'quotient' ? first.type : { is: entry.result };
  if (entry.result === 'quotient' && second !== undefined) {
    const [a, b] = [first.type, second.type];
    if (b.is === 'money' && unify(first, second, syntax, 'call', scope) === null) return null;
    type = a.is === 'money' && b.is !== 'money' ? a : DECIMAL;
  } else if (entry.most !== undefined) {
    const all = unifyAll(given, syntax, scope);
    if (all === null) return null;
    args = all;
    type = all[0]?.type ?? type;
  }
  return { is: 'call', name, args, type, start, end };
}

/** All parts as one type. */
export function unifyAll(trees: readonly Tree[], at: Range, scope: Scope): readonly Tree[] | null {
  let widest = trees[0];
  for (const tree of trees.slice(1)) {
    const both = widest === undefined ? null : unify(widest, tree, at, 'list', scope);
    if (both === null) return null;
    [widest] = both;
  }
  const type = widest?.type;
  if (type === undefined) return trees;
  return complete(trees.map((tree) => expect(tree, type, scope)));
}
