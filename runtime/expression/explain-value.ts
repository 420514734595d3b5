import { explainPath, type Items, ownerOf } from './explain-path.ts';
import type { FunctionName } from './functions.ts';
import type { Tree, TreeOf } from './tree.ts';
import type { Type } from './type.ts';
import { listed, type Words } from './words.ts';

/** What the parts of the explanation share. `condition` puts a condition into words. */
export type Telling = {
  readonly words: Words;
  readonly items: Items;
  readonly condition: (tree: Tree, positive: boolean, telling: Telling) => string;
};

/** A value as a noun: `the order's total less discount`. `beside`: what it is compared with, which tells its options. */
export function explainValue(tree: Tree, telling: Telling, beside: Tree | null = null): string {
  switch (tree.is) {
    case 'literal':
      return explainLiteral(tree, telling, beside);
    case 'list':
      return listed(
        tree.items.map((item) => explainValue(item, telling, beside)),
        'or',
      );
    case 'path':
      return explainPath(tree, telling.words, telling.items);
    case 'negate':
      return `minus ${enclosed(tree.of, telling)}`;
    case 'arithmetic':
      return explainArithmetic(tree, telling);
    case 'if':
      return `${explainValue(tree.then, telling, beside)} if ${telling.condition(tree.test, true, telling)}, otherwise ${explainValue(tree.otherwise, telling, beside)}`;
    case 'call':
      return explainCall(tree, telling);
    case 'loop':
      return explainList(tree, telling);
    case 'decision':
      return `the ${telling.words.output(tree.table, tree.output)} by ${telling.words.table(tree.table)}`;
    case 'not':
    case 'and':
    case 'or':
    case 'compare':
    case 'in':
    default:
      return `whether ${telling.condition(tree, true, telling)}`;
  }
}

function explainLiteral(
  { value, type }: TreeOf<'literal'>,
  { words, items }: Telling,
  beside: Tree | null,
): string {
  if (value === null) return 'nothing';
  const owner = beside?.is === 'path' ? ownerOf(beside, words, items) : null;
  if (type.is === 'choice' && owner !== null) return words.option(owner.entity, owner.field, String(value));
  return words.value?.(value, type) ?? plainValue(value, type);
}

function plainValue(value: boolean | number | string, type: Type): string {
  if (type.is === 'bool') return value === true ? 'yes' : 'no';
  if (type.is === 'string') return value === '' ? 'an empty text' : `“${String(value)}”`;
  if (type.is === 'money') return `${String(value)} ${type.currency}`;
  if (type.is === 'duration') return explainDuration(Number(value));
  return String(value);
}

function explainDuration(millis: number): string {
  const units = [
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
    ['millisecond', 1],
  ] as const;
  let rest = Math.abs(millis);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  const text = parts.length === 0 ? '0 seconds' : listed(parts, 'and');
  return millis < 0 ? `minus ${text}` : text;
}

const VERBS = { '+': 'plus', '-': 'less', '*': 'times', '/': 'divided by', '%': 'modulo' } as const;
const isSum = (tree: Tree): boolean => tree.is === 'arithmetic' && '+-'.includes(tree.operator);

function explainArithmetic({ operator, left, right, type }: TreeOf<'arithmetic'>, telling: Telling): string {
  const loose = operator === '+' || operator === '-';
  const first = loose || !isSum(left) ? explainValue(left, telling) : enclosed(left, telling);
  const grouped = right.is === 'arithmetic' && !(operator === '+' && isSum(right));
  const second =
    grouped && !(loose && !isSum(right)) ? enclosed(right, telling) : explainValue(right, telling);
  return `${first} ${type.is === 'string' ? 'followed by' : VERBS[operator]} ${second}`;
}

function enclosed(tree: Tree, telling: Telling): string {
  const text = explainValue(tree, telling);
  return tree.is === 'arithmetic' || tree.is === 'if' ? `(${text})` : text;
}

type Tell = (args: readonly string[], tree: TreeOf<'call'>, telling: Telling) => string;

const CALLS: Readonly<Partial<Record<FunctionName, Tell>>> = {
  lowerAscii: ([text]) => `${text} in lower case`,
  upperAscii: ([text]) => `${text} in capitals`,
  trim: ([text]) => `${text} without blanks around it`,
  size: ([of], { args }) => (args[0]?.type.is === 'list' ? `the number of ${of}` : `the length of ${of}`),
  string: ([value]) => String(value),
  decimal: ([value]) => String(value),
  abs: ([value]) => `the size of ${value}`,
  min: (args) => `the least of ${listed(args, 'and')}`,
  max: (args) => `the greatest of ${listed(args, 'and')}`,
  round: ([value, places]) => `${value} rounded to ${places} ${places === '1' ? 'digit' : 'digits'}`,
  div: ([a, b]) => `${a} divided by ${b}`,
  addDays: ([date, days], { args }) => explainDays(date ?? '', days ?? '', args[1]),
  daysBetween: ([from, until]) => `the days from ${from} to ${until}`,
  year: ([date]) => `the year of ${date}`,
  month: ([date]) => `the month of ${date}`,
  day: ([date]) => `the day of the month of ${date}`,
  dayOfWeek: ([date]) => `the day of the week of ${date}, Monday being 1`,
  getHours: ([time]) => `the hours in ${time}`,
  getMinutes: ([time]) => `the minutes in ${time}`,
  getSeconds: ([time]) => `the seconds in ${time}`,
};

function explainDays(date: string, days: string, tree: Tree | undefined): string {
  if (tree?.is !== 'literal') return `${days} days after ${date}`;
  const count = Number(tree.value);
  return `${Math.abs(count)} ${Math.abs(count) === 1 ? 'day' : 'days'} ${count < 0 ? 'before' : 'after'} ${date}`;
}

function explainCall(tree: TreeOf<'call'>, telling: Telling): string {
  const args = tree.args.map((arg) =>
    tree.name === 'decimal' || tree.name === 'string' ? explainValue(arg, telling) : enclosed(arg, telling),
  );
  const tell = Object.hasOwn(CALLS, tree.name) ? CALLS[tree.name as FunctionName] : undefined;
  if (tell !== undefined) return tell(args, tree, telling);
  return tree.type.is === 'bool' ? `whether ${telling.condition(tree, true, telling)}` : tree.name;
}

/** `filter` and `map`. */
function explainList(tree: TreeOf<'loop'>, telling: Telling): string {
  const list = explainValue(tree.list, telling);
  const inside = within(tree, telling);
  if (tree.kind === 'map')
    return `${explainValue(tree.body, inside).replace(/^its /u, 'the ')} of each of ${list}`;
  if (tree.kind === 'filter') return `those of ${list} where ${telling.condition(tree.body, true, inside)}`;
  return `whether ${telling.condition(tree, true, telling)}`;
}

/** The explanation inside a loop. */
export function within({ item, list }: TreeOf<'loop'>, telling: Telling): Telling {
  const of = list.type.is === 'list' ? list.type.of : null;
  const entity = of?.is === 'record' ? of.entity : null;
  return { ...telling, items: [...telling.items, { name: item, entity }] };
}
