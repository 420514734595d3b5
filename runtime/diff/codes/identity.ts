import type { FindingGroup } from '../finding.ts';

/** Whether something is the same thing under another name. */
export const IDENTITY_FINDINGS = {
  'identity/remove-or-rename': {
    section: 'data',
    level: 'error',
    title: 'Taken out and put in, or renamed',
    explanation: 'Without `was` the new one starts empty, and the values stay behind under the old name.',
  },
  'identity/unknown-was': {
    section: 'data',
    level: 'error',
    title: '`was` names what never was',
    explanation:
      'Nothing is carried over, so the new one starts empty although its author expects values in it.',
  },
  'identity/reused-name': {
    section: 'data',
    level: 'error',
    title: 'A name comes back with another type',
    explanation: 'Whoever goes back to an earlier release finds two kinds of values under one name.',
  },
  'identity/stale-was': {
    section: 'data',
    level: 'info',
    title: '`was` has done its work',
    explanation: 'The renaming is in force already. It may stay for databases that are behind.',
  },
} as const satisfies FindingGroup;
