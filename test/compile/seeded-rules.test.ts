import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { REFUND_WORKSPACE } from '../support/refund-tool.ts';
import { placeOf, seed } from '../support/seeded-mistakes.ts';
import { RULE_SEEDS, RULES_TOOL } from '../support/seeded-rules.ts';

const PLACES = 20;
const places = Array.from({ length: PLACES }, (_, place) => place);

const check = (text: string): readonly Diagnostic[] =>
  compile([REFUND_WORKSPACE, { path: 'refund.yaml', text }]).diagnostics;

const shown = ({ code, span, hint }: Diagnostic): string =>
  `${code} ${span.line}:${span.column} ${hint === null || hint === '' ? 'no fix' : 'fix'}`;

describe('the rules that mistakes are seeded in', () => {
  it('have no problems before', () => expect(check(RULES_TOOL)).toEqual([]));
  it('10 kinds of mistake are seeded', () =>
    expect(new Set(RULE_SEEDS.map(({ code }) => code)).size).toBe(10));
});

describe.each(RULE_SEEDS)('$kind', ({ code, edit }) => {
  it.each(places)('is all that is shown, inside the expression, at place %i', (place) => {
    const seeded = seed(RULES_TOOL, edit(place));
    const { line, column } = placeOf(seeded.text, seeded.offset);
    expect(check(seeded.text).map(shown)).toEqual([`${code} ${line}:${column} fix`]);
  });
});

it.each(places)(
  'all kinds together are shown in one run, each in an entity of its own, from entity %i on',
  (first) => {
    let text = RULES_TOOL;
    const edits = RULE_SEEDS.map(({ code, edit }, index) => ({ code, edit: edit((first + index) % PLACES) }));
    for (const { edit } of edits) text = seed(text, edit).text;
    const expected = edits.map(({ code, edit }) => {
      const offset = text.indexOf(edit.replace) + edit.replace.lastIndexOf(edit.at);
      const { line, column } = placeOf(text, offset);
      return `${code} ${line}:${column} fix`;
    });
    expect(check(text).map(shown).sort()).toEqual(expected.sort());
  },
);
