import type { Finding } from '../finding.ts';
import type { FindingInput } from '../findings/finding-input.ts';
import { pairOf } from './compare-access.ts';
import { createComparer } from './compare-cell.ts';
import { differenceFindings } from './difference-findings.ts';
import { roleView, type RoleView } from './effective-access.ts';
import type { AccessContext } from './finding-context.ts';
import { grantFindings } from './grant-findings.ts';
import { neverFindings } from './never-findings.ts';
import { newFindings } from './new-findings.ts';
import { roleFindings } from './role-findings.ts';
import { selfApprovalFindings } from './self-approval.ts';
import { workspaceFindings } from './workspace-findings.ts';

/**
 * What a reviewer should know of the access differences in `input.access`, one finding for each cause. Widenings name who
 * has to approve them: the owner of the entity in the base, because a change cannot choose who judges it; for what belongs
 * to the whole workspace any of its owners. A first release has none: there was nothing that anybody could see.
 */
export function accessFindings(input: FindingInput): readonly Finding[] {
  if (input.base === null) return [];
  const pair = pairOf(input.base, input.head);
  const views = new Map<string, RoleView>();
  const context: AccessContext = {
    input,
    pair,
    comparer: createComparer(pair),
    view: (role) => {
      let view = views.get(role);
      if (view === undefined) views.set(role, (view = roleView(input.head, role)));
      return view;
    },
  };
  const approvals = selfApprovalFindings(context);
  const told = new Set(approvals.flatMap(({ rows }) => rows));
  return [
    ...approvals.map(({ finding }) => finding),
    ...differenceFindings(context, told),
    ...workspaceFindings(context),
    ...neverFindings(context),
    ...roleFindings(context),
    ...newFindings(context),
    ...grantFindings(context),
  ];
}
