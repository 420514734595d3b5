import type { CodeGroup } from '../code-entry.ts';

/** Tools and their screens. */
export const SCREEN_CODES = {
  'tool/runbook': {
    title: 'A runbook that is not there',
    explanation:
      '`runbook` is the path of a Markdown file (`.md`) in the definitions folder, counted from the file that names it.',
    bad: 'runbook: runbooks/order-dsk.md',
    good: 'runbook: runbooks/order-desk.md',
  },
  'screen/unknown-kind': {
    title: 'A screen of no kind, or of two',
    explanation: 'A screen has exactly one of `table`, `form` and `detail`, which names its entity.',
    bad: 'open: { tabel: order }',
    good: 'open: { table: order }',
  },
  'screen/path-too-long': {
    title: 'A path that follows too many references',
    explanation: 'A column follows at most 3 references.',
    bad: 'columns: [a.b.c.d.e]',
    good: 'columns: [a.b.c.d]',
  },
  'screen/path-through-value': {
    title: 'A path through a field that is no reference',
    explanation: 'Only a reference leads on to the fields of another record.',
    bad: 'columns: [status.label]',
    good: 'columns: [status]',
  },
  'screen/unreadable-field': {
    title: 'A field that no role of the tool may read',
    explanation: 'The column or field would be empty for everyone who sees the tool.',
    bad: 'tool: desk\nfor: [sales] # may not read margin\nscreens: { open: { table: order, columns: [margin] } }',
    good: 'tool: desk\nfor: [sales]\nscreens: { open: { table: order, columns: [number] } }',
  },
  'screen/unreadable-entity': {
    title: 'A screen that no role of the tool may read',
    explanation: 'None of the roles in `for` may read the records of the screen.',
    bad: 'tool: desk\nfor: [sales] # may not read salary\nscreens: { all: { table: salary } }',
    good: 'tool: desk\nfor: [payroll]\nscreens: { all: { table: salary } }',
  },
  'screen/unusable-form': {
    title: 'A form that no role of the tool may save',
    explanation: 'None of the roles in `for` may create or update records of the entity.',
    bad: 'tool: desk\nfor: [auditor]\nscreens: { edit: { form: order } }',
    good: 'tool: desk\nfor: [auditor]\nscreens: { look: { detail: order } }',
  },
  'screen/unfit-field': {
    title: 'A field that has no place here',
    explanation: 'Columns show single values, forms the own fields of the entity, `related` its `children`.',
    bad: 'columns: [lines]',
    good: 'related: [lines]',
  },
  'screen/sections-and-fields': {
    title: 'Both `sections` and `fields`',
    explanation: 'A screen groups its fields in titled sections, or lists them once.',
    bad: 'edit: { form: order, fields: [number], sections: { Order: [number] } }',
    good: 'edit: { form: order, sections: { Order: [number] } }',
  },
  'screen/unsortable': {
    title: 'A field that has no order',
    explanation: 'Lists, long texts and JSON values cannot be sorted by.',
    bad: 'sort: note',
    good: 'sort: -created_at',
  },
  'screen/unfilterable': {
    title: 'A comparison that does not fit the field',
    explanation: 'Each field type has its own comparisons; the language reference lists them.',
    bad: 'filter: { status: { gt: open } }',
    good: 'filter: { status: open }',
  },
  'screen/unknown-operator': {
    title: 'An unknown comparison',
    explanation: 'Comparisons are words such as `gte` and `contains`.',
    bad: 'filter: { total: { above: 10 } }',
    good: 'filter: { total: { gt: 10 } }',
  },
  'screen/filter-value': {
    title: 'A filter value that the field cannot have',
    explanation: 'The value of a filter is read like a value of the field.',
    bad: 'filter: { status: opne }',
    good: 'filter: { status: open }',
  },
} as const satisfies CodeGroup;
