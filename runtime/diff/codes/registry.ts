import type { FindingEntry } from '../finding.ts';
import { ACCESS_FINDINGS } from './access.ts';
import { API_FINDINGS } from './api.ts';
import { DATA_FINDINGS } from './data.ts';
import { IDENTITY_FINDINGS } from './identity.ts';
import { OPERATION_FINDINGS } from './operation.ts';
import { PLAN_FINDINGS } from './plan.ts';
import { RULE_FINDINGS } from './rule.ts';
import { SCREEN_FINDINGS } from './screen.ts';

const ALL = {
  ...ACCESS_FINDINGS,
  ...DATA_FINDINGS,
  ...IDENTITY_FINDINGS,
  ...RULE_FINDINGS,
  ...API_FINDINGS,
  ...SCREEN_FINDINGS,
  ...OPERATION_FINDINGS,
  ...PLAN_FINDINGS,
};

/** A stable slug `group/name` of what a plan may find. */
export type FindingCode = keyof typeof ALL;

/** Every code that a finding may have. */
export const FINDINGS: Readonly<Record<FindingCode, FindingEntry>> = ALL;

/** Whether there is such a code. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(FINDINGS, code);
}
