import type { CodeGroup } from '../code-entry.ts';

/** What definitions say of plans and releases. */
export const RELEASE_CODES = {
  'acceptance/unknown-finding': {
    title: 'An acceptance of no finding',
    explanation:
      '`finding` is the code of a finding as plans show it: the section and what was found, joined by `/`.',
    bad: 'accepts: [{ finding: values lost, because: Kept in the ledger., until: 2027-01-31 }]',
    good: 'accepts: [{ finding: data/values-lost, because: Kept in the ledger., until: 2027-01-31 }]',
  },
  'acceptance/until': {
    title: 'An acceptance until no day',
    explanation: 'An acceptance counts up to and including the day in `until`, a day of the calendar.',
    bad: 'accepts: [{ finding: data/values-lost, because: Kept in the ledger., until: 2027-02-30 }]',
    good: 'accepts: [{ finding: data/values-lost, because: Kept in the ledger., until: 2027-02-28 }]',
  },
} as const satisfies CodeGroup;
