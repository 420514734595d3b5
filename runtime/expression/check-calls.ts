import { suggest } from '../diagnostics/nearest-name.ts';
import { reportBareTable } from './check-names.ts';
import { askNull } from './check-operators.ts';
import { expect, unify } from './convert.ts';
import { describeType } from './describe-type.ts';
import {
  type ArgumentKind,
  type FunctionEntry,
  FUNCTIONS,
  LITERAL_CONVERSIONS,
  MOST_PLACES,
} from './functions.ts';
import { convertLiteral } from './literal-conversion.ts';
import { quote, type Scope } from './scope.ts';
import type { SyntaxOf } from './syntax.ts';
import type { Range, Tree } from './tree.ts';
import type { Type } from './type.ts';
import { DECIMAL, isNumber, isOrdered, isText } from './types.ts';

/** What other languages have, and what to write here. */
const ALTERNATIVES: Readonly<Record<string, string>> = {
  double: 'numbers are exact: use `decimal(number)`',
  float: 'numbers are exact: use `decimal(number)`',
  int: 'use a whole-number field, or `round(number, 0)`',
  uint: 'whole numbers are plain: leave `uint` out',
  dyn: 'every field has a type: leave `dyn` out',
  type: 'every field has a type, so there is nothing to ask',
  bool: 'compare with something, as in `field == true`',
  bytes: 'there are only texts',
  if: 'write `condition ? value : other value`',
  now: 'write `now` without parentheses',
  today: 'write `today` without parentheses',
  len: 'use `size(…)`',
  length: 'use `size(…)`',
  lower: 'use `text.lowerAscii()`',
  upper: 'use `text.upperAscii()`',
  concat: 'join texts with `+`',
  coalesce: 'write `has(a) ? a : b`',
  isEmpty: 'use `field == null`, or `size(list) == 0`',
  floor: 'use `round(number, places)`',
  ceil: 'use `round(number, places)`',
  sum: 'use a rollup field, which adds up the lines',
  count: 'use a rollup field, or `size(list)`',
  getFullYear: 'use `year(date)`',
  getMonth: 'use `month(date)`',
  getDate: 'use `day(date)`',
  getDayOfWeek: 'use `dayOfWeek(date)`',
};

const own = <Found>(of: Readonly<Record<string, Found>>, name: string): Found | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

/** Calls other than loops. */
export function checkCall(syntax: SyntaxOf<'call'>, scope: Scope): Tree | null {
  const { name, of } = syntax;
  const at = { start: syntax.nameStart, end: syntax.nameStart + name.length };
  if (of === null && name === 'has') return checkHas(syntax, scope);
  const conversion = of === null ? own(LITERAL_CONVERSIONS, name) : undefined;
  if (conversion !== undefined) return convertLiteral(syntax, conversion, scope);
  const entry: FunctionEntry | undefined = own(FUNCTIONS, name);
  if (entry === undefined) return reportUnknown(syntax, at, scope);
  if (entry.style !== 'both' && (entry.style === 'method') === (of === null)) {
    scope.report('expression/type', at, [
      `\`${name}\` is ${of === null ? 'written behind the text it is about' : 'no method'}.`,
      `write \`${of === null ? `text.${name}(…)` : `${name}(…)`}\``,
    ]);
    return null;
  }
  return checkArguments(syntax, entry, scope);
}

function reportUnknown({ name, of }: SyntaxOf<'call'>, at: Range, scope: Scope): null {
  const { environment, report } = scope;
  if (of === null && environment.decision(name) !== undefined) return reportBareTable(name, at, scope);
  const names = [
    ...Object.keys(FUNCTIONS),
    ...Object.keys(LITERAL_CONVERSIONS),
    'has',
    'exists',
    'all',
    ...environment.decisionNames,
  ];
  report('expression/unknown-name', at, [
    `There is no function \`${name.slice(0, 60)}\`.`,
    own(ALTERNATIVES, name) ?? suggest(name, names, 'correct the name'),
  ]);
  return null;
}

/** `has(a.b)`: a.b is not empty. */
function checkHas(syntax: SyntaxOf<'call'>, scope: Scope): Tree | null {
  const [arg] = syntax.args;
  if (arg === undefined || syntax.args.length > 1) return reportCount(syntax, '1 argument', scope);
  const asked = scope.check(arg, scope);
  return asked === null ? null : askNull(asked, '!=', { start: syntax.start, end: syntax.end }, scope);
}

