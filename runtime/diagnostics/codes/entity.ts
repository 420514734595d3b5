import type { CodeGroup } from '../code-entry.ts';

/** Workspace, owners, references, fields, entities and access. */
export const ENTITY_CODES = {
  'workspace/missing': {
    title: 'There is no workspace',
    explanation:
      'One document of the folder is the workspace: it says the language version, the owners and what dates and money mean.',
    bad: 'role: sales',
    good: 'workspace: acme\nlanguage: 2\nowners: { sales: { contact: sales@acme.example } }\n---\nrole: sales',
  },
  'workspace/several': {
    title: 'There are two workspaces',
    explanation: 'The definitions of one folder make one workspace.',
    bad: 'workspace: acme\n---\nworkspace: globex',
    good: 'workspace: acme',
  },
  'workspace/language': {
    title: 'A language version that this program does not read',
    explanation:
      '`language` is the version of the definition language, so that a program never misreads newer definitions.',
    bad: 'language: 3',
    good: 'language: 2',
  },
  'workspace/time-zone': {
    title: 'An unknown time zone',
    explanation: '`time_zone` is a name of the IANA time zone database.',
    bad: 'time_zone: Europe/Londn',
    good: 'time_zone: Europe/London',
  },
  'workspace/locale': {
    title: 'An unknown locale',
    explanation: '`locale` is a BCP 47 language tag in its usual spelling.',
    bad: 'locale: en_GB',
    good: 'locale: en-GB',
  },
  'workspace/currency': {
    title: 'An unknown currency',
    explanation: 'Currencies are the three-letter codes of ISO 4217; the number of digits follows from them.',
    bad: 'currency: gbp',
    good: 'currency: GBP',
  },
  'owner/unknown': {
    title: 'An unknown owner',
    explanation: 'Every entity and tool has an owner among the `owners` of the workspace: someone to ask.',
    bad: 'owner: salse',
    good: 'owner: sales',
  },
  'reference/unknown-entity': {
    title: 'An unknown entity',
    explanation: 'No document of the folder declares an entity of that name.',
    bad: 'customer: { type: reference, to: custmer }',
    good: 'customer: { type: reference, to: customer }',
  },
  'reference/unknown-field': {
    title: 'An unknown field',
    explanation: 'The entity has no field of that name.',
    bad: 'columns: [nmber]',
    good: 'columns: [number]',
  },
  'reference/unknown-role': {
    title: 'An unknown role',
    explanation: 'No document of the folder declares a role of that name.',
    bad: 'for: [salse]',
    good: 'for: [sales]',
  },
  'reference/no-way-back': {
    title: 'Children without a reference back',
    explanation:
      '`children` lists the records of another entity that refer to this one, so that entity needs such a reference.',
    bad: 'lines: { type: children, of: product }',
    good: 'lines: { type: children, of: order_line }',
  },
  'reference/ambiguous': {
    title: 'Children with several references back',
    explanation: 'When the other entity refers to this one in several fields, `by` says which is meant.',
    bad: 'orders: { type: children, of: order }',
    good: 'orders: { type: children, of: order, by: customer }',
  },
  'field/unknown-type': {
    title: 'An unknown field type',
    explanation: 'The language reference lists the field types.',
    bad: 'amount: { type: mony }',
    good: 'amount: { type: money }',
  },
  'field/duplicate-option': {
    title: 'An option is there twice',
    explanation: 'Each option of a choice has its own name.',
    bad: 'options: [open, paid, open]',
    good: 'options: [open, paid]',
  },
  'field/too-many-options': {
    title: 'Too many options',
    explanation:
      'A choice has at most 200 options; more are records of an entity, which people can maintain.',
    bad: 'city: { type: choice, options: [aachen, aalen, ...] }',
    good: 'city: { type: reference, to: city }',
  },
  'field/bounds': {
    title: 'A lower limit above the upper one',
    explanation: 'No value could satisfy both limits.',
    bad: 'quantity: { type: integer, min: 10, max: 1 }',
    good: 'quantity: { type: integer, min: 1, max: 10 }',
  },
  'field/default': {
    title: 'A default that the field refuses',
    explanation:
      'The default is a value of the field: of its type, within its limits, among its options, matching its pattern.',
    bad: 'status: { type: choice, options: [open, paid], default: opne }',
    good: 'status: { type: choice, options: [open, paid], default: open }',
  },
  'field/pattern': {
    title: 'A pattern that is no regular expression',
    explanation:
      'Patterns are ECMAScript regular expressions with the `u` flag, matched against the whole value.',
    bad: 'code: { type: text, pattern: "[A-Z" }',
    good: 'code: { type: text, pattern: "[A-Z]{3}" }',
  },
  'field/unsafe-pattern': {
    title: 'A pattern that some value could block',
    explanation:
      'A pattern that matches one text in very many ways takes very long on some value. Before it is accepted, the most steps are counted that any value of at most `max_length` characters can take: 5,000 for each of its characters are allowed, and 10 million in all. Parts that match the same characters multiply them, limited repeats such as `a{0,20}a{0,20}` included. Lookbehind and back references are refused as well.',
    bad: 'code: { type: text, pattern: "([a-z]+)*" }',
    good: 'code: { type: text, pattern: "[a-z]*" }',
  },
  'entity/title-field': {
    title: 'A field that cannot name a record',
    explanation:
      'The title field is what people see where a record is referred to: a field with one short value.',
    bad: 'title_field: lines',
    good: 'title_field: number',
  },
  'entity/search-field': {
    title: 'A field that cannot be searched',
    explanation: 'The search box looks into text fields and sequences.',
    bad: 'search: [total]',
    good: 'search: [number, note]',
  },
  'entity/index-field': {
    title: 'A field that cannot be indexed',
    explanation: 'An index orders fields with one short stored value.',
    bad: 'indexes: [[lines]]',
    good: 'indexes: [[status, ordered_on]]',
  },
  'entity/two-parents': {
    title: 'Lines of two parents',
    explanation: 'A line is edited and deleted with its parent, so it has one.',
    bad: 'order: { type: reference, to: order, part_of: true }\ninvoice: { type: reference, to: invoice, part_of: true }',
    good: 'order: { type: reference, to: order, part_of: true }\ninvoice: { type: reference, to: invoice }',
  },
  'entity/part-of-cycle': {
    title: 'Lines of themselves',
    explanation: 'Following `part_of` from record to parent must end.',
    bad: 'entity: part\nfields: { whole: { type: reference, to: part, part_of: true } }',
    good: 'entity: part\nfields: { whole: { type: reference, to: part } }',
  },
  'entity/required-cycle': {
    title: 'Required references lead back',
    explanation: 'If each of several records requires another one of them, none can be created first.',
    bad: 'entity: employee\nfields: { manager: { type: reference, to: employee, required: true } }',
    good: 'entity: employee\nfields: { manager: { type: reference, to: employee } }',
  },
  'access/unwritable-field': {
    title: 'A grant to write what nobody can write',
    explanation: 'The server gives sequences, and records that refer here are changed where they are.',
    bad: 'sales: { update: { fields: [number] } }',
    good: 'sales: { update: { fields: [note] } }',
  },
  'access/create-without-required': {
    title: 'A grant to create that can never be used',
    explanation: 'Whoever may create a record must be able to give every required value that has no default.',
    bad: 'sales: { create: { fields: [note] } }',
    good: 'sales: { create: { fields: [note, customer] } }',
  },
} as const satisfies CodeGroup;
