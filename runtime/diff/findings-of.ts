import { accessFindings } from './access/access-findings.ts';
import { SECTIONS } from './change.ts';
import { type Finding, LEVELS } from './finding.ts';
import { apiFindings } from './findings/api-findings.ts';
import { dataFindings } from './findings/data-findings.ts';
import { contextOf, type FindingInput } from './findings/finding-input.ts';
import { identityFindings } from './findings/identity-findings.ts';
import { indexFindings } from './findings/index-findings.ts';
import { migrationFindings } from './findings/migration-findings.ts';
import { operationFindings } from './findings/operation-findings.ts';
import { acceptFindings, notCounted } from './findings/plan-findings.ts';
import { ruleFindings } from './findings/rule-findings.ts';
import { screenFindings } from './findings/screen-findings.ts';

/**
 * Everything that a reviewer should know of a change, one finding for each cause, with those accepted that the definitions
 * accept: most severe first, then by section and subject. Pure: the same input gives the same findings.
 */
export function findingsOf(input: FindingInput): readonly Finding[] {
  const context = contextOf(input);
  const identity = identityFindings(context);
  const found = [
    ...accessFindings(input),
    ...dataFindings(context).filter(({ code, subject }) => !LOSSES.has(code) || !identity.told.has(subject)),
    ...identity.findings,
    ...indexFindings(context),
    ...migrationFindings(context),
    ...ruleFindings(context),
    ...apiFindings(context),
    ...screenFindings(context),
    ...operationFindings(context),
    ...notCounted(context),
  ];
  return acceptFindings(context, oneForEachCause(found)).toSorted(inOrder);
}

/** Findings that another one on the same thing tells better. */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  'data/limit-broken': ['data/option-in-use', 'rule/state-in-use'],
  'data/type-changed': ['data/cast-fails', 'data/leaves-place'],
  'data/irreversible': ['data/cast-fails', 'data/leaves-place'],
};

const LOSSES: ReadonlySet<string> = new Set(['data/values-lost', 'data/records-lost']);

function oneForEachCause(findings: readonly Finding[]): readonly Finding[] {
  const told = new Set(findings.map(({ code, subject }) => `${code} ${subject}`));
  const once = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  return [...once.values()].filter(
    ({ code, subject }) => !(TOLD_BY[code] ?? []).some((better) => told.has(`${better} ${subject}`)),
  );
}

function inOrder(a: Finding, b: Finding): number {
  return (
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) ||
    compareTexts(a.subject, b.subject) ||
    compareTexts(a.code, b.code) ||
    compareTexts(a.fingerprint, b.fingerprint)
  );
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a === b ? 0 : 1);
