import { compile } from '../../runtime/compile/compile.ts';
import { accessFindings } from '../../runtime/diff/access/access-findings.ts';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import type { AccessDifference } from '../../runtime/diff/access-difference.ts';
import type { Finding } from '../../runtime/diff/finding.ts';
import type { Answers } from '../../runtime/diff/question.ts';
import type { Model } from '../../runtime/model/model.ts';

/** A desk for refunds with every kind of grant. */
export const DESK = `workspace: acme
language: 2
currency: GBP
locale: en-GB
time_zone: Europe/London
owners:
  payments: { title: Payments team, contact: payments@acme.example, approvers: [finance_lead] }
  sales: { title: Sales desk, contact: sales@acme.example }
user_attributes: { regions: { type: tags }, department: { type: text } }
releases: { seen_by: [finance], published_by: [finance_lead] }
---
role: support
given_by: [finance_lead]
---
role: finance
given_by: [finance_lead]
---
role: finance_lead
title: Finance lead
---
parameters: limits
owner: payments
values:
  approval_limit: { type: money, value: 500.00, changed_by: [finance_lead], about: The most one person may approve. }
---
decision: route
title: Who approves
inputs: { amount: refund.amount }
outputs: { approver: role }
rows:
  - { id: small, amount: < 100, approver: finance }
  - { id: large, amount: ">= 100", approver: finance_lead }
---
entity: customer
owner: sales
fields:
  name: { type: text, required: true }
  region: { type: text }
  owner: { type: user }
access:
  support: { read: region in user.regions }
  finance: { read: true }
---
entity: refund
owner: payments
fields:
  number: { type: sequence, prefix: R- }
  customer: { type: reference, to: customer, required: true }
  area: { type: text, formula: customer.region }
  amount: { type: money, required: true, min: 0 }
  cost: { type: money }
  margin: { type: money, formula: amount - cost }
  rate: { type: percent }
  iban: { type: text, label: IBAN }
  urgent: { type: boolean }
  due: { type: date }
  note: { type: text, editable_when: status == "requested" }
  status: { type: choice, options: [requested, approved, paid, rejected], required: true, default: requested }
  agent: { type: user, default: =user }
  approved_by: { type: user }
  lines: { type: children, of: refund_line }
lifecycle: { field: status, ends: [paid, rejected] }
actions:
  approve: { from: requested, to: approved, when: amount <= params.approval_limit, not_by: agent, set: { approved_by: =user } }
  reject: { from: requested, to: rejected, input: { why: { type: text, required: true } } }
  pay: { from: approved, to: paid, when: route(amount).approver in user.roles }
access:
  support:
    read: { fields: [number, customer, area, amount, iban, status, note, agent, due, urgent], mask: { iban: last_4 }, when: area in user.regions }
    create: true
    update: { fields: [note, amount], when: status == "requested", after: amount <= 1000 }
  finance: { read: true, update: { fields: [note] }, actions: [approve, reject, pay], export: { fields: [number, amount] } }
never:
  self_approval: status == "approved" && approved_by == agent
---
entity: refund_line
owner: payments
fields:
  refund: { type: reference, to: refund, part_of: true }
  text: { type: text }
access:
  support: { read: true }
  finance: { read: true }
---
tool: desk
purpose: Pay money back.
owner: payments
for: [support, finance]
screens: { all: { table: refund, columns: [number, status] } }
`;

/** One place of the desk and what stands there instead. */
export type Edit = readonly [from: string, to: string];

export function modelOf(text: string): Model {
  const { model, diagnostics } = compile([{ path: 'desk.yaml', text }]);
  if (model === null)
    throw new Error(diagnostics.map(({ span, message }) => `${span.line}: ${message}`).join('\n'));
  return model;
}

let desk: Model | null = null;
export const deskModel = (): Model => (desk ??= modelOf(DESK));

/** The desk after the edits; throws where one of them finds nothing to change. */
export function edited(...edits: readonly Edit[]): Model {
  const text = edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`There is no \`${from}\`.`);
    return before.replace(from, () => to);
  }, DESK);
  return modelOf(text);
}

export const differences = (...edits: readonly Edit[]): readonly AccessDifference[] =>
  compareAccess(deskModel(), edited(...edits));

/** A row as one line: whom, what, how; and behind it who gains and who loses. */
export function told(rows: readonly AccessDifference[]): string {
  const lines = rows.flatMap((row) => {
    const { entity, role, operation, field, verdict, follows, undecided, gain, loss } = row;
    const what = [entity ?? 'workspace', role, operation, field ?? '']
      .filter((part) => part !== '')
      .join(' ');
    const more = [
      follows === undefined ? '' : ` (follows ${follows})`,
      undecided === null ? '' : `: ${undecided}`,
    ];
    return [
      `${what}: ${verdict}${more.join('')}`,
      ...[gain, loss].flatMap((witness) =>
        // How an invented word is written says nothing.
        witness === null ? [] : [`  ${witness.sentence.replaceAll(/\bx+\b/gu, 'x')}`],
      ),
    ];
  });
  return `\n${lines.join('\n')}\n`;
}

export function findingsOf(
  base: Model | null,
  head: Model,
  answers: Answers = new Map(),
): readonly Finding[] {
  return accessFindings({
    base,
    head,
    changes: [],
    access: compareAccess(base, head),
    answers,
    migration: null,
    refusals: [],
    drift: [],
    today: '2026-11-26',
  });
}

/** Findings as a reviewer reads them. */
export function reported(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ code, level, subject, message, fix, approvers }) => [
    `${level} ${code} ${subject}${approvers.length === 0 ? '' : ` [${approvers.join(', ')}]`}`,
    `  ${message}`,
    ...(fix === null ? [] : [`  = ${fix}`]),
  ]);
  return `\n${lines.join('\n')}\n`;
}
