import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { createValueCheck } from '../../runtime/validate/value-check.ts';

const HEAD =
  'workspace: acme\nlanguage: 1\nowners: { sales: { contact: a@b.example } }\n---\nrole: sales\n---\n';

/** An order whose `code` has the pattern, or a check that asks `matches` for it. */
function compiled(key: 'pattern' | 'matches', pattern: string, more = '') {
  const written = pattern.replaceAll("'", "''").replaceAll('\\', '\\\\');
  const [keys, checks] =
    key === 'pattern'
      ? [`, pattern: '${pattern}'${more}`, '']
      : ['', `checks: { coded: { that: 'code.matches("${written}")', say: No. } }\n`];
  const text = `entity: order\nowner: sales\nfields: { code: { type: text, required: true${keys} } }\n${checks}access: { sales: { read: true } }\n`;
  return compile([{ path: 'order.yaml', text: HEAD + text }]);
}

const EXPLODING = [
  `${'a{0,20}'.repeat(6)}b`,
  `${'(a|a)'.repeat(22)}b`,
  '((a{1,10}){1,10}){1,10}b',
  '([0-9]{1,4}[ -]?){1,12}x',
  '(|){24}b',
];
const HARMLESS = [
  '[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}',
  '([0-9]{2,5}[ -]?){2,4}',
  'a{0,20}a{0,20}b',
  '(a|b|cd)*',
];

describe.each([
  ['pattern', 'field/unsafe-pattern'],
  ['matches', 'expression/regex'],
] as const)('in `%s`', (key, code) => {
  const whole = (pattern: string): string => (key === 'pattern' ? pattern : `^(${pattern})$`);

  it.each(EXPLODING)('`%s` is refused, with the length of a value that shows why', (pattern) => {
    const { model, diagnostics } = compiled(key, whole(pattern));
    expect(model).toBeNull();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    const [{ message, hint } = { message: '', hint: '' }] = diagnostics;
    expect(message).toMatch(
      /^A value of \d+ characters could be matched .* may take more than \d+,\d{3} steps\.$/u,
    );
    expect(hint).toMatch(/`a\{0,40\}`|`\[a-z\]\+`/u);
  });

  it.each(HARMLESS)('`%s` is accepted', (pattern) => {
    expect(compiled(key, whole(pattern)).diagnostics).toEqual([]);
  });
});

it('what a pattern may cost goes by the length that its field allows', () => {
  const pattern = '[a-z]*[a-z]*[a-z]*-';
  expect(compiled('pattern', pattern, ', max_length: 50').diagnostics).toEqual([]);
  expect(compiled('pattern', pattern, ', max_length: 500').diagnostics).toMatchObject([
    { code: 'field/unsafe-pattern' },
  ]);
});

it('a value that is longer than its field allows is refused before it is matched', () => {
  const { model } = compiled('pattern', '[a-z]*[a-z]*[a-z]*-', ', max_length: 50');
  const fields = model?.entities['order']?.fields ?? {};
  const check = createValueCheck({ fields });
  const started = performance.now();
  for (const code of ['a'.repeat(1_000_000), 'a'.repeat(51), `${'😀'.repeat(50)}a`])
    expect(check({ code }, '')).toMatchObject([{ pointer: '/code', code: 'text/too_long' }]);
  expect(performance.now() - started).toBeLessThan(1000);
  expect(check({ code: '😀'.repeat(50) }, '')).toMatchObject([{ code: 'text/pattern' }]);
  expect(check({ code: `${'a'.repeat(49)}-` }, '')).toEqual([]);
});
