import type { SourceFile } from '../../runtime/definition/source-file.ts';

/** The workspace that the tool lives in: shared by every tool of the company. */
export const REFUND_WORKSPACE: SourceFile = {
  path: 'workspace.yaml',
  text: `workspace: acme
language: 1
title: Acme operations
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { payments: { contact: payments@acme.example } }
`,
};

/** A whole tool in one file: 6 fields, two roles, one screen. */
export const REFUND_TOOL = `role: support
---
role: finance
---
entity: refund
owner: payments
fields:
  number: { type: sequence, prefix: R- }
  order_number: { type: text, required: true }
  amount: { type: money, required: true, min: 0.01 }
  reason: { type: choice, required: true, options: [damaged, late, other] }
  note: { type: long_text }
  status: { type: choice, options: [requested, paid], default: requested }
access: { support: { read: true, create: true }, finance: { read: true, update: true } }
---
tool: refund_desk
purpose: Pay customers back within a day.
owner: payments
for: [support, finance]
screens: { queue: { table: refund, columns: [number, order_number, amount, status], sort: -created_at } }
`;

/** Words and punctuation marks, as a reader meets them. */
export function countTokens(text: string): number {
  return text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)?.length ?? 0;
}
