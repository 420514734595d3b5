import { explainValue, type Telling, within } from './explain-value.ts';
import type { Comparison, Tree, TreeOf } from './tree.ts';
import type { Type } from './type.ts';
import { listed, type Words } from './words.ts';

/**
 * What an expression says, as part of an English sentence: a condition as a clause (`amount is at most the order's total`),
 * a value as a noun. Labels instead of names; negations are carried to where they belong.
 */
export function explainExpression(tree: Tree, words: Words): string {
  const telling: Telling = { words, items: [], condition };
  return tree.type.is === 'bool' ? condition(tree, true, telling) : explainValue(tree, telling);
}

function condition(tree: Tree, positive: boolean, telling: Telling): string {
  switch (tree.is) {
    case 'not':
      return condition(tree.of, !positive, telling);
    case 'and':
    case 'or':
      return explainLogic(tree, positive, telling);
    case 'compare':
      return explainCompare(tree, positive, telling);
    case 'in':
      return explainIn(tree, positive, telling);
    case 'if': {
      const test = condition(tree.test, true, telling);
      return `${condition(tree.then, positive, telling)} where ${test}, and otherwise ${condition(tree.otherwise, positive, telling)}`;
    }
    case 'loop':
      return explainLoop(tree, positive, telling);
    case 'call':
      return explainTest(tree, positive, telling);
    case 'literal':
      return (tree.value === true) === positive ? 'it is always so' : 'it is never so';
    case 'path':
    case 'decision':
    case 'list':
    case 'negate':
    case 'arithmetic':
    default:
      return `${explainValue(tree, telling)} is ${positive ? 'yes' : 'no'}`;
  }
}

/** A negated `&&` is an `||` of negations. A group within another is marked, so that it stays clear what belongs together. */
function explainLogic(tree: TreeOf<'and' | 'or'>, positive: boolean, telling: Telling): string {
  const word = (tree.is === 'and') === positive ? 'and' : 'or';
  const parts = tree.parts.map((part) => {
    const text = condition(part, positive, telling);
    const inner = part.is === 'not' ? part.of : part;
    const group = inner.is === 'and' || inner.is === 'or' || inner.is === 'if';
    return group ? `${word === 'and' ? 'either' : 'both'} ${text}` : text;
  });
  const marked = parts.some((part) => /^(?:either|both) /u.test(part));
  return marked ? parts.join(`, ${word} `) : listed(parts, word);
}

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};
const NUMBERS: Readonly<Record<Comparison, string>> = {
  '==': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
};
const TIMES: Readonly<Record<Comparison, string>> = {
  ...NUMBERS,
  '<': 'is before',
  '<=': 'is no later than',
  '>': 'is after',
  '>=': 'is no earlier than',
};
const TEXTS: Readonly<Record<Comparison, string>> = {
  ...NUMBERS,
  '<': 'comes before',
  '<=': 'does not come after',
  '>': 'comes after',
  '>=': 'does not come before',
};

function verbs({ is }: Type): Readonly<Record<Comparison, string>> {
  if (is === 'date' || is === 'datetime' || is === 'time') return TIMES;
  return is === 'string' ? TEXTS : NUMBERS;
}

function explainCompare(tree: TreeOf<'compare'>, positive: boolean, telling: Telling): string {
  const operator = positive ? tree.operator : OPPOSITE[tree.operator];
  const turned = tree.left.is === 'literal' && tree.right.is !== 'literal';
  const [left, right] = turned ? [tree.right, tree.left] : [tree.left, tree.right];
  const word = turned ? mirrored(operator) : operator;
  if (right.is === 'literal' && right.value === null)
    return `${explainValue(left, telling)} is ${word === '==' ? 'empty' : 'filled in'}`;
  if (right.is === 'literal' && right.type.is === 'bool')
    return condition(left, (right.value === true) === (word === '=='), telling);
  return `${explainValue(left, telling, right)} ${verbs(left.type)[word]} ${explainValue(right, telling, left)}`;
}

const mirrored = (operator: Comparison): Comparison =>
  operator.startsWith('<')
    ? (operator.replace('<', '>') as Comparison)
    : (operator.replace('>', '<') as Comparison);

function explainIn({ item, list }: TreeOf<'in'>, positive: boolean, telling: Telling): string {
  if (list.is === 'list') {
    const items = list.items.map((entry) => explainValue(entry, telling, item));
    const all = positive || items.length < 2 ? listed(items, 'or') : `neither ${listed(items, 'nor')}`;
    return `${explainValue(item, telling)} is ${positive || items.length > 1 ? '' : 'not '}${all}`;
  }
  const of = explainValue(list, telling);
  if (item.is === 'literal')
    return `${of} ${positive ? 'include' : 'do not include'} ${explainValue(item, telling, list)}`;
  return `${explainValue(item, telling)} is ${positive ? '' : 'not '}one of ${of}`;
}

/** That not every one does is that there is one that does not. */
function explainLoop(tree: TreeOf<'loop'>, positive: boolean, telling: Telling): string {
  const inside = within(tree, telling);
  const { entity } = inside.items.at(-1) ?? { entity: null };
  const list = explainValue(tree.list, telling);
  const noun = entity === null ? null : telling.words.noun(entity);
  const among =
    tree.list.is === 'path' && tree.list.steps.length === 1 && noun !== null ? '' : ` among ${list}`;
  const one = noun === null ? 'one' : `${/^[aeiou]/iu.test(noun) ? 'an' : 'a'} ${noun}`;
  if (tree.kind === 'all') {
    const body = condition(tree.body, positive, inside);
    return positive
      ? `for every ${noun ?? 'one'}${among} ${body}`
      : `there is ${one}${among} for which ${body}`;
  }
  const body = condition(tree.body, true, inside);
  if (tree.kind === 'exists_one')
    return `there is ${positive ? '' : 'not '}exactly one${noun === null ? '' : ` ${noun}`}${among} for which ${body}`;
  const found = positive ? one : noun === null ? 'none' : `no ${noun}`;
  return `there is ${found}${among} for which ${body}`;
}

const TESTS: Readonly<Record<string, readonly [positive: string, negative: string]>> = {
  startsWith: ['starts with', 'does not start with'],
  endsWith: ['ends with', 'does not end with'],
  contains: ['contains', 'does not contain'],
  matches: ['matches the pattern', 'does not match the pattern'],
};

function explainTest(tree: TreeOf<'call'>, positive: boolean, telling: Telling): string {
  const [subject, object] = tree.args.map((arg) => explainValue(arg, telling));
  const words = Object.hasOwn(TESTS, tree.name) ? TESTS[tree.name] : undefined;
  return words === undefined
    ? `${tree.name} is ${positive ? 'yes' : 'no'}`
    : `${subject} ${words[positive ? 0 : 1]} ${object}`;
}
