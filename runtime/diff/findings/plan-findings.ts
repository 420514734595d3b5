import type { Acceptance } from '../../model/model.ts';
import { isFindingCode } from '../codes/registry.ts';
import type { Finding } from '../finding.ts';
import type { FindingContext } from './finding-input.ts';
import { grouped } from './counted.ts';
import { note, type NotePlace } from './note.ts';

/** What the data refuses: no word of an author makes it possible. */
const IMPOSSIBLE: ReadonlySet<string> = new Set([
  'data/nulls',
  'data/limit-broken',
  'data/duplicates',
  'data/orphans',
  'data/cast-fails',
  'data/no-value',
  'data/leaves-place',
]);

/** What only records can show: without a database, or where the time ran out, its absence proves nothing. */
const NEEDS_RECORDS: ReadonlySet<string> = new Set([
  ...IMPOSSIBLE,
  'access/role-removed',
  'access/unindexed',
  'data/drift',
  'data/lock',
  'data/option-in-use',
  'data/rewrite',
  'identity/reused-name',
  'rule/computed-differs',
  'rule/rows-break',
  'rule/state-in-use',
  'screen/saved-views',
]);
/** What is said only where nobody could count. */
const WITHOUT_RECORDS: ReadonlySet<string> = new Set([
  'data/narrows',
  'data/option-renamed',
  'plan/not-counted',
]);

/** Whether a finding of that code would be there if there were a reason for it. */
function wouldShow(code: string, { input }: FindingContext): boolean {
  const isCounted =
    input.migration !== null && [...input.answers.values()].every((answer) => answer !== null);
  return isCounted ? !WITHOUT_RECORDS.has(code) : !NEEDS_RECORDS.has(code);
}

type Accepts = {
  readonly acceptance: Acceptance;
  /** Null of the workspace. */
  readonly entity: string | null;
};

/**
 * The findings with those accepted that the definitions accept, and what is to be said of the acceptances themselves. One counts
 * for a finding of its code on its entity (of the workspace: on what is in no entity of the head) whose subject ends with `at`,
 * until the end of its day. What needs an approval is never accepted by its author.
 */
export function acceptFindings(context: FindingContext, findings: readonly Finding[]): readonly Finding[] {
  const all = acceptancesOf(context);
  const { today } = context.input;
  const judged = findings.map((finding): Finding => {
    const found = all.find(
      (each) => each.acceptance.until >= today && isMeant(each, finding, context) && mayAccept(finding),
    );
    if (found === undefined) return finding;
    const { because, until, span } = found.acceptance;
    return { ...finding, accepted: { because, until, span } };
  });
  return [...judged, ...all.flatMap((each) => acceptanceFinding(context, each, findings))];
}

function acceptancesOf({ head }: FindingContext): readonly Accepts[] {
  return [
    ...head.workspace.accepts.map((acceptance) => ({ acceptance, entity: null })),
    ...Object.values(head.entities).flatMap((entity) =>
      entity.accepts.map((acceptance) => ({ acceptance, entity: entity.name })),
    ),
  ];
}

const mayAccept = ({ code, approvers }: Finding): boolean => approvers.length === 0 && !IMPOSSIBLE.has(code);

function isMeant({ acceptance, entity }: Accepts, finding: Finding, { head }: FindingContext): boolean {
  const { finding: code, at } = acceptance;
  if (finding.code !== code) return false;
  const isHere =
    entity === null
      ? finding.entity === null || !Object.hasOwn(head.entities, finding.entity)
      : finding.entity === entity;
  return isHere && (at === null || finding.subject === at || finding.subject.endsWith(`.${at}`));
}

function acceptanceFinding(
  context: FindingContext,
  each: Accepts,
  findings: readonly Finding[],
): readonly Finding[] {
  const { acceptance, entity } = each;
  const { finding: code, at, until, span } = acceptance;
  const place: NotePlace = {
    subject: `${entity ?? 'workspace'}.accepts.${code}${at === null ? '' : `.${at}`}`,
    entity,
    field: null,
    span,
    spanOf: 'head',
  };
  const what = `\`${code}\`${at === null ? '' : ` at \`${at}\``}`;
  if (!isFindingCode(code))
    return [
      note('plan/unknown-acceptance', place, {
        message: `There is no finding \`${code}\`.`,
        fix: 'the codes stand in docs/plan-findings.md',
      }),
    ];
  const meant = findings.filter((finding) => isMeant(each, finding, context));
  const refused = meant.find((finding) => !mayAccept(finding));
  if (refused !== undefined)
    return [
      note('plan/refused-acceptance', place, {
        message:
          refused.approvers.length > 0
            ? `${what} needs an approval by ${refused.approvers.map((name) => `\`${name}\``).join(' or ')}, which an acceptance is not.`
            : `${what} cannot be accepted: the data does not allow it.`,
        fix:
          refused.approvers.length > 0
            ? 'take the acceptance out and ask for the approval: `jig approve`'
            : 'take the acceptance out and mend the records',
      }),
    ];
  if (until < context.input.today && meant.length > 0)
    return [
      note('plan/expired-acceptance', place, {
        message: `The acceptance of ${what} ended on ${until}.`,
        fix: 'do what was put off, or give it a new day in `until`',
        parts: [until],
      }),
    ];
  if (meant.length > 0 || !wouldShow(code, context)) return [];
  return [
    note('plan/unused-acceptance', place, {
      message: `Nothing is found that the acceptance of ${what} is about.`,
      fix: 'take it out',
    }),
  ];
}

/** Questions for which the time ran out. */
export function notCounted({ input }: FindingContext): readonly Finding[] {
  const open = [...input.answers.values()].filter((answer) => answer === null).length;
  if (open === 0) return [];
  const place: NotePlace = {
    subject: 'workspace',
    entity: null,
    field: null,
    span: null,
    spanOf: 'head',
  };
  return [
    note('plan/not-counted', place, {
      message: `${open === 1 ? 'One question' : `${grouped(open)} questions`} about the records could not be answered.`,
      fix: 'plan again with a larger `--budget`; a rule that the database cannot count stays open',
    }),
  ];
}
