import type { AssignmentRow } from './assignment-store.ts';

/** What the audit entry of a change keeps of an assignment. */
export function assignmentRecord(row: AssignmentRow): Readonly<Record<string, unknown>> {
  const { id, person, role, scope, starts_at, expires_at, reason } = row;
  return { id, person, role, scope, starts_at, expires_at, reason };
}
