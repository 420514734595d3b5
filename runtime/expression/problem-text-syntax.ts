import { type About, type Said } from './problem-about.ts';
import type { Token } from './tokens.ts';

const SPLIT = 'split it: a formula field or a decision table can hold a part of it';

/** What is expected where something else stands; anything else is a mark. */
const WANTED: Readonly<Record<string, string>> = {
  name: 'a name',
  value: 'a value',
  operator: 'an operator',
};

/** What is said of an expression that cannot be read. */
export const SYNTAX_TEXTS = {
  'limit/characters': ({ text }: About, most: number): Said => [
    `This expression has ${text.length} characters; at most ${most} are allowed.`,
    SPLIT,
  ],
  'limit/parts': (_: About, most: number): Said => [`This expression has more than ${most} parts.`, SPLIT],
  'limit/depth': (_: About, most: number): Said => [
    `Parts are nested more than ${most} deep here.`,
    'nest less, or split the expression',
  ],
  'limit/items': (_: About, most: number): Said => [
    `This list has more than ${most} items.`,
    'keep the items in records instead',
  ],
  'limit/digits': (_: About, most: number): Said => [
    `This number has more than ${most} digits.`,
    'write it shorter',
  ],
  'limit/int': (_: About, number: string): Said => [
    `\`${number}\` is too large for a whole number, which is at most 9007199254740991.`,
    `write \`${number}.0\` to make it a decimal`,
  ],
  'syntax/number': (_: About, number: string): Said => [`\`${number}\` is no number.`, numberHint(number)],
  'syntax/quotes': (): Said => [
    'The quotation marks of this text are not straight.',
    `write it between \`"\` or \`'\``,
  ],
  'syntax/open': (_: About, quote: string): Said => [
    'This text has no closing quotation mark.',
    `add \`${quote}\` behind it`,
  ],
  'syntax/text': (): Said => [
    'A text cannot hold null characters or halves of characters.',
    'remove the escape',
  ],
  'syntax/escape': (_: About, letter: string): Said => [
    `\`\\${letter}\` is no escape.`,
    'write `\\\\` for a backslash, or put `r` before the text',
  ],
  'syntax/operator': (_: About, written: string, meant: string): Said => [
    `\`${written}\` is no operator.`,
    meant === '!' ? 'write `!` before what is denied' : `write \`${meant}\``,
  ],
  'syntax/found': (
    _: About,
    wanted: string,
    token: Token,
    before: Token | undefined,
    next: Token | undefined,
  ): Said => {
    const text = token.is === 'string' ? 'a text' : `\`${token.text.slice(0, 40)}\``;
    const found = token.is === 'end' ? 'the expression ends' : `${text} was found`;
    return [
      `Here ${WANTED[wanted] ?? `\`${wanted}\``} was expected, but ${found}.`,
      foundHint(token, before, next),
    ];
  },
} as const;

function numberHint(text: string): string {
  if (/^(\d+(?:\.\d+)?)[eE]\d*$/u.test(text)) return 'write the number out, as in `1000` or `0.001`';
  return /^\.\d+$/u.test(text) ? `write \`0${text}\`` : 'write plain digits, as in `1000` or `12.50`';
}

function foundHint({ is, text }: Token, before: Token | undefined, next: Token | undefined): string {
  if (is === 'end') return 'complete the expression';
  if (text === ',' && before?.is === 'int' && next?.is === 'int')
    return `write \`${before.text}${next.text}\`: numbers have no separators`;
  if (text === '%' && before !== undefined) return 'write a share as a fraction: 50 % is `0.5`';
  if (text === '++' || text === '--') return 'an expression changes nothing: write `+ 1` or `- 1`';
  if (text === '[') return 'an item is not taken by its place: use `exists`, or a field behind a point';
  if (text === '{') return 'there are no maps: use a decision table to look something up';
  if (text === ';') return 'an expression is one value: leave `;` out';
  if (text === ':') return 'write `condition ? value : other value`';
  if (is === 'name' && text.toLowerCase() === 'not') return 'write `!(value in list)`';
  if (is === 'string') return 'put an operator such as `==` or `+` before the text';
  if (is === 'name') return 'put an operator such as `==` or `&&` between the two, or quote a text';
  return 'correct or remove it';
}
