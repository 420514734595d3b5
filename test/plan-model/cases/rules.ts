import { exactly } from '../plans.ts';
import type { FindingCase } from './finding-case.ts';

const LIMIT = 'that: total == null || total <= params.most';
const LOOK = 'look at the example: should it pass?';
const withCheck = (name: string, that: string): FindingCase['edits'][number] => [
  '  many: { that:',
  `  ${name}: { that: '${that}', say: No. }\n  many: { that:`,
];

export const RULE_CASES: readonly FindingCase[] = [
  {
    code: 'rule/rows-break',
    level: 'warning',
    message: '2 of 1,204 orders break `small`.',
    fix: 'mend them before or after the release, or let the rule leave old records out',
    edits: [withCheck('small', 'total == null || total <= 90')],
    given: {
      answers: [[{ ask: 'breaks-check', entity: 'order', check: 'small' }, exactly(2, 1204, 'SO-7', 'SO-9')]],
    },
  },
  {
    code: 'rule/rows-break',
    level: 'warning',
    message: '1 order is what `unsigned` says must never be.',
    fix: 'mend them before or after the release, or let the rule leave old records out',
    edits: [
      [
        'never:\n',
        'never:\n  unsigned: { that: status == "closed" && signed_by == null, say: It is signed. }\n',
      ],
    ],
    given: {
      answers: [[{ ask: 'breaks-never', entity: 'order', never: 'unsigned' }, exactly(1)]],
    },
  },
  {
    code: 'rule/never-true',
    level: 'error',
    message: '`order.checks.odd` can never be true.',
    fix: 'look at the limits of the fields that it names, and at its operators',
    edits: [withCheck('odd', 'total != null && total < 0 && total > 5')],
  },
  {
    code: 'rule/always-true',
    level: 'warning',
    message: '`order.checks.loose` is always true.',
    fix: 'take it out, or mend it: the limits of the fields that it names hold anyway',
    edits: [withCheck('loose', 'total == null || total >= 0')],
  },
  {
    code: 'rule/contradicts',
    level: 'error',
    message: '`small` and `large` of `order` are never true together.',
    fix: 'change one of them, or say in one of them when it counts',
    edits: [
      withCheck('large', 'total != null && total > 90'),
      withCheck('small', 'total == null || total < 50'),
    ],
  },
  {
    code: 'rule/state-in-use',
    level: 'error',
    message: '3 records have `sent` in `order.status`, which is no state any more.',
    fix: 'keep `sent` as a state until no record is in it',
    edits: [
      ['sent: { label: Sent out }, ', ''],
      ['    to: sent\n', '    to: closed\n'],
      ['from: [open, sent], to: closed', 'from: [open], to: closed'],
    ],
    given: {
      answers: [[{ ask: 'in-options', entity: 'order', field: 'status', options: ['sent'] }, exactly(3)]],
    },
  },
  {
    code: 'rule/computed-differs',
    level: 'warning',
    message: '`order.tax` is another value in about 1,100,000 of 1,204,000 orders.',
    fix: 'look at the examples; to keep old values, make it a field with a default',
    edits: [['total * 0.2', 'total * 0.25']],
    given: {
      answers: [
        [
          { ask: 'computed', entity: 'order', field: 'tax' },
          { ...exactly(1_100_000, 1_204_000), exact: false },
        ],
      ],
    },
  },
  {
    code: 'rule/removed',
    level: 'warning',
    message: '`many` of `order` is gone: count == null || count < 40',
    fix: 'say in the pull request why it is needed no more',
    edits: [[/ {2}many: \{[^\n]*\n/u, '']],
  },
  {
    code: 'rule/weakened',
    level: 'warning',
    message: '`order.checks.cap` lets more pass: total 50.01 was refused until now.',
    fix: LOOK,
    before: [withCheck('cap', 'total == null || total <= 50')],
    edits: [['total <= 50', 'total <= 60']],
  },
  {
    code: 'rule/weakened',
    level: 'warning',
    message: '`order.checks.within_limit` no longer refuses: it only warns.',
    fix: 'say in the pull request why it need not refuse any more',
    edits: [['    at: total', '    enforce: warn']],
  },
  {
    code: 'rule/tightened',
    level: 'info',
    message: '`order.checks.within_limit` lets less pass: total 1.00, parameter most 1 passed until now.',
    fix: null,
    edits: [[LIMIT, 'that: total == null || total < params.most']],
  },
  {
    code: 'rule/differs',
    level: 'warning',
    message: '`order.checks.cap` now accepts count 21, and refuses count 1.',
    fix: LOOK,
    before: [withCheck('cap', 'count == null || count <= 20')],
    edits: [['count <= 20', 'count >= 20']],
  },
  {
    code: 'rule/same',
    level: 'info',
    message: '`order.checks.cap` refuses and accepts exactly what it did before.',
    fix: null,
    before: [withCheck('cap', 'total == null || total <= 50')],
    edits: [['total <= 50', 'total < 50.01']],
  },
];
