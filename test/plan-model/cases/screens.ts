import { exactly } from '../plans.ts';
import type { FindingCase } from './finding-case.ts';

const accepting = (finding: string, until: string, at = ''): FindingCase['edits'][number] => [
  'search: [number, note]\n',
  `search: [number, note]\naccepts: [{ finding: ${finding}, ${at}because: We know., until: ${until} }]\n`,
];
const RUNBOOK = 'runbook: ../runbooks/desk.md\n';

export const SCREEN_CASES: readonly FindingCase[] = [
  {
    code: 'screen/required-not-shown',
    level: 'warning',
    message: '`order.weight` is required, and no form of `order` lists it.',
    fix: 'add `weight` to the form of `order`',
    edits: [['  lines: { type', '  weight: { type: integer, required: true }\n  lines: { type']],
  },
  {
    code: 'screen/never-shown',
    level: 'warning',
    message: '`order.weight` is new, and no form of `order` lists it.',
    fix: 'add `weight` to the form of `order`',
    edits: [['  lines: { type', '  weight: { type: integer }\n  lines: { type']],
  },
  {
    code: 'screen/default-breaks-check',
    level: 'error',
    message: 'A new `order` starts with `count` 1 and `rate` 1.2000, which breaks `both` by itself.',
    fix: 'change the default, or the check',
    edits: [
      [
        '  many: { that:',
        '  both: { that: count == null || rate == null || count >= 2 || rate > 2, say: No. }\n  many: { that:',
      ],
    ],
  },
  {
    code: 'screen/saved-views',
    level: 'warning',
    message: 'Saved views of 2 people name `order.took`, which is gone.',
    fix: 'tell them; they choose their columns and filters anew',
    edits: [['  took: { type: duration, max: P3D }\n', '']],
    given: { answers: [[{ ask: 'saved-views', entity: 'order', field: 'took' }, exactly(2)]] },
  },
  {
    code: 'screen/columns-removed',
    level: 'info',
    message: 'The list `Open orders` no longer shows `customer.name`.',
    fix: null,
    edits: [['[number, customer.name, status, total]', '[number, status, total]']],
  },
  {
    code: 'screen/labels',
    level: 'info',
    message: 'Only words and examples change.',
    fix: null,
    edits: [['label: Remark', 'label: Note']],
  },
];

export const OPERATION_CASES: readonly FindingCase[] = [
  {
    code: 'operation/owner-changed',
    level: 'warning',
    message: '`finance` answers for `tool.desk` from then on, and `sales` no longer.',
    fix: 'make sure that both know',
    edits: [['purpose: Take orders.\nowner: sales', 'purpose: Take orders.\nowner: finance']],
  },
  {
    code: 'operation/no-approvers',
    level: 'warning',
    message: '`sales` has no roles that may approve.',
    fix: 'name them: `owners: { sales: { approvers: [...] } }`',
    edits: [['sales@desk.example, approvers: [lead] }', 'sales@desk.example }']],
  },
  {
    code: 'operation/runbook-missing',
    level: 'warning',
    message: 'The tool `desk` has no runbook any more.',
    fix: 'write one, and name it: `runbook: ../runbooks/….md`',
    edits: [[RUNBOOK, '']],
  },
  {
    code: 'operation/runbook-outdated',
    level: 'info',
    message: 'The screens of `desk` change, and ../runbooks/desk.md does not.',
    fix: null,
    edits: [['[number, customer.name, status, total]', '[number, status, total]']],
  },
  {
    code: 'operation/tool-removed',
    level: 'warning',
    message: 'The tool `desk` is gone, with its screens open, order, edit.',
    fix: 'tell the people who work with it',
    edits: [['tool: desk\ntitle: Order desk', 'tool: counter\ntitle: Counter']],
  },
  {
    code: 'operation/parameter-removed',
    level: 'warning',
    message: 'The parameter `most` is gone; its default was 500.00.',
    fix: 'look whether somebody set it, and what it protected',
    edits: [
      ['  most: { type: money, value', '  limit: { type: money, value'],
      ['params.most', 'params.limit'],
      ['params: { most:', 'params: { limit:'],
    ],
  },
  {
    code: 'operation/parameter-default',
    level: 'info',
    message: 'Where nobody set `most`, it is 400.00 and was 500.00.',
    fix: null,
    edits: [['value: 500.00', 'value: 400.00']],
  },
  {
    code: 'operation/time-zone',
    level: 'warning',
    message: 'Dates and days go by Europe/Berlin and went by Europe/London.',
    fix: 'release it when nothing is due around midnight',
    edits: [['time_zone: Europe/London', 'time_zone: Europe/Berlin']],
  },
];

export const PLAN_CASES: readonly FindingCase[] = [
  {
    code: 'plan/unknown-acceptance',
    level: 'error',
    message: 'There is no finding `data/value-lost`.',
    fix: 'the codes stand in docs/plan-findings.md',
    edits: [accepting('data/value-lost', '2027-01-31')],
  },
  {
    code: 'plan/unused-acceptance',
    level: 'warning',
    message: 'Nothing is found that the acceptance of `data/values-lost` at `kinds` is about.',
    fix: 'take it out',
    edits: [accepting('data/values-lost', '2027-01-31', 'at: kinds, ')],
  },
  {
    code: 'plan/refused-acceptance',
    level: 'error',
    message: '`data/nulls` cannot be accepted: the data does not allow it.',
    fix: 'take the acceptance out and mend the records',
    edits: [accepting('data/nulls', '2027-01-31')],
    given: {
      refusals: [
        {
          code: 'data/nulls',
          entity: 'order',
          field: 'note',
          records: 3,
          samples: [],
          reason: '3 records have no note.',
          next: 'give them one',
        },
      ],
    },
  },
  {
    code: 'plan/expired-acceptance',
    level: 'error',
    message: 'The acceptance of `data/values-lost` ended on 2026-11-25.',
    fix: 'do what was put off, or give it a new day in `until`',
    edits: [accepting('data/values-lost', '2026-11-25'), ['  took: { type: duration, max: P3D }\n', '']],
  },
  {
    code: 'plan/not-counted',
    level: 'warning',
    message: '2 questions about the records could not be answered.',
    fix: 'plan again with a larger `--budget`; a rule that the database cannot count stays open',
    edits: [['  took: { type: duration, max: P3D }\n', '']],
    given: {
      answers: [
        [{ ask: 'values', entity: 'order', field: 'took' }, null],
        [{ ask: 'saved-views', entity: 'order', field: 'took' }, null],
      ],
    },
  },
];
