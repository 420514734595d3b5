import { expect, it } from 'vitest';
import { checkExpression } from '../../runtime/expression/check.ts';
import { findAll } from '../../runtime/expression/check-text.ts';
import { tell } from '../../runtime/expression/problem-text.ts';
import { vetPlainRegex } from '../../runtime/expression/regex/plain-regex.ts';
import { ENVIRONMENT } from './order-desk.ts';

const matching = (pattern: string): string => `name.matches(${JSON.stringify(pattern)})`;
const inBrowser = (text: string) => findAll(text, ENVIRONMENT, { is: 'bool' }, vetPlainRegex);

it('what a browser finds is what the compiler says, once it is put into words', () => {
  for (const text of [
    'amout > 1',
    'amount > "100"',
    'vip && vip',
    '1 ==',
    matching('['),
    'lines.exists(x)',
  ]) {
    const { tree, flaws } = inBrowser(text);
    const compiled = checkExpression(text, ENVIRONMENT, { is: 'bool' });
    expect(tree).toBe(null);
    expect(flaws).toMatchObject(compiled.problems.map(({ code, start, end }) => ({ code, start, end })));
    expect(tell(flaws, text, ENVIRONMENT)).toEqual(compiled.problems);
  }
  const { tree, flaws } = inBrowser('vip && amount > 5');
  expect(flaws).toEqual([]);
  expect(tree).toEqual(checkExpression('vip && amount > 5', ENVIRONMENT, { is: 'bool' }).tree);
});

it.each(['^[A-Z]{2}-[0-9]{4}$', '^\\d+$', 'urgent', '^(GB|DE|FR)-\\w*$', 'a.{0,50}b', '[*+?(|][)]\\(\\)'])(
  'a browser takes `%s`, and as the same as the compiler does',
  (pattern) => {
    const { tree } = inBrowser(matching(pattern));
    expect(tree).not.toBe(null);
    expect(tree).toEqual(checkExpression(matching(pattern), ENVIRONMENT, null).tree);
  },
);

it.each([
  '(a+)+',
  '(?:a|b)*',
  'a*a*',
  'a?a?a?aaa',
  '(a|a)(a|a)',
  '(a{1,2}){3}',
  '^a+-b+$',
  '((a))',
  '(ab){2}',
])('a browser refuses `%s`, which is not harmless at first sight', (pattern) => {
  const { tree, flaws } = inBrowser(matching(pattern));
  expect(tree).toBe(null);
  expect(flaws).toMatchObject([{ code: 'expression/regex', says: 'regex/unproven' }]);
});
