import { expect, it } from 'vitest';
import { differences, type Edit, told } from './desk.ts';

/** Changes of who may write, run actions and administer, with the rows of the matrix that they change. */
const CASES: readonly {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly expected: string;
}[] = [
  {
    name: 'more fields to change',
    edits: [['update: { fields: [note] }', 'update: { fields: [note, cost, iban] }']],
    expected: `
refund finance update cost: wider
  Somebody with Finance can now change “Cost” of any refund, which they could not before.
refund finance update iban: wider
  Somebody with Finance can now change “IBAN” of any refund, which they could not before.
`,
  },
  {
    name: 'what must be so afterwards, taken away',
    edits: [[', after: amount <= 1000 }', ' }']],
    expected: `
refund support update: wider
  Somebody with Support and regions x can now change a refund with area x and status Requested so that it has amount £1,000.01 afterwards, which they could not before.
`,
  },
  {
    name: 'the same limit at the scale of the field',
    edits: [['after: amount <= 1000 }', 'after: amount < 1000.01 }']],
    expected: `
refund support update: equivalent
`,
  },
  {
    name: 'a lower limit',
    edits: [['after: amount <= 1000 }', 'after: amount <= 500 }']],
    expected: `
refund support update: narrower
  Somebody with Support and regions z can no longer change a refund with area z and status Requested so that it has amount £500.01 afterwards.
`,
  },
  {
    name: 'the rule of a field',
    edits: [[', editable_when: status == "requested"', ', editable_when: status != "paid"']],
    expected: `
refund support create note: equivalent
refund support update note: equivalent
refund finance update note: wider
  Somebody with Finance can now change “Note” of a refund with status Approved, which they could not before.
`,
  },
  {
    name: 'deleting, under a condition',
    edits: [['create: true\n', 'create: true\n    delete: agent == user\n']],
    expected: `
refund support delete: wider
  Somebody with Support and regions x can now delete a refund with area x and themselves as agent, which they could not before.
`,
  },
  {
    name: 'creating no more',
    edits: [['    create: true\n', '']],
    expected: `
refund support create: narrower
  Somebody with Support can no longer create a refund.
refund support create note: narrower
  Somebody with Support can no longer fill in “Note” when creating a refund with status Requested.
`,
  },
  {
    name: 'one more state for an action',
    edits: [
      ['approve: { from: requested', 'approve: { from: [requested, rejected]'],
      ['ends: [paid, rejected]', 'ends: [paid]'],
    ],
    expected: `
refund finance action approve: wider
  Somebody with Finance can now run “Approve” on a refund with status Rejected, amount £1.00 and somebody else as agent while approval limit is £1.00, which they could not before.
`,
  },
  {
    name: 'the condition of an action taken away',
    edits: [['when: amount <= params.approval_limit, ', '']],
    expected: `
refund finance action approve: wider
  Somebody with Finance can now run “Approve” on a refund with status Requested, somebody else as agent and amount £1.00 while approval limit is £0.9999, which they could not before.
`,
  },
  {
    name: 'who may not run it taken away',
    edits: [['not_by: agent, ', '']],
    expected: `
refund finance action approve: wider
  Somebody with Finance can now run “Approve” on a refund with status Requested, amount £1.00 and themselves as agent while approval limit is £1.00, which they could not before.
`,
  },
  {
    name: 'who may not run it, said as a condition',
    edits: [
      [
        'when: amount <= params.approval_limit, not_by: agent,',
        'when: amount <= params.approval_limit && agent != user,',
      ],
    ],
    expected: `

`,
  },
  {
    name: 'what is given to an action',
    edits: [
      [
        'reject: { from: requested, to: rejected, ',
        'reject: { from: requested, to: rejected, when: input.why != "no", ',
      ],
    ],
    expected: `
refund finance action reject: narrower
  Somebody with Finance can no longer run “Reject” on a refund with status Requested giving why no.
`,
  },
  {
    name: 'a decision table behind the same words',
    edits: [
      ['amount: < 100, approver: finance }', 'amount: < 200, approver: finance }'],
      ['">= 100"', '">= 200"'],
    ],
    expected: `
refund finance action pay: wider
  Somebody with Finance can now run “Pay” on a refund with status Approved and amount £100.00, which they could not before.
`,
  },
  {
    name: 'what belongs to the workspace',
    edits: [
      ['role: support\ngiven_by: [finance_lead]', 'role: support\ngiven_by: [finance_lead, finance]'],
      ['for: [support, finance]', 'for: [finance]'],
      ['changed_by: [finance_lead]', 'changed_by: [finance_lead, finance]'],
      ['published_by: [finance_lead]', 'published_by: [finance]'],
      ['approvers: [finance_lead]', 'approvers: [finance]'],
    ],
    expected: `
workspace finance gives support: wider
  Somebody with Finance can now give Support and take it away, which they could not before.
workspace finance sets approval_limit: wider
  Somebody with Finance can now set the parameter approval limit, which they could not before.
workspace support sees desk: narrower
  Somebody with Support can no longer open the tool Desk.
workspace finance approves for payments: wider
  Somebody with Finance can now approve changes for Payments team, which they could not before.
workspace finance_lead approves for payments: narrower
  Somebody with Finance lead can no longer approve changes for Payments team.
workspace finance_lead sees releases: narrower
  Somebody with Finance lead can no longer see releases and plans.
workspace finance publishes releases: wider
  Somebody with Finance can now publish releases, which they could not before.
workspace finance_lead publishes releases: narrower
  Somebody with Finance lead can no longer publish releases.
`,
  },
];

it.each(CASES)('$name', ({ edits, expected }) => {
  expect(told(differences(...edits))).toBe(expected);
});
