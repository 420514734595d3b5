import type { Model } from '../../runtime/model/model.ts';
import { modelOf } from './model-of.ts';

type Records = readonly Record<string, unknown>[];

/** One change of a definition on records that are there; made online it must leave what it leaves when made at once. */
export type Case = {
  readonly before: string;
  readonly after: string;
  readonly records: Records;
  /** Fields of the head to compare. */
  readonly fields: readonly string[];
};

export const CASES: Readonly<Record<string, Case>> = {
  'an optional field': {
    before: 'a: { type: text }',
    after: 'a: { type: text }\nb: { type: money }',
    records: [{ a: 'x' }, {}],
    fields: ['a', 'b'],
  },
  'a required field with a constant': {
    before: 'a: { type: text }',
    after: `a: { type: text }\ns: { type: choice, options: [open, "it's"], default: "it's", required: true }\nw: { type: choices, options: [red, green], default: [green, red] }`,
    records: [{ a: 'x' }, {}],
    fields: ['a', 's', 'w'],
  },
  'fields with a default of each record': {
    before: 'a: { type: text }',
    after: `a: { type: text }\nday: { type: date, default: =today, required: true }\nat: { type: datetime, default: =now }\nby: { type: user, default: =user, required: true }`,
    records: [{ a: 'x', created_at: '2026-06-30T22:30:00Z' }, { created_at: '2025-01-01T00:00:00Z' }],
    fields: ['day', 'at', 'by'],
  },
  'a sequence': {
    before: 'a: { type: text }',
    after: 'a: { type: text }\nnumber: { type: sequence, start: 10 }',
    records: [{ created_at: '2026-01-03' }, { created_at: '2026-01-01' }, { created_at: '2026-01-02' }],
    fields: ['number'],
  },
  'a sequence of typed numbers': {
    before: 'number: { type: integer }',
    after: 'number: { type: sequence }',
    records: [{ number: 41, created_at: '2026-01-03' }, { created_at: '2026-01-01' }, { number: 7 }],
    fields: ['number'],
  },
  'typed numbers of a sequence': {
    before: 'number: { type: sequence }',
    after: 'number: { type: integer }',
    records: [{}, {}],
    fields: ['number'],
  },
  'a sequence of text': {
    before: 'number: { type: text }',
    after: 'number: { type: sequence }',
    records: [{ number: '41' }, { created_at: '2026-01-01' }],
    fields: ['number'],
  },
  'text of a sequence': {
    before: 'number: { type: sequence }',
    after: 'number: { type: text }',
    records: [{}, {}],
    fields: ['number'],
  },
  'optional that becomes required': {
    before: 'a: { type: text }',
    after: 'a: { type: text, required: true }',
    records: [{ a: 'x' }],
    fields: ['a'],
  },
  'required that becomes optional': {
    before: 'a: { type: text, required: true }',
    after: 'a: { type: text }',
    records: [{ a: 'x' }],
    fields: ['a'],
  },
  'tighter limits': {
    before: 'a: { type: text }\nm: { type: money }\ns: { type: choice, options: [x, y] }',
    after: 'a: { type: text, max_length: 3 }\nm: { type: money, min: 1 }\ns: { type: choice, options: [x] }',
    records: [{ a: 'abc', m: '2', s: 'x' }],
    fields: ['a', 'm', 's'],
  },
  'looser limits': {
    before: 'a: { type: text, max_length: 3 }\nm: { type: money, min: 1 }\ns: { type: choice, options: [x] }',
    after: 'a: { type: text }\nm: { type: money }\ns: { type: choice, options: [x, y] }',
    records: [{ a: 'abc', m: '2', s: 'x' }],
    fields: ['a', 'm', 's'],
  },
  uniqueness: {
    before: 'a: { type: text }',
    after: 'a: { type: text, unique: true }',
    records: [{ a: 'x' }, { a: 'y' }, {}],
    fields: ['a'],
  },
  'uniqueness that ends': {
    before: 'a: { type: text, unique: true }',
    after: 'a: { type: text }',
    records: [{ a: 'x' }, { a: 'y' }],
    fields: ['a'],
  },
  'a reference and links': {
    before: 'a: { type: text }',
    after:
      'a: { type: text }\nup: { type: reference, to: SELF }\nby: { type: user }\nall: { type: references, to: SELF }',
    records: [{ a: 'x' }],
    fields: ['up', 'by'],
  },
  'a field that goes': {
    before: 'a: { type: text, required: true, unique: true }\nb: { type: text }',
    after: 'b: { type: text }',
    records: [{ a: 'x', b: 'y' }],
    fields: ['b'],
  },
  'a field that is renamed': {
    before: 'a: { type: text }',
    after: 'b: { type: text, was: a }',
    records: [{ a: 'x' }],
    fields: ['b'],
  },
  'a formula': {
    before: 'm: { type: money }\nn: { type: integer }',
    after: 'm: { type: money }\nn: { type: integer }\nf: { type: money, formula: "round(m * n, 2)" }',
    records: [{ m: '1.50', n: 3 }, { m: '2' }],
    fields: ['f'],
  },
  'a formula that changes': {
    before: 'n: { type: integer }\nf: { type: integer, formula: n + 1 }',
    after: 'n: { type: integer }\nf: { type: integer, formula: n + 2 }',
    records: [{ n: 3 }, {}],
    fields: ['f'],
  },
  'a formula that goes': {
    before: 'n: { type: integer }\nf: { type: integer, formula: n + 1 }',
    after: 'n: { type: integer }',
    records: [{ n: 3 }, {}],
    fields: ['n'],
  },
  'a type beneath a formula': {
    before: 'n: { type: integer }\nf: { type: decimal, scale: 2, formula: n * 2 }',
    after: 'n: { type: decimal, scale: 2 }\nf: { type: decimal, scale: 2, formula: n * 2 }',
    records: [{ n: 3 }, {}],
    fields: ['n', 'f'],
  },
  'a formula in place of what was written': {
    before: 'n: { type: integer }\nf: { type: integer }',
    after: 'n: { type: integer }\nf: { type: integer, formula: n + 2 }',
    records: [{ n: 3, f: 9 }, {}],
    fields: ['f'],
  },
  ...Object.fromEntries(
    [
      ['integer', 'decimal, scale: 2', '7'],
      ['decimal, scale: 2', 'decimal, scale: 4', '1.25'],
      ['decimal, scale: 4', 'money', '1.2500'],
      ['decimal, scale: 2', 'integer', '3.00'],
      ['text', 'integer', '-12'],
      ['text', 'decimal, scale: 2', '12.5'],
      ['integer', 'text', '12'],
      ['date', 'text', '2026-02-28'],
      ['text', 'tags', 'a,b'],
      ['text', 'long_text', 'x'],
      ['integer', 'duration', '60'],
      ['choice, options: [a, b]', 'text', 'a'],
      ['text', 'choice, options: [a, b]', 'b'],
      ['choice, options: [a, b]', 'choices, options: [a, b]', 'b'],
      ['boolean', 'text', 'true'],
      ['text, required: true, unique: true', 'integer, required: true, unique: true', '5'],
      ['integer, required: true, default: 1', 'decimal, scale: 2, required: true, default: 1', '5'],
    ].map(([from = '', to = '', value]): [string, Case] => [
      `${from} to ${to}`,
      {
        before: `v: { type: ${from} }`,
        after: `v: { type: ${to} }`,
        records: from.includes('required') ? [{ v: value }] : [{ v: value }, {}],
        fields: ['v'],
      },
    ]),
  ),
};

/** All cases at once, each with an entity of its own: `<prefix>0`, `<prefix>1` and so on. */
export function caseModel(prefix: string, side: 'before' | 'after'): Model {
  const bodies = Object.values(CASES).map((one, at): [string, string] => {
    const entity = `${prefix}${at}`;
    return [entity, `title_of: { type: text }\n${one[side].replaceAll('SELF', entity)}`];
  });
  return modelOf(Object.fromEntries(bodies));
}
