import type { Edit } from '../desk.ts';
import { exactly } from '../plans.ts';
import { type FindingCase, stage } from './finding-case.ts';

const WITHOUT_KINDS: Edit = ['  kinds: { type: choices, options: [gift, rush] }\n', ''];
const KINDS = { ask: 'values', entity: 'order', field: 'kinds' } as const;
const PURGE =
  'if it was renamed, write `was` at its new name; to remove the values for good, run `jig purge` after the release';
const WITHOUT_LINES: readonly Edit[] = [
  [/---\nentity: line[\s\S]*$/u, ''],
  ['  lines: { type: children, of: line }\n', ''],
  [', related: [lines]', ''],
];
const REFUSED = { entity: 'order', field: 'note', records: 3, samples: ['SO-1', 'SO-2', 'SO-3'] } as const;
const TO_TEXT: Edit = ['  took: { type: duration, max: P3D }', '  took: { type: text }'];

/** A refusal of the migration is a finding with its own words. */
const refused = (
  code:
    | 'data/nulls'
    | 'data/limit-broken'
    | 'data/duplicates'
    | 'data/orphans'
    | 'data/cast-fails'
    | 'data/no-value'
    | 'data/leaves-place',
): FindingCase => ({
  code,
  level: 'error',
  message: '`order.note`: 3 records do not fit.',
  fix: 'mend them',
  edits: [['note: { type: text,', 'note: { type: text, required: true,']],
  given: { refusals: [{ ...REFUSED, code, reason: '3 records do not fit', next: 'Mend them.' }] },
});

