import type { FieldTypeName } from '../../runtime/model/field.ts';

/** For one field type: its declaration, values that are kept, values that are refused, and texts for filters. */
export type TypeCase = {
  readonly declaration: string;
  /** Ascending where the type can be sorted: [sent, received when that differs]. */
  readonly good: readonly (readonly [sent: unknown, received?: unknown])[];
  readonly bad: readonly (readonly [sent: unknown, code: string])[];
  /** Filters that find exactly the record with the first good value, and not that with the second. */
  readonly filters: readonly (readonly [operator: string, text: string])[];
  readonly badFilter?: string;
};

/** `$customer` and `$customer2` stand for ids, `$anna` for the person. */
export const TYPE_CASES: Readonly<Record<FieldTypeName, TypeCase | null>> = {
  text: {
    declaration: '{ type: text, min_length: 2, max_length: 20, pattern: "[^<>]*" }',
    good: [['äpfel'], ['Zebra 🦓']],
    bad: [
      ['a', 'text/too_short'],
      ['x'.repeat(21), 'text/too_long'],
      ['<b>', 'text/pattern'],
      ['a\nb', 'text/line_break'],
      ['a\u0000b', 'text/null_character'],
      ['a\ud800b', 'text/lone_surrogate'],
      [5, 'value/type'],
      [['ab'], 'value/type'],
      [{}, 'value/type'],
    ],
    filters: [
      ['eq', 'äpfel'],
      ['contains', 'PFE'],
      ['starts_with', 'Apf'],
      ['not', 'Zebra 🦓'],
    ],
    badFilter: 'a\u0000',
  },
  long_text: {
    declaration: '{ type: long_text }',
    good: [['one\ntwo\r\n\tthree'], ['four']],
    bad: [[false, 'value/type']],
    filters: [['contains', 'two']],
  },
  markdown: {
    declaration: '{ type: markdown }',
    good: [['# Title\n* <script>'], ['text']],
    bad: [['a\u0000', 'text/null_character']],
    filters: [['starts_with', '# title']],
  },
  email: {
    declaration: '{ type: email }',
    good: [['a@b.example'], ['z@b.example']],
    bad: [
      ['a@b', 'text/email'],
      ['a b@c.example', 'text/email'],
    ],
    filters: [['eq', 'a@b.example']],
  },
  url: {
    declaration: '{ type: url }',
    good: [['https://a.example/x?y=1#z'], ['https://b.example']],
    bad: [
      ['javascript:alert(1)', 'text/url'],
      ['ftp://x.example', 'text/url'],
    ],
    filters: [['contains', 'a.example']],
  },
  phone: {
    declaration: '{ type: phone }',
    good: [['+44 (0)20 7946'], ['0800']],
    bad: [['1'.repeat(51), 'text/too_long']],
    filters: [['eq', '+44 (0)20 7946']],
  },
  integer: {
    declaration: '{ type: integer, min: -9007199254740991 }',
    good: [[-9007199254740991], [9007199254740991]],
    bad: [
      [9007199254740992, 'number/max'],
      [1.5, 'value/type'],
      ['5', 'value/type'],
      [true, 'value/type'],
    ],
    filters: [
      ['eq', '-9007199254740991'],
      ['lt', '0'],
      ['lte', '-9007199254740991'],
      ['not', '9007199254740991'],
    ],
    badFilter: '9007199254740993',
  },
  decimal: {
    declaration: '{ type: decimal, scale: 4, max: "99999999999999999999" }',
    good: [['-0.0001'], ['99999999999999999999', '99999999999999999999.0000']],
    bad: [
      [1.5, 'decimal/as_text'],
      ['1.00001', 'decimal/scale'],
      ['1e5', 'decimal/form'],
      ['100000000000000000000', 'decimal/too_long'],
      ['', 'decimal/form'],
      ['NaN', 'decimal/form'],
    ],
    filters: [
      ['lt', '0'],
      ['eq', '-0.00010'],
    ],
    badFilter: '1,5',
  },
  money: {
    declaration: '{ type: money, currency: JPY, min: "5" }',
    good: [['5'], ['9007199254740993']],
    bad: [
      ['4', 'number/min'],
      ['5.5', 'decimal/scale'],
      ['£5', 'decimal/form'],
    ],
    filters: [
      ['eq', '5.00'],
      ['lt', '5.5'],
    ],
    badFilter: 'five',
  },
  percent: {
    declaration: '{ type: percent }',
    good: [
      ['0.05', '0.0500'],
      ['1', '1.0000'],
    ],
    bad: [['0.00001', 'decimal/scale']],
    filters: [['lte', '0.05']],
  },
  boolean: {
    declaration: '{ type: boolean }',
    good: [[false], [true]],
    bad: [
      ['true', 'value/type'],
      [0, 'value/type'],
    ],
    filters: [['eq', 'false']],
    badFilter: 'yes',
  },
  date: {
    declaration: '{ type: date, max: 9999-12-31 }',
    good: [['0001-01-01'], ['9999-12-31']],
    bad: [
      ['2026-02-29', 'temporal/date'],
      ['2026-1-1', 'temporal/date'],
      ['infinity', 'temporal/date'],
      [20260101, 'value/type'],
    ],
    filters: [
      ['eq', '0001-01-01'],
      ['lt', '2000-01-01'],
    ],
    badFilter: '2026-13-01',
  },
  datetime: {
    declaration: '{ type: datetime }',
    good: [['2026-07-01T00:30:00+01:00', '2026-06-30T23:30:00.000Z'], ['2026-12-31T23:59:59.999Z']],
    bad: [
      ['2026-07-01', 'temporal/datetime'],
      ['2026-07-01T00:30:00', 'temporal/datetime'],
      ['2026-07-01T24:00:00Z', 'temporal/datetime'],
      ['now', 'temporal/datetime'],
    ],
    filters: [
      ['eq', '2026-06-30T23:30:00Z'],
      // London is an hour ahead in summer: the instant lies on the first of July there.
      ['eq', '2026-07-01'],
      ['lte', '2026-07-01'],
      ['lt', '2026-07-02'],
      ['not', '2026-12-31'],
    ],
    badFilter: 'today',
  },
  time: {
    declaration: '{ type: time }',
    good: [['00:00', '00:00:00'], ['23:59:59']],
    bad: [
      ['24:00', 'temporal/time'],
      ['9:00', 'temporal/time'],
    ],
    filters: [['lt', '12:00']],
    badFilter: 'noon',
  },
  duration: {
    declaration: '{ type: duration }',
    good: [[-60], [5400]],
    bad: [
      ['PT1H', 'value/type'],
      [1.5, 'value/type'],
    ],
    filters: [
      ['eq', '-PT1M'],
      ['lt', '0'],
    ],
    badFilter: 'soon',
  },
  choice: {
    declaration: '{ type: choice, options: [blue, red] }',
    good: [['blue'], ['red']],
    bad: [
      ['green', 'choice/option'],
      ['', 'choice/option'],
    ],
    filters: [
      ['eq', 'blue'],
      ['not', 'red'],
    ],
    badFilter: 'green',
  },
  choices: {
    declaration: '{ type: choices, options: [blue, red] }',
    good: [[['blue', 'red']], [['red']]],
    bad: [
      [['green'], 'choice/option'],
      [['red', 'red'], 'list/duplicate'],
      ['red', 'value/type'],
    ],
    filters: [['has', 'blue']],
    badFilter: 'green',
  },
  tags: {
    declaration: '{ type: tags }',
    good: [[['a "b" {c}', 'null', ',']], [['x']]],
    bad: [
      [[' '], 'tags/word'],
      [['a\nb'], 'tags/word'],
      [['a', 'a'], 'list/duplicate'],
      [Array.from({ length: 101 }, (_, i) => `t${i}`), 'list/too_long'],
      [[5], 'value/type'],
    ],
    filters: [
      ['has', 'null'],
      ['has', 'a "b" {c}'],
    ],
  },
  reference: {
    declaration: '{ type: reference, to: customer }',
    good: [
      ['$customer', { id: '$customer', title: 'A customer' }],
      ['$customer2', { id: '$customer2', title: 'B customer' }],
    ],
    bad: [
      ['x', 'reference/id'],
      [5, 'value/type'],
    ],
    filters: [
      ['eq', '$customer'],
      ['not', '$customer2'],
    ],
    badFilter: 'x',
  },
  references: {
    declaration: '{ type: references, to: customer }',
    good: [
      [['$customer'], [{ id: '$customer', title: 'A customer' }]],
      [['$customer2'], [{ id: '$customer2', title: 'B customer' }]],
    ],
    bad: [
      [['x'], 'reference/id'],
      [['$customer', '$customer'], 'list/duplicate'],
    ],
    filters: [['has', '$customer']],
    badFilter: 'x',
  },
  user: {
    declaration: '{ type: user }',
    good: [
      ['$anna', { id: '$anna', title: 'Test anna' }],
      ['$bert', { id: '$bert', title: 'Test bert' }],
    ],
    bad: [['anna', 'reference/id']],
    filters: [['eq', '$anna']],
    badFilter: 'anna',
  },
  json: {
    declaration: '{ type: json }',
    good: [
      [
        { b: [1, null, { deep: 'ünï' }], a: 0.1 },
        { a: 0.1, b: [1, null, { deep: 'ünï' }] },
      ],
      ['text'],
    ],
    bad: [
      [{ a: 'x\u0000' }, 'json/form'],
      [JSON.parse('['.repeat(40) + ']'.repeat(40)), 'json/form'],
    ],
    filters: [],
    badFilter: 'x',
  },
  // Given by the server; their own tests are with the operations.
  sequence: null,
  children: null,
};
