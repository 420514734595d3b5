import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { formatFile } from '../../runtime/definition/format/format.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { countTokens, REFUND_TOOL, REFUND_WORKSPACE } from '../support/refund-tool.ts';
import { BIG_TOOL, placeOf, seed, SEEDS } from '../support/seeded-mistakes.ts';

const PLACES = 20;

const check = (text: string): readonly Diagnostic[] =>
  compile([REFUND_WORKSPACE, { path: 'refund.yaml', text }]).diagnostics;

const shown = ({ code, span, hint }: Diagnostic): string =>
  `${code} ${span.line}:${span.column} ${hint === null || hint === '' ? 'no fix' : 'fix'}`;

describe('the refund tool', () => {
  it('has no problems and takes at most 20 lines and 200 words and punctuation marks', () => {
    expect(check(REFUND_TOOL)).toEqual([]);
    expect(REFUND_TOOL.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
    expect(countTokens(REFUND_TOOL)).toBeLessThanOrEqual(200);
    expect(formatFile({ path: 'refund.yaml', text: REFUND_TOOL })).toBe(REFUND_TOOL);
  });

  it('gets one more field by one more line', () => {
    const line = '  paid_on: { type: date }\n';
    const text = REFUND_TOOL.replace('checks:', `${line}checks:`);
    const { model } = compile([REFUND_WORKSPACE, { path: 'refund.yaml', text }]);
    expect(model?.entities['refund']?.fields['paid_on']?.type).toBe('date');
    expect(formatFile({ path: 'refund.yaml', text })).toBe(text);
  });
});

describe('the tool that mistakes are seeded in', () => {
  it('has no problems before', () => expect(check(BIG_TOOL)).toEqual([]));
  it('16 kinds of mistake are seeded', () => expect(new Set(SEEDS.map(({ kind }) => kind)).size).toBe(16));
});

describe.each(SEEDS)('$kind', ({ code, edit }) => {
  it.each(Array.from({ length: PLACES }, (_, place) => place))(
    'is all that is shown, where it is, at place %i',
    (place) => {
      const seeded = seed(BIG_TOOL, edit(place));
      const { line, column } = placeOf(seeded.text, seeded.offset);
      expect(check(seeded.text).map(shown)).toEqual([`${code} ${line}:${column} fix`]);
    },
  );
});

it.each(Array.from({ length: PLACES }, (_, place) => place))(
  'all kinds together are shown in one run, each in an entity of its own, from entity %i on',
  (first) => {
    let text = BIG_TOOL;
    const edits = SEEDS.map(({ code, edit }, index) => ({ code, edit: edit((first + index) % PLACES) }));
    for (const { edit } of edits) text = seed(text, edit).text;
    const expected = edits.map(({ code, edit }) => {
      const offset = text.indexOf(edit.replace) + edit.replace.lastIndexOf(edit.at);
      const { line, column } = placeOf(text, offset);
      return `${code} ${line}:${column} fix`;
    });
    expect(check(text).map(shown).sort()).toEqual(expected.sort());
  },
);

it('all kinds together in the small tool are shown in one run', () => {
  const text = REFUND_TOOL.replace(
    'owner: payments\nfields:\n',
    'fields:\n  created_at: { type: date }\n  parent: { type: reference, to: refund, required: true }\n  origin: { type: reference, to: ordr }\n  code: { type: text, pattern: "[A-Z" }\n  share: { type: percent, min: 1, max: 0 }\n  kind: { type: txt }\n  hidden: { type: text, label: Hidden #1 }\n  secret: { type: text }\n  number: { type: text }\n',
  )
    .replace('order_number: { type: text, required: true }', 'order_number: { type: text, requird: true }')
    .replace('amount: { type: money, required: true', 'amount: { type: money, required: yes')
    .replace('[damaged, late]', '[damaged, late, damaged]')
    .replace('[requested, paid]', '[requested, paid], default: asked')
    .replace(
      'support: { read: agent == user, create: true }',
      'support: { read: { fields: [number, order_number, amount, status] }, create: true }',
    )
    .replace(
      'finance: { read: amount > 9, actions: [pay] }',
      'finance: { update: true, actions: [pay] }, finanse: { read: true }',
    )
    .replace('columns: [number, order_number]', 'columns: [number, ordernumber, secret]');
  expect(
    check(text)
      .map(({ code }) => code)
      .sort(),
  ).toEqual(SEEDS.map(({ code }) => code).sort());
});