export const DATA_CASES: readonly FindingCase[] = [
  {
    code: 'data/values-lost',
    level: 'error',
    message: '`order.kinds` is taken out. Its value in 38 of 1,204 records is put aside.',
    fix: PURGE,
    edits: [WITHOUT_KINDS],
    given: { answers: [[KINDS, exactly(38, 1204)]] },
  },
  {
    code: 'data/values-lost',
    level: 'info',
    message: '`order.kinds` is taken out. It has no values, so nothing is put aside.',
    fix: PURGE,
    edits: [WITHOUT_KINDS],
    given: { answers: [[KINDS, exactly(0, 1204)]] },
  },
  {
    code: 'data/values-lost',
    level: 'error',
    message: '`order.kinds` is taken out. Its values are put aside.',
    fix: PURGE,
    edits: [WITHOUT_KINDS],
    given: { answers: [[KINDS, null]] },
  },
  {
    code: 'data/values-lost',
    level: 'warning',
    message: '`order.kinds` is taken out. Its value in about 38,000 of 1,000,000 records is put aside.',
    fix: PURGE,
    edits: [WITHOUT_KINDS],
    given: { rollback: true, answers: [[KINDS, { ...exactly(38_000, 1_000_000), exact: false }]] },
  },
  {
    code: 'data/records-lost',
    level: 'error',
    message: '`line` is taken out. 1 record is put aside.',
    fix: 'to keep it, leave the entity in; to remove the records for good, run `jig purge` after the release',
    edits: WITHOUT_LINES,
    given: { answers: [[{ ask: 'records', entity: 'line' }, exactly(1)]] },
  },
  refused('data/nulls'),
  refused('data/limit-broken'),
  refused('data/duplicates'),
  refused('data/orphans'),
  refused('data/cast-fails'),
  refused('data/no-value'),
  refused('data/leaves-place'),
  {
    code: 'data/type-changed',
    level: 'warning',
    message: '`customer.code` becomes integer and was text. It is read by `customer.checks.coded`.',
    fix: 'look at what reads it: does it still mean the same?',
    before: [
      ['  open_value:', '  was_code: { type: text }\n  open_value:'],
      [
        'open_value: { type: money, sum: orders.total, where: status == "open" }\naccess:',
        'open_value: { type: money, sum: orders.total, where: status == "open" }\nchecks: { coded: { that: code == null || region == "north", say: Only in the north. } }\naccess:',
      ],
    ],
    edits: [['code: { type: text, unique: true, max_length: 8 }', 'code: { type: integer, unique: true }']],
  },
  {
    code: 'data/type-changed',
    level: 'info',
    message: '`order.took` becomes text and was duration.',
    fix: null,
    edits: [TO_TEXT],
  },
  {
    code: 'data/irreversible',
    level: 'warning',
    message: 'Values written to `order.took` as text may not fit duration any more.',
    fix: 'to be able to go back exactly, add a field of type text beside it and take the old one out later',
    edits: [TO_TEXT],
  },
  {
    code: 'data/narrows',
    level: 'warning',
    message: '`order.count`: the greatest value is 40 and was 50. Records that are there were not looked at.',
    fix: 'run `jig plan` against the database before the release',
    edits: [['min: 1, max: 50', 'min: 1, max: 40']],
  },
  {
    code: 'data/rewrite',
    level: 'error',
    message: 'The table of `order` is written anew, with 250,000 records.',
    fix: 'release it when nobody works, or add a new field beside the old one',
    edits: [TO_TEXT],
    given: { migration: { mode: 'online', stages: [stage({ rewrites: true, rows: 250_000 })] } },
  },
  {
    code: 'data/rewrite',
    level: 'info',
    message: 'The table of `order` is written anew, with 200 records.',
    fix: null,
    edits: [TO_TEXT],
    given: { migration: { mode: 'atomic', stages: [stage({ rewrites: true, rows: 200 })] } },
  },
  {
    code: 'data/lock',
    level: 'info',
    message: 'The table of `order` is locked 2 times for a moment (ACCESS EXCLUSIVE).',
    fix: null,
    edits: [TO_TEXT],
    given: {
      migration: {
        mode: 'online',
        stages: [stage({ lock: 'SHARE UPDATE EXCLUSIVE' }), stage({ lock: 'ACCESS EXCLUSIVE' })],
      },
    },
  },
  {
    code: 'data/lock',
    level: 'info',
    message: 'The table of `order` is changed beside reads and writes (SHARE UPDATE EXCLUSIVE).',
    fix: null,
    edits: [TO_TEXT],
    given: { migration: { mode: 'online', stages: [stage({ lock: 'SHARE UPDATE EXCLUSIVE' })] } },
  },
  {
    code: 'data/drift',
    level: 'error',
    message: 'Column `total` is `numeric(14,2)`, and Jig left `numeric(12,2)`.',
    fix: 'undo it in the database, or write it in the definitions; then plan again',
    edits: [],
    given: {
      drift: [
        {
          table: 'order',
          entity: 'order',
          what: 'Column `total` is `numeric(14,2)`, and Jig left `numeric(12,2)`.',
        },
      ],
    },
  },
  {
    code: 'data/option-in-use',
    level: 'error',
    message: '12 of 90 records have `south` in `customer.region`, which is no option any more.',
    fix: 'keep `south` as an option, or give these records another value first; for another word alone change its `label`',
    edits: [['options: [north, south]', 'options: [north, east]']],
    given: {
      answers: [
        [{ ask: 'in-options', entity: 'customer', field: 'region', options: ['south'] }, exactly(12, 90)],
      ],
    },
  },
  {
    code: 'data/option-renamed',
    level: 'warning',
    message: '`south` goes and `east` comes in `customer.region`.',
    fix: 'to show another word only, keep `south` and change its `label`',
    edits: [['options: [north, south]', 'options: [north, east]']],
  },
  {
    code: 'data/redundant-index',
    level: 'warning',
    message: 'The index [status] of `order` is covered by [status, count].',
    fix: 'take [status] out of `indexes`',
    edits: [['indexes: [[status, count],', 'indexes: [[status], [status, count],']],
  },
  {
    code: 'identity/remove-or-rename',
    level: 'error',
    message:
      '`note` goes and `notes` of the same form comes: without `was`, the values of 7 records stay behind.',
    fix: 'if `notes` is the same under a new name, write `was: note` at it; if it is not, accept this finding',
    before: [['fields: [note, count]', 'fields: [count]']],
    edits: [
      ['  note: { type: text,', '  notes: { type: text,'],
      ['status, note, total]', 'status, notes, total]'],
      ['mask: { note: initial }', 'mask: { notes: initial }'],
      ['More: [note]', 'More: [notes]'],
      ['More: [note, count]', 'More: [notes, count]'],
      ['search: [number, note]', 'search: [number, notes]'],
      ['fields: [customer, note]', 'fields: [customer, notes]'],
    ],
    given: { answers: [[{ ask: 'values', entity: 'order', field: 'note' }, exactly(7)]] },
  },
  {
    code: 'identity/unknown-was',
    level: 'error',
    message: '`order.weight` says that it was `mass`, but the entity in force has no such field.',
    fix: 'remove `was`',
    edits: [['  lines: { type', '  weight: { type: decimal, scale: 2, was: mass }\n  lines: { type']],
  },
  {
    code: 'identity/stale-was',
    level: 'info',
    message: '`order.reason` was renamed from `cause` in a release that is in force.',
    fix: null,
    before: [['reason: { type: text,', 'reason: { type: text, was: cause,']],
    edits: [['max: 50', 'max: 60']],
  },
  {
    code: 'identity/reused-name',
    level: 'error',
    message:
      '`order.weight` stood for values of another type (text, now numeric(20,2)) in an earlier release; they are still kept.',
    fix: 'take another name, or remove the old values first with `jig purge`',
    edits: [['  lines: { type', '  weight: { type: decimal, scale: 2 }\n  lines: { type']],
    given: { retired: [{ entity: 'order', field: 'weight', type: 'text', typeNow: 'numeric(20,2)' }] },
  },
];
