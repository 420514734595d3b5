import { expect, it } from 'vitest';
import { deskModel, type Edit, edited, findingsOf, reported } from './desk.ts';

/** What a reviewer reads of changes of actions, of what must never be, and of the workspace. */
const CASES: readonly {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly expected: string;
}[] = [
  {
    name: 'the rule of an action, whoever it is granted to',
    edits: [
      ['approve: { from: requested', 'approve: { from: [requested, rejected]'],
      ['ends: [paid, rejected]', 'ends: [paid]'],
    ],
    expected: `
error access/wider refund.actions.approve [payments]
  Finance may run “Approve” on more refunds. Now: where status is Requested or Rejected, amount is at most approval limit and agent is not the user. Before: where status is Requested, amount is at most approval limit and agent is not the user.
  = have it approved by Payments team, or grant less
`,
  },
  {
    name: 'a decision table behind the same words',
    edits: [
      ['amount: < 100, approver: finance }', 'amount: < 200, approver: finance }'],
      ['">= 100"', '">= 200"'],
    ],
    expected: `
error access/wider refund.actions.pay [payments]
  Finance may run “Pay” on more refunds. The condition reads as before, but the decision table “Who approves” gives other answers.
  = have it approved by Payments team, or grant less
`,
  },
  {
    name: 'access/self-approval',
    edits: [['not_by: agent, ', '']],
    expected: `
error access/self-approval refund.actions.approve [payments]
  “Approve” may now be run by whoever is in Agent of the same record: Finance could not do that before.
  = have it approved by Payments team, or put \`not_by: agent\` back
`,
  },
  {
    name: 'no self-approval where the condition says the same',
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
    name: 'access/self-approval: a new action that signs',
    edits: [
      ['  pay: {', '  sign: { from: approved, to: paid, set: { approved_by: =user } }\n  pay: {'],
      ['actions: [approve', 'actions: [sign, approve'],
      ['\nnever:\n  self_approval: status == "approved" && approved_by == agent', ''],
    ],
    expected: `
warning access/self-approval refund.actions.sign
  “Sign” writes who runs it into Approved by, and nothing keeps out whoever is in Agent of these refunds.
  = add \`not_by: agent\` to the action, or leave it if one person may do both
error access/wider refund.access.finance.actions.sign [payments]
  Finance may now run “Sign” on refunds where status is Approved.
  = have it approved by Payments team, or grant less
error access/never-weakened refund.never.self_approval [payments]
  \`never.self_approval\` is taken out: it refused every refund where status is Approved and approved by is agent. For example, a refund with status Approved, approved by somebody and the same person as agent is accepted now and was refused.
  = have it approved by Payments team, or keep it as it was
`,
  },
  {
    name: 'access/never-weakened: in some cases',
    edits: [
      [
        'self_approval: status == "approved" && approved_by == agent',
        'self_approval: status == "approved" && approved_by == agent && urgent == true',
      ],
    ],
    expected: `
error access/never-weakened refund.never.self_approval [payments]
  \`never.self_approval\` refuses less: until now where status is Approved and approved by is agent, now where status is Approved, approved by is agent and urgent is yes. For example, a refund with status Approved, approved by somebody and the same person as agent, not marked as urgent is accepted now and was refused.
  = have it approved by Payments team, or keep it as it was
`,
  },
  {
    name: 'a `never` under another name is none the weaker',
    edits: [['self_approval: status', 'same_person: status']],
    expected: `

`,
  },
  {
    name: 'who sees a tool needs no approval',
    edits: [['for: [support, finance]', 'for: [support, finance, finance_lead]']],
    expected: `
info access/wider tool.desk
  Finance lead may now open the tool Desk.
`,
  },
  {
    name: 'what belongs to the workspace',
    edits: [
      ['role: support\ngiven_by: [finance_lead]', 'role: support\ngiven_by: [finance_lead, finance]'],
      ['changed_by: [finance_lead]', 'changed_by: [finance_lead, finance]'],
      ['published_by: [finance_lead]', 'published_by: [finance]'],
      ['approvers: [finance_lead]', 'approvers: [finance]'],
    ],
    expected: `
error access/wider role.support [payments, sales]
  Finance may now give the role Support to people and take it away.
  = have it approved by Payments team or Sales desk, or leave it to those who have it
error access/wider parameter.approval_limit [payments]
  Finance may now set the parameter Approval limit.
  = have it approved by Payments team, or leave it to those who have it
error access/wider owner.payments [payments]
  Finance may now approve changes for Payments team.
  = have it approved by Payments team, or leave it to those who have it
warning access/narrower owner.payments
  Finance lead may no longer approve changes for Payments team.
  = tell those who lose it, or keep what they need
warning access/narrower workspace.releases
  Finance lead may no longer see releases and plans.
  = tell those who lose it, or keep what they need
error access/wider workspace.releases [payments, sales]
  Finance may now publish releases.
  = have it approved by Payments team or Sales desk, or leave it to those who have it
warning access/narrower workspace.releases
  Finance lead may no longer publish releases.
  = tell those who lose it, or keep what they need
`,
  },
];

it.each(CASES)('$name', ({ edits, expected }) => {
  expect(reported(findingsOf(deskModel(), edited(...edits)))).toBe(expected);
});
