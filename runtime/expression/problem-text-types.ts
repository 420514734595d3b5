import { suggest } from '../diagnostics/nearest-name.ts';
import { describeType } from './describe-type.ts';
import { MOST_PLACES } from './functions.ts';
import { operandsHint, replacementHint } from './problem-hints.ts';
import { type About, quote, type Said } from './problem-about.ts';
import type { Arithmetic, Comparison, Tree } from './tree.ts';
import type { Type } from './type.ts';
import { isNumber, isOrdered, isText } from './types.ts';

/** What is done with two parts. */
const VERBS = {
  compare: 'be compared',
  in: 'be equal',
  list: 'stand together',
  if: 'be alternatives',
  call: 'be divided',
} as const;
export type Joining = keyof typeof VERBS;

/** What an argument may be where several types will do. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  text: 'a text',
  number: 'a number',
  exact: 'a number',
  ordered: 'a number, text, date or time',
  sized: 'a text or a list',
};

/** How a literal that is converted looks. */
const FORMS: Readonly<Record<string, string>> = {
  date: '2026-11-21',
  time: '09:30:00',
  datetime: '2026-11-21T09:30:00Z',
  duration: '1h30m',
};

const isA = (about: About, tree: Tree): string => `${quote(about, tree)} is ${describeType(tree.type)}`;

/** What is said of types. */
export const TYPE_TEXTS = {
  'type/expected': (about: About, tree: Tree, type: Type): Said => [
    `Here ${describeType(type)} was expected, but ${isA(about, tree)}.`,
    replacementHint(tree, type),
  ],
  'type/scalar': (about: About, tree: Tree): Said => [
    `Here a single value was expected, but ${isA(about, tree)}.`,
    tree.type.is === 'list' ? 'use `size(…)`, or name one value' : 'name one of its fields behind a point',
  ],
  'option/unknown': (_: About, option: string, options: readonly string[]): Said => [
    `\`${option}\` is none of the options here.`,
    suggest(option, options, 'add it to the options'),
  ],
  'option/apart': (about: About, left: Tree, right: Tree): Said => [
    `${quote(about, left)} and ${quote(about, right)} have no option in common.`,
    operandsHint(left, right),
  ],
  'type/apart': (about: About, left: Tree, right: Tree, joining: Joining): Said => [
    `${isA(about, left)} and ${isA(about, right)}; they cannot ${VERBS[joining]}.`,
    operandsHint(left, right),
  ],
  'type/compare': (_: About, operator: Comparison, left: Type, right: Type): Said => [
    `\`${operator}\` is not possible with ${describeType(isOrdered(left) ? right : left)}.`,
    operator === '==' || operator === '!='
      ? 'ask about the items with `in`, `exists` or `all`'
      : left.is === 'choice' || right.is === 'choice'
        ? 'options have no order: name those you mean, as in `status in ["a", "b"]`'
        : 'compare with `==` or `!=`',
  ],
  'type/in': (about: About, list: Tree): Said => [
    `Behind \`in\` a list was expected, but ${isA(about, list)}.`,
    isText(list.type)
      ? 'use `text.contains(part)`'
      : 'compare with `==`, or write a list such as `["a", "b"]`',
  ],
  'type/arithmetic': (_: About, operator: Arithmetic, left: Tree, right: Tree): Said => [
    `\`${operator}\` is not possible between ${describeType(left.type)} and ${describeType(right.type)}.`,
    arithmeticHint(left, right, operator),
  ],
  'type/negate': (_: About, type: Type): Said => [
    `\`-\` is not possible with ${describeType(type)}.`,
    type.is === 'bool' ? 'write `!` to deny a condition' : 'leave it out',
  ],
  'type/item': (): Said => [
    'A list that is written out holds texts, numbers, dates and the like only.',
    'compare with what is not fixed by `==`, joined by `||`',
  ],
  'type/if': (_: About, type: Type): Said => [
    `\`? :\` chooses between single values, not ${describeType(type)}.`,
    'write the condition inside the loop instead',
  ],
  'type/count': (_: About, name: string, wanted: string, given: number): Said => [
    `\`${name}\` takes ${argumentsIn(wanted)}, not ${given}.`,
    'add what is missing, or remove what is too much',
  ],
  'type/style': (_: About, name: string, plain: boolean): Said => [
    `\`${name}\` is ${plain ? 'written behind the text it is about' : 'no method'}.`,
    `write \`${plain ? `text.${name}(…)` : `${name}(…)`}\``,
  ],
  'type/argument': (about: About, name: string, kind: string, tree: Tree): Said => [
    `\`${name}\` takes ${ARGUMENTS[kind] ?? kind}, but ${isA(about, tree)}.`,
    `use something that is ${ARGUMENTS[kind] ?? kind}`,
  ],
  'type/rounded': (about: About): Said => [
    `${quote(about)} is a whole number already, so there is nothing to round.`,
    'write `div(a, b, places)` for a quotient, or leave `round` out',
  ],
  'type/places': (about: About, name: string): Said => [
    `\`${name}\` keeps a fixed number of digits, but here is ${quote(about)}.`,
    `write a whole number from 0 to ${MOST_PLACES}`,
  ],
  'type/literal': (about: About, name: string, is: keyof typeof FORMS): Said => [
    `\`${name}\` takes ${describeType({ is } as Type)} written out, but here is ${quote(about)}.`,
    `write it as in \`${name}("${FORMS[is] ?? ''}")\``,
  ],
  'type/loop': (about: About, kind: string, list: Tree): Said => [
    `\`${kind}\` goes through a list, but ${isA(about, list)}.`,
    'name a list: the lines of a record, chosen options, tags or `user.roles`',
  ],
  'type/map': (about: About, body: Tree): Said => [
    `\`map\` takes one value of each item, but ${isA(about, body)}.`,
    'name a field of the item behind a point',
  ],
} as const;

const argumentsIn = (wanted: string): string =>
  wanted === 'loop' ? 'a name and what to ask of it' : `${wanted} argument${wanted === '1' ? '' : 's'}`;

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
    : operandsHint(left, right);
}