export function reportCount(syntax: SyntaxOf<'call'>, wanted: string, scope: Scope): null {
  scope.report('expression/type', syntax, [
    `\`${syntax.name}\` takes ${wanted}, not ${syntax.args.length}.`,
    'add what is missing, or remove what is too much',
  ]);
  return null;
}

function checkArguments(syntax: SyntaxOf<'call'>, entry: FunctionEntry, scope: Scope): Tree | null {
  const given = syntax.of === null ? syntax.args : [syntax.of, ...syntax.args];
  const few = entry.args.length;
  const most = entry.most ?? few;
  const receiver = syntax.of === null ? 0 : 1;
  const wanted =
    most > few
      ? `${few} to ${most} arguments`
      : few - receiver === 1
        ? '1 argument'
        : `${few - receiver} arguments`;
  if (given.length < few || given.length > most) return reportCount(syntax, wanted, scope);
  const checked = given.map((arg, index) => {
    const tree = scope.check(arg, scope);
    const kind = entry.args[Math.min(index, few - 1)] ?? 'text';
    return tree === null ? null : checkKind(tree, kind, syntax.name, scope);
  });
  const args = checked.filter((arg) => arg !== null);
  return args.length < given.length ? null : call(syntax, args, entry, scope);
}

const KINDS: Readonly<Record<string, readonly [(type: Type) => boolean, string]>> = {
  text: [isText, 'a text'],
  number: [(type) => isNumber(type) || type.is === 'money', 'a number'],
  exact: [(type) => isNumber(type) || type.is === 'money', 'a number'],
  ordered: [isOrdered, 'a number, text, date or time'],
  sized: [(type) => isText(type) || type.is === 'list', 'a text or a list'],
};

function checkKind(tree: Tree, kind: ArgumentKind, name: string, scope: Scope): Tree | null {
  if (kind === 'places') return checkPlaces(tree, name, scope);
  if (kind === 'pattern') return checkPattern(tree, scope);
  const found = own(KINDS, kind);
  if (found === undefined) return expect(tree, { is: kind } as Type, scope);
  const [possible, words] = found;
  if (name === 'round' && tree.type.is === 'int') return reportRounded(tree, scope);
  if (possible(tree.type))
    return kind === 'exact' && tree.type.is === 'int' ? expect(tree, DECIMAL, scope) : tree;
  scope.report('expression/type', tree, [
    `\`${name}\` takes ${words}, but ${quote(scope, tree)} is ${describeType(tree.type)}.`,
    `use something that is ${words}`,
  ]);
  return null;
}

/** Most of all a quotient, which was cut off before it could be rounded. */
function reportRounded(tree: Tree, scope: Scope): null {
  scope.report('expression/type', tree, [
    `${quote(scope, tree)} is a whole number already, so there is nothing to round.`,
    'write `div(a, b, places)` for a quotient, or leave `round` out',
  ]);
  return null;
}

function checkPlaces(tree: Tree, name: string, scope: Scope): Tree | null {
  const places = tree.is === 'literal' && tree.type.is === 'int' ? Number(tree.value) : -1;
  if (places >= 0 && places <= MOST_PLACES) return tree;
  scope.report('expression/type', tree, [
    `\`${name}\` keeps a fixed number of digits, but here is ${quote(scope, tree)}.`,
    `write a whole number from 0 to ${MOST_PLACES}`,
  ]);
  return null;
}

function checkPattern(tree: Tree, scope: Scope): Tree | null {
  if (tree.is !== 'literal' || tree.type.is !== 'string') {
    scope.report('expression/regex', tree, [
      `A regular expression is written out, but here is ${quote(scope, tree)}.`,
      'write it between quotes, or use `contains`',
    ]);
    return null;
  }
  const found = scope.vet(String(tree.value));
  if ('pattern' in found) return { ...tree, value: found.pattern };
  scope.report('expression/regex', tree, [found.message, found.hint]);
  return null;
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
    if (b.is === 'money' && unify(first, second, syntax, 'be divided', scope) === null) return null;
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
    const both = widest === undefined ? null : unify(widest, tree, at, 'stand together', scope);
    if (both === null) return null;
    [widest] = both;
  }
  const type = widest?.type;
  if (type === undefined) return trees;
  const fixed = trees.map((tree) => expect(tree, type, scope));
  const known = fixed.filter((tree) => tree !== null);
  return known.length < fixed.length ? null : known;
}
