import type { FindingCase } from './finding-case.ts';

const TELL = 'tell those who call it before the release';
const GIVE = 'give it a `default`, or tell those who call it before the release';

export const API_CASES: readonly FindingCase[] = [
  {
    code: 'api/entity-removed',
    level: 'warning',
    message: '`/api/v1/records/line` is gone.',
    fix: TELL,
    edits: [
      [/---\nentity: line[\s\S]*$/u, ''],
      ['  lines: { type: children, of: line }\n', ''],
      [', related: [lines]', ''],
    ],
  },
  {
    code: 'api/renamed',
    level: 'warning',
    message: 'Callers use `lasted` instead of `took`.',
    fix: TELL,
    edits: [['  took: { type: duration,', '  lasted: { type: duration, was: took,']],
  },
  {
    code: 'api/field-removed',
    level: 'warning',
    message: 'Answers of `order` lack `took`, and requests that send it are refused.',
    fix: TELL,
    edits: [['  took: { type: duration, max: P3D }\n', '']],
  },
  {
    code: 'api/input-removed',
    level: 'warning',
    message: 'Requests that send `order.rate` are refused: it is computed now.',
    fix: TELL,
    edits: [
      [
        'rate: { type: decimal, scale: 4, default: "1.2000" }',
        'rate: { type: decimal, scale: 4, formula: "1.2" }',
      ],
    ],
  },
  {
    code: 'api/type-changed',
    level: 'warning',
    message: 'Requests and answers hold `order.took` as integer and not as duration.',
    fix: TELL,
    edits: [['took: { type: duration, max: P3D }', 'took: { type: integer }']],
  },
  {
    code: 'api/input-required',
    level: 'warning',
    message: 'POST of `order` must give `weight`.',
    fix: GIVE,
    edits: [['  lines: { type', '  weight: { type: integer, required: true }\n  lines: { type']],
  },
  {
    code: 'api/input-required',
    level: 'warning',
    message: 'POST of `order` must give `took`.',
    fix: GIVE,
    edits: [['took: { type: duration, max', 'took: { type: duration, required: true, max']],
  },
  {
    code: 'api/input-tightened',
    level: 'warning',
    message: 'Requests are held to a tighter limit of `customer.code`: at most 6 characters instead of 8.',
    fix: TELL,
    edits: [['max_length: 8 }', 'max_length: 6 }']],
  },
  {
    code: 'api/option-removed',
    level: 'warning',
    message: 'Requests may no longer give `rush` as `order.kinds`.',
    fix: TELL,
    edits: [['[gift, rush]', '[gift]']],
  },
  {
    code: 'api/option-added',
    level: 'info',
    message: 'Answers may hold `late` in `order.kinds`.',
    fix: null,
    edits: [['[gift, rush]', '[gift, rush, late]']],
  },
  {
    code: 'api/default-changed',
    level: 'info',
    message: 'Where a request leaves `order.count` out, it becomes 2 and was 1.',
    fix: null,
    edits: [['max: 50, default: 1', 'max: 50, default: 2']],
  },
  {
    code: 'api/output-nullable',
    level: 'warning',
    message: 'Answers may hold null in `customer.name`.',
    fix: TELL,
    edits: [['name: { type: text, required: true,', 'name: { type: text,']],
  },
  {
    code: 'api/action-removed',
    level: 'warning',
    message: 'The action `ping` of `order` is gone.',
    fix: TELL,
    before: [['actions:\n', 'actions:\n  ping: { set: { signed_by: =user } }\n']],
    edits: [['  ping: { set: { signed_by: =user } }\n', '']],
  },
  {
    code: 'api/action-input',
    level: 'warning',
    message: 'The action `send` of `order` asks for something else: `remark` must be given.',
    fix: TELL,
    edits: [['remark: { type: text }', 'remark: { type: text, required: true }']],
  },
  {
    code: 'api/capability-removed',
    level: 'warning',
    message: 'Searching `order` no longer looks into `note`.',
    fix: 'leave it in `search` if people look for it',
    edits: [['search: [number, note]', 'search: [number]']],
  },
];
