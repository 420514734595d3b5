import type { FindingGroup } from '../finding.ts';

/** Who may do what. Every widening is proven, or counts as one. */
export const ACCESS_FINDINGS = {
  'access/wider': {
    section: 'access',
    level: 'error',
    title: 'Somebody may do more than before',
    explanation:
      'Whoever answers for the records has to want it: what was seen or changed once cannot be taken back.',
  },
  'access/incomparable': {
    section: 'access',
    level: 'error',
    title: 'Somebody may do other things than before',
    explanation: 'Some of it was refused until now, so it needs the same approval as a widening.',
  },
  'access/undecided': {
    section: 'access',
    level: 'error',
    title: 'It cannot be proven whether somebody may do more',
    explanation: 'The conditions go beyond what is decided, so it needs the same approval as a widening.',
  },
  'access/narrower': {
    section: 'access',
    level: 'warning',
    title: 'Somebody may do less than before',
    explanation: 'Whoever needs it for their work is refused as soon as the release is in force.',
  },
  'access/field-opened': {
    section: 'access',
    level: 'error',
    title: 'A field can be read or written by somebody who could not',
    explanation: 'It holds for every record that they reach, old ones too.',
  },
  'access/bulk': {
    section: 'access',
    level: 'error',
    title: 'Exporting or deleting is granted for the first time',
    explanation:
      'It reaches many records at once: a file leaves the house whole, and a deletion is noticed late.',
  },
  'access/everyone': {
    section: 'access',
    level: 'error',
    title: 'Everybody may do it with every record',
    explanation:
      'Every role has it without a condition, so nothing is kept from anybody who can sign in with a role.',
  },
  'access/new': {
    section: 'access',
    level: 'info',
    title: 'Who may do what with what is new',
    explanation: 'There is nothing in it yet that anybody could see.',
  },
  'access/never-true': {
    section: 'access',
    level: 'warning',
    title: 'A grant that can never apply',
    explanation:
      'Its condition is true of no record and nobody, so it gives nothing to whoever it was meant for.',
  },
  'access/always-true': {
    section: 'access',
    level: 'warning',
    title: 'A condition that keeps nobody out',
    explanation: 'It is true of every record and everybody, so it looks like a protection and is none.',
  },
  'access/redundant': {
    section: 'access',
    level: 'info',
    title: 'A grant that another one of the same role covers',
    explanation: 'Taking it out changes nothing, and leaves less to read.',
  },
  'access/role-removed': {
    section: 'access',
    level: 'error',
    title: 'A role is taken out that people hold',
    explanation: 'They lose everything that it let them do, and nobody is told.',
  },
  'access/role-unheld': {
    section: 'access',
    level: 'info',
    title: 'A new role that nobody holds yet',
    explanation: 'What it grants begins to count with the first person who is given it.',
  },
  'access/never-weakened': {
    section: 'access',
    level: 'error',
    title: 'What must never be is allowed in some cases',
    explanation:
      'A `never` is the last line of defence: whatever the grants and actions let pass, it refused.',
  },
  'access/reads-hidden': {
    section: 'access',
    level: 'warning',
    title: 'A condition looks at a field that its role may not read',
    explanation: 'From what they can reach and what not, people can tell the value.',
  },
  'access/self-approval': {
    section: 'access',
    level: 'error',
    title: 'Somebody may approve what they asked for themselves',
    explanation: 'It was kept apart so that two people look at it.',
  },
  'access/unindexed': {
    section: 'access',
    level: 'warning',
    title: 'A condition that no index helps with, on many records',
    explanation: 'Every list that people with the role open goes through the whole table.',
  },
} as const satisfies FindingGroup;
