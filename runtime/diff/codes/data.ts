import type { FindingGroup } from '../finding.ts';

/** What a change does to records that are there. */
export const DATA_FINDINGS = {
  'data/values-lost': {
    section: 'data',
    level: 'error',
    title: 'A field with values is taken out',
    explanation: 'The values are kept, but nobody sees them any more until the field comes back.',
  },
  'data/records-lost': {
    section: 'data',
    level: 'error',
    title: 'An entity with records is taken out',
    explanation: 'The records are kept, but nobody sees them any more until the entity comes back.',
  },
  'data/nulls': {
    section: 'data',
    level: 'error',
    title: 'A required field is empty in some records',
    explanation: 'The database cannot require a value that records do not have.',
  },
  'data/limit-broken': {
    section: 'data',
    level: 'error',
    title: 'Some records are outside a limit',
    explanation: 'The database cannot hold records to a limit that some of them break.',
  },
  'data/duplicates': {
    section: 'data',
    level: 'error',
    title: 'Values that must be unique stand twice',
    explanation: 'The database cannot keep values unique that are not.',
  },
  'data/orphans': {
    section: 'data',
    level: 'error',
    title: 'Some records refer to nothing',
    explanation: 'The database cannot keep references whole that lead nowhere.',
  },
  'data/cast-fails': {
    section: 'data',
    level: 'error',
    title: 'Some values do not fit the new type',
    explanation: 'A value that has no place in the new type would be lost.',
  },
  'data/no-value': {
    section: 'data',
    level: 'error',
    title: 'Records that are there get no value for a required field',
    explanation: 'The database cannot require a value that records do not have.',
  },
  'data/leaves-place': {
    section: 'data',
    level: 'error',
    title: 'The values would stay where the field no longer looks',
    explanation: 'The new form of the field is kept elsewhere, so that its values would vanish from sight.',
  },
  'data/type-changed': {
    section: 'data',
    level: 'warning',
    title: 'A field changes its type',
    explanation: 'Rules, screens and grants that name the field read another kind of value from then on.',
  },
  'data/irreversible': {
    section: 'data',
    level: 'warning',
    title: 'A change that cannot be taken back exactly',
    explanation:
      'Values written under the new type may have no place in the old one, so that going back may be refused.',
  },
  'data/narrows': {
    section: 'data',
    level: 'warning',
    title: 'A limit becomes tighter, and nobody counted',
    explanation:
      'Without the database nobody knows whether records break it; if some do, the release is refused.',
  },
  'data/rewrite': {
    section: 'data',
    level: 'error',
    title: 'A table is written anew',
    explanation: 'Nobody can read or write the table meanwhile. With few records that is over at once.',
  },
  'data/lock': {
    section: 'data',
    level: 'info',
    title: 'A table is locked for a moment',
    explanation:
      'Each lock waits a second at most, gives way and is tried again, so that nobody queues behind it.',
  },
  'data/drift': {
    section: 'data',
    level: 'error',
    title: 'The database was changed by hand',
    explanation: 'What the plan says may be wrong where the database is not as the last release left it.',
  },
  'data/option-in-use': {
    section: 'data',
    level: 'error',
    title: 'Records hold an option that is taken out',
    explanation: 'The database cannot hold records to a list of options that some of them do not follow.',
  },
  'data/option-renamed': {
    section: 'data',
    level: 'warning',
    title: 'An option may have been renamed',
    explanation:
      'Records hold options by name. A new name is another option; a label may change at any time.',
  },
  'data/redundant-index': {
    section: 'data',
    level: 'warning',
    title: 'An index that another one covers',
    explanation: 'It costs time at every write and helps no read that the other one does not help.',
  },
} as const satisfies FindingGroup;
