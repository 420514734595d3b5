import type { AccessDifference } from '../access-difference.ts';
import type { Finding } from '../finding.ts';
import { aboutOf, isNewInWorkspace } from './compare-workspace-access.ts';
import { roleTitle } from './describe-witness.ts';
import { type AccessContext, accessNote, approvalFix, everyOwner, titlesOf } from './finding-context.ts';
import { own } from './lookups.ts';

/**
 * Findings on what no record is about. Seeing a tool needs no approval, because its screens show nobody more than the
 * grants do.
 */
export function workspaceFindings(context: AccessContext): readonly Finding[] {
  const { input, pair } = context;
  const rows = input.access.filter(
    ({ entity, operation, role }) =>
      entity === null && !isNewInWorkspace(pair.base, operation) && Object.hasOwn(pair.head.roles, role),
  );
  const groups = Map.groupBy(rows, ({ operation, verdict }) => `${operation}\n${verdict}`);
  return [...groups.values()].flatMap((same) => findingOf(context, same));
}

function findingOf(context: AccessContext, same: readonly AccessDifference[]): readonly Finding[] {
  const { head } = context.pair;
  const [first] = same as [AccessDifference];
  const { operation, verdict, span, spanOf } = first;
  const about = aboutOf(operation);
  const groups = { gives: head.roles, sets: head.parameters, sees: head.tools };
  const group = own<Readonly<Record<string, unknown>>>(groups, about?.kind ?? '') ?? head.workspace.owners;
  // What is taken out is told as that.
  if (about !== null && !Object.hasOwn(group, about.name)) return [];
  const deed = deedOf(context, operation);
  const who = titlesOf(
    context,
    same.map(({ role }) => role),
  );
  const place = { subject: placeName(operation), entity: null, field: null, span, spanOf };
  const parts = [operation, ...same.map(({ role }) => role)];
  if (verdict === 'narrower')
    return [
      accessNote(
        'access/narrower',
        place,
        {
          level: about?.kind === 'sees' ? 'info' : 'warning',
          message: `${who} may no longer ${deed}.`,
          why: 'Whoever needs it for their work is refused as soon as the release is in force.',
          fix: 'tell those who lose it, or keep what they need',
          parts,
        },
        { access: first },
      ),
    ];
  const isTool = about?.kind === 'sees';
  const approvers = isTool ? [] : approversOf(context, operation);
  return [
    accessNote(
      'access/wider',
      place,
      {
        level: isTool ? 'info' : 'error',
        message: `${who} may now ${deed}.`,
        why: isTool
          ? 'Its screens show nobody more than the grants on records do.'
          : 'Whoever holds it can pass more on than records: it has to be wanted.',
        fix: isTool ? null : approvalFix(context, approvers, 'leave it to those who have it'),
        parts,
      },
      { access: first, approvers },
    ),
  ];
}

function deedOf({ pair: { head } }: AccessContext, operation: string): string {
  const about = aboutOf(operation);
  if (about === null) return operation === 'sees releases' ? 'see releases and plans' : 'publish releases';
  const { kind, name } = about;
  if (kind === 'gives') return `give the role ${roleTitle(head, name)} to people and take it away`;
  if (kind === 'sets') return `set the parameter ${own(head.parameters, name)?.title ?? name}`;
  if (kind === 'sees') return `open the tool ${own(head.tools, name)?.title ?? name}`;
  return `approve changes for ${own(head.workspace.owners, name)?.title ?? name}`;
}

const SUBJECTS: Readonly<Record<string, string>> = {
  gives: 'role',
  sets: 'parameter',
  sees: 'tool',
  'approves for': 'owner',
};

function placeName(operation: string): string {
  const about = aboutOf(operation);
  if (about === null) return `workspace.releases`;
  return `${SUBJECTS[about.kind] ?? about.kind}.${about.name}`;
}

/** Who answered for it before: the owner of a parameter, an owner for who approves on its behalf, else any of them. */
function approversOf(context: AccessContext, operation: string): readonly string[] {
  const { base } = context.pair;
  const about = aboutOf(operation);
  const all = everyOwner(context);
  const owner =
    about?.kind === 'approves for'
      ? about.name
      : about?.kind === 'sets'
        ? own(base.parameters, about.name)?.owner
        : undefined;
  return owner !== undefined && owner !== null && all.includes(owner) ? [owner] : all;
}
