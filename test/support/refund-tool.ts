import type { SourceFile } from '../../runtime/definition/source-file.ts';

/** The workspace that the tool lives in, with its roles: shared by every tool of the company. */
export const REFUND_WORKSPACE: SourceFile = {
  path: 'workspace.yaml',
  text: `workspace: acme
language: 1
title: Acme operations
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { payments: { contact: payments@acme.example } }
---
role: support
---
role: finance
`,
};

/** A whole tool in one file: 6 fields, one rule, two roles with row rules, one action with four eyes, one screen. */
export const REFUND_TOOL = `entity: refund
owner: payments
fields:
  number: { type: sequence, prefix: R- }
  order_number: { type: text, required: true }
  amount: { type: money, required: true }
  reason: { type: choice, options: [damaged, late] }
  agent: { type: user, default: =user }
  status: { type: choice, options: [requested, paid] }
checks: { limit: { that: amount <= 500, say: Too much. } }
lifecycle: status
actions: { pay: { from: requested, to: paid, not_by: agent } }
access: { support: { read: agent == user, create: true }, finance: { read: amount > 9, actions: [pay] } }
---
tool: refund_desk
purpose: Pay back.
owner: payments
for: [support, finance]
screens: { queue: { table: refund, columns: [number, order_number] } }
`;

/** Words and punctuation marks, as a reader meets them. */
export function countTokens(text: string): number {
  return text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)?.length ?? 0;
}
