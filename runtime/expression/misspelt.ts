import { own } from './own.ts';
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
/** How tightly each operator binds. */
export const LEVELS: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};

/** Whether a value can begin with the token. */
const begins = (token: Token): boolean =>
  token.is === 'mark' ? '([!-'.includes(token.text) : token.is !== 'end' && token.text !== 'in';

/** The operator at `token`, a misspelt one as what was meant; null when there is none. */
export function operatorOf(token: Token, next: Token, report: Report): string | null {
  if (token.is !== 'mark' && token.is !== 'name') return null;
  const key = token.text.toLowerCase();
  const meant = own(MEANT, key);
  if (meant !== undefined) {
    report('syntax/operator', token, token.text, meant);
    return meant;
  }
  if (token.text === '%' && !begins(next)) return null;
  return Object.hasOwn(LEVELS, token.text) ? token.text : null;
}

/** `!` or `-` before a value, `not` as `!`. */
export function prefixOf(token: Token, next: Token, report: Report): '!' | '-' | null {
  if (token.is === 'mark' && (token.text === '!' || token.text === '-')) return token.text;
  if (token.is !== 'name' || token.text.toLowerCase() !== 'not' || !begins(next)) return null;
  report('syntax/operator', token, token.text, '!');
  return '!';
}
