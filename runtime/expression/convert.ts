import { suggest } from '../diagnostics/nearest-name.ts';
import { describeType } from './describe-type.ts';
import { quote, type Scope } from './scope.ts';
import type { Range, Tree } from './tree.ts';
import type { Type } from './type.ts';
import { DECIMAL, isNumber, isText, sameType } from './types.ts';

/** The number as a decimal: a literal is one at once. */
function toDecimal(tree: Tree, type: Type = DECIMAL): Tree {
  if (tree.is === 'literal') return { ...tree, type, value: String(tree.value) };
  const { start, end } = tree;
  return tree.type.is === 'decimal' ? tree : { is: 'call', name: 'decimal', args: [tree], type, start, end };
}

/** Whether it is a number written out, which takes the currency of what it meets. */
const isWrittenNumber = (tree: Tree): boolean => tree.is === 'literal' && isNumber(tree.type);

/**
 * `tree` as the type of its place, where nothing is lost by it: an int as a decimal, a written number as an amount, a written
 * text as an option, null as anything. Null when it cannot be; reports nothing but an option that does not exist.
 */
function convert(tree: Tree, type: Type, scope: Scope): Tree | null | 'reported' {
  const from = tree.type;
  if (tree.is === 'literal' && tree.value === null) return { ...tree, type };
  if (tree.is === 'if') {
    const then = convert(tree.then, type, scope);
    const otherwise = convert(tree.otherwise, type, scope);
    if (then === 'reported' || otherwise === 'reported') return 'reported';
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
): Tree | null | 'reported' {
  const items: Tree[] = [];
  let reported = false;
  for (const item of tree.items) {
    const converted = convert(item, type.of, scope);
    if (converted === null) return null;
    if (converted === 'reported') reported = true;
    else items.push(converted);
  }
  return reported ? 'reported' : { ...tree, items, type };
}

function toChoice(
  tree: Tree,
  type: Type & { readonly is: 'choice' },
  scope: Scope,
): Tree | null | 'reported' {
  if (tree.type.is === 'choice') {
    const { options } = tree.type;
    return options.every((option) => type.options.includes(option)) ? tree : null;
  }
  if (tree.is !== 'literal') return null;
  if (type.options.includes(String(tree.value))) return { ...tree, type };
  scope.report('expression/option', tree, [
    `\`${String(tree.value)}\` is none of the options here.`,
    suggest(String(tree.value), type.options, 'add it to the options'),
  ]);
  return 'reported';
}

/** `convert`, with a report when it cannot be. */
export function expect(tree: Tree, type: Type, scope: Scope): Tree | null {
  const converted = convert(tree, type, scope);
  if (converted === 'reported') return null;
  if (converted === null)
    scope.report('expression/type', tree, [
      `Here ${describeType(type)} was expected, but ${quote(scope, tree)} is ${describeType(tree.type)}.`,
      hintFor(tree, type),
    ]);
  return converted;
}

function hintFor(tree: Tree, type: Type): string {
  if (type.is === 'bool' && tree.type.is !== 'list')
    return 'compare it with something, as in `field == value`';
  if (type.is === 'bool') return 'ask about its items with `exists` or `all`';
  if (type.is === 'money' && tree.type.is === 'money') return 'amounts in different currencies do not mix';
  if (type.is === 'int' && tree.type.is === 'decimal')
    return 'use whole numbers only, or make the field a decimal';
  if (tree.type.is === 'record') return 'name one of its fields behind a point';
  const name =
    tree.type.is === 'string' && Object.hasOwn(CONVERSIONS, type.is) ? CONVERSIONS[type.is] : undefined;
  if (name === undefined) return `use something that is ${describeType(type)}`;
  return tree.is === 'literal' && tree.value !== null
    ? `write it as in \`${name.replace('…', String(tree.value).slice(0, 30))}\``
    : `use a field of that type; written out it is \`${name}\``;
}

const CONVERSIONS: Readonly<Record<string, string>> = {
  date: 'date("…")',
  datetime: 'timestamp("…")',
  time: 'time("…")',
  duration: 'duration("…")',
};

/**
 * Two parts as one type, for comparisons, lists and alternatives; null, reported at `at`, when there is none. `verb`: what is
 * done with them (`be compared`).
 */
export function unify(
  left: Tree,
  right: Tree,
  at: Range,
  verb: string,
  scope: Scope,
): readonly [Tree, Tree] | null {
  // A written text is held against the options of a choice, on whichever side it stands.
  const turned = right.type.is === 'choice' && left.type.is !== 'choice';
  for (const from of turned ? [left, right] : [right, left]) {
    const to = from === left ? right : left;
    const converted = convert(from, to.type, scope);
    if (converted === 'reported') return null;
    if (converted !== null) return from === right ? [to, converted] : [converted, to];
  }
  const bothChoices = left.type.is === 'choice' && right.type.is === 'choice';
  if (bothChoices && shareOption(left.type, right.type)) return [left, right];
  if (!bothChoices && isText(left.type) && isText(right.type)) return [left, right];
  scope.report(bothChoices ? 'expression/option' : 'expression/type', at, [
    bothChoices
      ? `${quote(scope, left)} and ${quote(scope, right)} have no option in common.`
      : `${quote(scope, left)} is ${describeType(left.type)} and ${quote(scope, right)} is ${describeType(right.type)}; they cannot ${verb}.`,
    mixHint(left, right),
  ]);
  return null;
}

function shareOption(a: Type, b: Type): boolean {
  return a.is === 'choice' && b.is === 'choice' && a.options.some((option) => b.options.includes(option));
}

/** What to do about two parts that do not go together. */
export function mixHint(left: Tree, right: Tree): string {
  const [a, b] = [left.type, right.type];
  const has = (test: (type: Type) => boolean): boolean => test(a) || test(b);
  if (a.is === 'money' && b.is === 'money') return 'use amounts in one currency';
  if (has((type) => type.is === 'money') && has(isNumber))
    return 'make both amounts; an amount goes with a written number, and may be multiplied with any';
  if (has((type) => type.is === 'record')) return 'name a field of the record behind a point';
  if (has((type) => type.is === 'list')) return 'ask with `in`, `exists` or `all`';
  if (has((type) => type.is === 'user'))
    return 'compare with `user`, or ask for a role: `"name" in user.roles`';
  const text = a.is === 'string' ? left : b.is === 'string' ? right : null;
  const other = text === left ? right : left;
  if (text !== null && isWrittenNumber(other)) return 'write the number between quotes';
  if (text !== null && has((type) => isNumber(type) || type.is === 'money'))
    return 'write numbers without quotes';
  if (text !== null) return hintFor(text, other.type);
  if (has((type) => type.is === 'date') && has((type) => type.is === 'datetime'))
    return 'compare dates with `today`, and points in time with `now`';
  if (a.is === 'choice') return 'compare each with the option that you mean';
  if (a.is === 'bool') return 'compare two values at a time and join the parts with `&&`';
  return `use two values that are ${describeType(a)}`;
}
