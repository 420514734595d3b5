import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MOST_LOOPS } from '../../runtime/expression/check-loop.ts';
import { FORM_LIMIT, SERVER_LIMIT } from '../../runtime/expression/cost.ts';
import { MOST_CHARACTERS, MOST_DEPTH, MOST_ITEMS, MOST_NODES } from '../../runtime/expression/parse.ts';
import { MOST_STEPS, STEPS_PER_CHARACTER } from '../../runtime/expression/regex/count-steps.ts';
import { MOST_TEMPLATE_CHARACTERS } from '../../runtime/expression/template.ts';

it('the page of the language names the limits as they are', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/expression-profile.md'), 'utf8');
  const limit = (what: string): string | undefined =>
    page
      .split('\n')
      .find((line) => line.startsWith(`| ${what}`))
      ?.split('|')[2]
      ?.trim();
  const written = (value: number): string => value.toLocaleString('en');
  expect(MOST_TEMPLATE_CHARACTERS).toBe(MOST_CHARACTERS);
  expect(limit('characters of an expression or a message')).toBe(written(MOST_CHARACTERS));
  expect(limit('parts of an expression')).toBe(written(MOST_NODES));
  expect(limit('nesting of parentheses')).toBe(written(MOST_DEPTH));
  expect(limit('items of a list literal')).toBe(written(MOST_ITEMS));
  expect(limit('loops inside each other')).toBe(written(MOST_LOOPS));
  expect(limit('steps of a regular expression, for each')).toBe(written(STEPS_PER_CHARACTER));
  expect(limit('steps of a regular expression in all')).toBe(written(MOST_STEPS));
  expect(limit('steps of a rule that runs while')).toBe(written(FORM_LIMIT));
  expect(limit('steps of a rule that only the server')).toBe(written(SERVER_LIMIT));
});
