import type { Report } from './problem.ts';
import type { Token } from './tokens.ts';

/** What people write for an operator, and what it is here. */
const MEANT: Readonly<Record<string, string>> = {
  '=': '==',
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
  '&': '&&',
  '|': '||',
  and: '&&',
  or: '||',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '–': '-',
  '−': '-',
  '×': '*',
};
const OPERATORS = new Set(['||', '&&', '==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%']);

/** Whether a value can begin with the token. */
const begins = (token: Token): boolean =>
  token.is === 'mark' ? '([!-'.includes(token.text) : token.is !== 'end' && token.text !== 'in';

/** The operator at `token`, a misspelt one as what was meant; null when there is none. */
export function operatorOf(token: Token, next: Token, report: Report): string | null {
  if (token.is !== 'mark' && token.is !== 'name') return null;
  const key = token.text.toLowerCase();
  const meant = Object.hasOwn(MEANT, key) ? MEANT[key] : undefined;
  if (meant !== undefined) {
    report('expression/syntax', token, [`\`${token.text}\` is no operator.`, `write \`${meant}\``]);
    return meant;
  }
  if (token.text === '%' && !begins(next)) return null;
  return OPERATORS.has(token.text) ? token.text : null;
}

/** `!` or `-` before a value, `not` as `!`. */
export function prefixOf(token: Token, next: Token, report: Report): '!' | '-' | null {
  if (token.is === 'mark' && (token.text === '!' || token.text === '-')) return token.text;
  if (token.is !== 'name' || token.text.toLowerCase() !== 'not' || !begins(next)) return null;
  report('expression/syntax', token, [
    `\`${token.text}\` is no operator.`,
    'write `!` before what is denied',
  ]);
  return '!';
}

/** Message and hint for a token that cannot stand where it is. */
export function unexpected(
  token: Token,
  before: Token | undefined,
  next: Token,
  wanted: string,
): readonly [message: string, hint: string] {
  const text = token.is === 'string' ? 'a text' : `\`${token.text.slice(0, 40)}\``;
  const found = token.is === 'end' ? 'the expression ends' : `${text} was found`;
  return [`Here ${wanted} was expected, but ${found}.`, hintFor(token, before, next)];
}

function hintFor({ is, text }: Token, before: Token | undefined, next: Token): string {
  if (is === 'end') return 'complete the expression';
  if (text === ',' && before?.is === 'int' && next.is === 'int')
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
