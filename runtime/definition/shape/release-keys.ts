import type { Keys, RecordShape, Shape } from './shape.ts';

const names: Shape = { is: 'list', of: { is: 'name' } };

const acceptance: RecordShape = {
  is: 'record',
  noun: 'acceptance',
  keys: {
    finding: {
      shape: { is: 'text', most: 60 },
      required: true,
      about: 'Code of the finding, as a plan shows it: `data/values-lost`.',
    },
    at: {
      shape: { is: 'text', most: 200 },
      about: 'What it is about, as a plan shows it behind the entity: `total`, `checks.within_limit`.',
    },
    because: {
      shape: { is: 'text', most: 2000, lines: true },
      required: true,
      about: 'Why it is all right; plans show it.',
    },
    until: {
      shape: { is: 'text', most: 10 },
      required: true,
      about: 'Last day on which it counts, such as `2027-01-31`.',
    },
  },
};

/** Keys of releases: what the author accepts of plans, and who sees, publishes and approves. */
export const RELEASE_KEYS = {
  accepts: {
    shape: { is: 'list', of: acceptance },
    about: 'Findings of plans that the author knows of and answers for, until a day.',
  },
  approvers: {
    shape: names,
    about:
      'Roles whose holders approve findings on what the team answers for; an operator only when left out.',
  },
  releases: {
    shape: {
      is: 'record',
      noun: 'set of release rights',
      filled: true,
      keys: {
        seen_by: { shape: names, about: 'Roles whose holders see releases and plans.' },
        published_by: {
          shape: names,
          about: 'Roles whose holders publish releases and take them back; they see them as well.',
        },
      },
    },
    about: 'Who sees and publishes releases; operators at the command line only when left out.',
  },
} as const satisfies Keys;
