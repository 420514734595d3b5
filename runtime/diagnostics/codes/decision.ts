import type { CodeGroup } from '../code-entry.ts';

/** Parameters and decision tables. */
export const DECISION_CODES = {
  'parameter/value': {
    title: 'A parameter with a value that its type does not take',
    explanation: 'The value is one of the type, within the limits that the parameter gives.',
    bad: 'limit: { type: money, value: much, about: The most at once. }',
    good: 'limit: { type: money, value: "500.00", about: The most at once. }',
  },
  'decision/input': {
    title: 'An input of no type',
    explanation: 'An input is a field of an entity with one value, as in `customer.tier`, or a bare type.',
    bad: 'inputs: { tier: customer.teir }',
    good: 'inputs: { tier: customer.tier }',
  },
  'decision/column': {
    title: 'A column that the table does not have',
    explanation: 'Every key of a row besides `id`, `from` and `to` is an input or an output.',
    bad: 'inputs: { amount: decimal }\nrows: [{ id: small, amuont: "< 100", rate: 0 }]',
    good: 'inputs: { amount: decimal }\nrows: [{ id: small, amount: "< 100", rate: 0 }]',
  },
  'decision/output': {
    title: 'A row without a value for an output, or with one of another type',
    explanation: 'Every row gives every output; `null` leaves it empty.',
    bad: 'outputs: { rate: percent }\nrows: [{ id: small, amount: "< 100" }]',
    good: 'outputs: { rate: percent }\nrows: [{ id: small, amount: "< 100", rate: 0.05 }]',
  },
  'decision/dates': {
    title: 'Days of a row that are none, or in the wrong order',
    explanation: 'A row counts from the day `from` on, and from the day `to` on no more.',
    bad: '{ id: old, from: 2027-01-01, to: 2026-01-01, rate: 0 }',
    good: '{ id: old, from: 2026-01-01, to: 2027-01-01, rate: 0 }',
  },
  'decision/overlap': {
    title: 'Rows that match at once',
    explanation:
      'In a table with `hit: unique` at most one row matches in any case; with `hit: any` rows that match at once must give the same.',
    bad: 'rows:\n  - { id: small, amount: "<= 100", rate: 0 }\n  - { id: large, amount: ">= 100", rate: 0.1 }',
    good: 'rows:\n  - { id: small, amount: "< 100", rate: 0 }\n  - { id: large, amount: ">= 100", rate: 0.1 }',
  },
  'decision/gap': {
    title: 'A case that no row matches',
    explanation: 'Some row matches in every case, or `otherwise` says what holds in the rest of them.',
    bad: 'rows:\n  - { id: small, amount: "< 100", rate: 0 }\n  - { id: large, amount: "> 100", rate: 0.1 }',
    good: 'rows:\n  - { id: small, amount: "< 100", rate: 0 }\n  - { id: large, amount: ">= 100", rate: 0.1 }',
  },
  'decision/dead-row': {
    title: 'A row that never decides',
    explanation: 'No case matches the row, or rows before it take them all.',
    bad: 'hit: first\nrows: [{ id: all, rate: 0 }, { id: large, amount: ">= 100", rate: 0.1 }]',
    good: 'hit: first\nrows: [{ id: large, amount: ">= 100", rate: 0.1 }, { id: all, rate: 0 }]',
  },
  'decision/duplicate': {
    title: 'A row that says what another one says',
    explanation: 'Two rows match in the same cases.',
    bad: 'rows:\n  - { id: small, amount: "< 100", rate: 0 }\n  - { id: little, amount: "< 100", rate: 0 }',
    good: '{ id: small, amount: "< 100", rate: 0 }',
  },
  'decision/not-proven': {
    title: 'A table that is too large to prove',
    explanation:
      'Whether rows overlap or leave gaps is proven for up to 12 inputs, 500 rows and 50,000 cases. This is a warning.',
    bad: 'rows: # 600 of them',
    good: 'otherwise: { rate: 0 }',
  },
} as const satisfies CodeGroup;
