import type { Span } from '../../diagnostics/diagnostic.ts';
import { FINDINGS, isFindingCode } from '../codes/registry.ts';
import type { Finding, Level } from '../finding.ts';
import type { Plan } from '../plan.ts';
import { examplesOf } from './impact-words.ts';

const LEVELS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'note' };

export type SarifOptions = {
  /** Stands before the paths of definition files, so that a code host finds them: `definitions/`. */
  readonly folder: string;
};

/**
 * The findings of a plan as a SARIF 2.1.0 log, which code hosts show beside the lines of a change. A finding keeps its partial
 * fingerprint while it says the same; an accepted one is suppressed with its reason. What is gone is shown where it stood.
 */
export function renderPlanSarif(plan: Plan, { folder }: SarifOptions): string {
  const used = [...new Set(plan.findings.map(({ code }) => code))].sort();
  const rules = used.map((id) => {
    const entry = isFindingCode(id) ? FINDINGS[id] : undefined;
    return {
      id,
      shortDescription: { text: entry?.title ?? id },
      fullDescription: { text: entry?.explanation ?? id },
      ...(entry === undefined ? {} : { defaultConfiguration: { level: LEVELS[entry.level] } }),
    };
  });
  const results = plan.findings.map((finding) => resultOf(finding, used.indexOf(finding.code), folder));
  const driver = { name: 'jig plan', rules };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: Finding, ruleIndex: number, folder: string): object {
  const { code, level, message, why, fix, span, spanOf, impact, accepted, fingerprint, approvers } = finding;
  const waits = approvers.length === 0 ? '' : ` It waits for an approval by ${approvers.join(' or ')}.`;
  const stood = spanOf === 'base' && span !== null ? 'It stood here before the change.' : null;
  const repair = fix === null ? null : `Fix: ${fix}.`;
  const text = [message, examplesOf(impact), why, stood, repair].filter((part) => part !== null);
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[level],
    message: { text: `${text.join(' ')}${waits}` },
    locations: [span === null ? wholeFolder(folder) : locationOf(span, folder)],
    partialFingerprints: { 'jigFinding/v1': fingerprint },
    ...(accepted === null
      ? {}
      : {
          suppressions: [
            { kind: 'inSource', justification: `${accepted.because} (until ${accepted.until})` },
          ],
        }),
  };
}

const locationOf = (span: Span, folder: string): object => ({
  physicalLocation: {
    artifactLocation: { uri: encodeURI(`${folder}${span.file}`) },
    region: {
      startLine: span.line,
      startColumn: span.column,
      endLine: span.endLine,
      endColumn: span.endColumn,
    },
  },
});

/** Code hosts show no result without a place; what belongs to no line belongs to the definitions. */
const wholeFolder = (folder: string): object => ({
  physicalLocation: {
    artifactLocation: { uri: encodeURI(folder.replace(/\/$/u, '') || '.') },
    region: { startLine: 1 },
  },
});
