import { findingsOf } from './findings-of.ts';
import type { FindingInput } from './findings/finding-input.ts';
import type { Finding } from './finding.ts';
import type { Plan, PlanSide } from './plan.ts';

export type PlanParts = FindingInput & {
  readonly baseSide: PlanSide;
  readonly headSide: PlanSide;
  readonly inputs: Plan['inputs'];
};

/**
 * The plan of a change without its hash, which the server adds. Approvals are no part of it: `awaiting` names every finding
 * that needs one, and whoever applies the plan looks up which of them are there.
 */
export function composePlan(parts: PlanParts): Omit<Plan, 'hash'> {
  const { changes, access, migration, baseSide, headSide, inputs } = parts;
  const findings = findingsOf(parts);
  return {
    format: 1,
    base: baseSide,
    head: headSide,
    changes,
    findings,
    access,
    migration,
    inputs: Object.fromEntries(Object.entries(inputs).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    empty: changes.length === 0 && (migration?.stages.length ?? 0) === 0,
    blocked: findings.some(isBlocking),
    awaiting: findings.filter(isAwaiting).map(({ fingerprint }) => fingerprint),
  };
}

/** An error that nobody accepted and that no approval can settle. */
export function isBlocking({ level, accepted, approvers }: Finding): boolean {
  return level === 'error' && accepted === null && approvers.length === 0;
}

/** A finding that waits for one of its owners. */
export function isAwaiting({ accepted, approvers }: Finding): boolean {
  return accepted === null && approvers.length > 0;
}
