import type { FindingGroup } from '../finding.ts';

/** What is wrong with the plan itself. */
export const PLAN_FINDINGS = {
  'plan/unknown-acceptance': {
    section: 'operations',
    level: 'error',
    title: 'An acceptance of a finding that does not exist',
    explanation: 'It would never apply, although its author counts on it.',
  },
  'plan/unused-acceptance': {
    section: 'operations',
    level: 'warning',
    title: 'An acceptance that nothing needs',
    explanation: 'Left behind, it would let the same thing pass unseen the next time.',
  },
  'plan/refused-acceptance': {
    section: 'operations',
    level: 'error',
    title: 'An acceptance of what cannot be accepted',
    explanation:
      'What needs an approval is approved by its owner and not by the author; what the data refuses has to be mended.',
  },
  'plan/expired-acceptance': {
    section: 'operations',
    level: 'error',
    title: 'An acceptance that has run out',
    explanation: 'Somebody promised to be done by that day.',
  },
  'plan/not-counted': {
    section: 'operations',
    level: 'warning',
    title: 'Not everything was counted',
    explanation: 'The plan says less about the records than it could.',
  },
} as const satisfies FindingGroup;
