import type { Entity } from '../../model/model.ts';
import type { AccessDifference } from '../access-difference.ts';
import type { FindingCode } from '../codes/registry.ts';
import type { Finding } from '../finding.ts';
import type { NotePlace } from '../findings/note.ts';
import { type Answer, questionKey } from '../question.ts';
import { effectiveAccess } from './effective-access.ts';
import {
  type AccessContext,
  accessNote,
  approvalFix,
  entityOf,
  ownerOf,
  titlesOf,
} from './finding-context.ts';
import { groupRows, isBulk, type RowGroup } from './group-rows.ts';
import { own } from './lookups.ts';
import { doing, subjectOf } from './operation-words.ts';
import { fieldSentences, followSentence, rowSentences } from './row-sentences.ts';

/** Findings on rows of the matrix about entities; those in `told` have one of their own already. */
export function differenceFindings(
  context: AccessContext,
  told: ReadonlySet<AccessDifference>,
): readonly Finding[] {
  const groups = groupRows(context).flatMap((group) => {
    const rows = group.rows.filter((row) => !told.has(row));
    return rows.length + group.fields.length === 0 ? [] : [{ ...group, rows }];
  });
  const open = openToAll(context, groups);
  const inOpen = new Set(open.flatMap(({ rows }) => rows));
  return [
    ...open.map((one) => everyoneFinding(context, one)),
    ...groups.flatMap((group) => {
      const rows = group.rows.filter((row) => !inOpen.has(row));
      const isTold = rows.length === 0 && group.rows.length > 0 && group.fields.length === 0;
      return isTold ? [] : [groupFinding(context, { ...group, rows })];
    }),
  ];
}

type OpenToAll = {
  readonly entity: Entity;
  readonly operation: string;
  readonly rows: readonly AccessDifference[];
};

/** What every role may do with every record from now on, where there are several roles. */
function openToAll(context: AccessContext, groups: readonly RowGroup[]): readonly OpenToAll[] {
  const { pair, view } = context;
  const roles = Object.keys(pair.head.roles);
  const rows = groups.flatMap((group) => (group.verdict === 'wider' ? group.rows : []));
  const byPlace = Map.groupBy(rows, (row) => `${row.entity}\n${row.operation}`);
  return [...byPlace.values()].flatMap((same): OpenToAll[] => {
    const [first] = same;
    const entity = own(pair.head.entities, first?.entity ?? '');
    if (roles.length < 2 || first === undefined || entity === undefined) return [];
    const isOpen = roles.every((role) => {
      const known = same.find((row) => row.role === role);
      if (known !== undefined) return known.after === 'always';
      return effectiveAccess(view(role), entity, false).get(first.operation)?.when === true;
    });
    return isOpen ? [{ entity, operation: first.operation, rows: same }] : [];
  });
}

function everyoneFinding(context: AccessContext, { entity, operation, rows }: OpenToAll): Finding {
  const [first] = rows as [AccessDifference];
  const roles = rows.map(({ role }) => role);
  const approvers = ownerOf(context, entity.name);
  return accessNote(
    'access/everyone',
    placeOf(first),
    {
      message: `Every role may now ${doing(entity, operation)}, all of them. ${titlesOf(context, roles)} could not before, or not all of them.`,
      fix: approvalFix(context, approvers, 'give it to fewer roles or under a condition'),
      impact: reachOf(context, first),
      parts: rows.flatMap(({ role, meaning }) => [role, meaning ?? '']),
    },
    { access: first, approvers },
  );
}

/** Of an action whose own rule is the cause, the rule; else the grant. */
function groupPlace({ pair }: AccessContext, group: RowGroup, first: AccessDifference): NotePlace {
  const action = own(own(pair.head.entities, group.entity)?.actions ?? {}, group.action ?? '');
  const field = group.rows.length > 0 ? null : onlyField(group);
  if (action === undefined) return { ...placeOf(first), field };
  const { when, from, notBy } = action.spans;
  return {
    subject: `${group.entity}.actions.${action.name}`,
    entity: group.entity,
    field: null,
    span: when ?? from ?? notBy ?? action.span,
    spanOf: 'head',
  };
}

function placeOf({ entity, role, operation, field, span, spanOf }: AccessDifference): NotePlace {
  return { subject: subjectOf(entity ?? '', role, operation), entity, field, span, spanOf };
}

function reachOf({ input }: AccessContext, { entity, field, operation }: AccessDifference): Answer | null {
  if (entity === null || field !== null) return null;
  if (operation !== 'read' && operation !== 'update' && operation !== 'delete' && operation !== 'export')
    return null;
  return input.answers.get(questionKey({ ask: 'reach', entity, operation })) ?? null;
}

function groupFinding(context: AccessContext, group: RowGroup): Finding {
  const [first] = [...group.rows, ...group.fields] as [AccessDifference];
  const entity = entityOf(context, group.entity) as Entity;
  const code = codeOf(group);
  const approves = group.verdict !== 'narrower';
  const approvers = approves ? ownersOf(context, group) : [];
  const said = [...rowSentences(context, group, entity), ...fieldSentences(context, group, entity)];
  return accessNote(
    code,
    groupPlace(context, group, first),
    {
      message: `${said.join(' ')}${followSentence(context, group, entity)}`,
      fix: approves
        ? approvalFix(context, approvers, INSTEAD[group.verdict])
        : 'tell those who lose it, or keep what they need',
      impact: reachOf(context, first),
      parts: [...group.rows, ...group.fields].flatMap(({ role, operation, field, meaning }) => [
        role,
        operation,
        field,
        meaning ?? '',
      ]),
    },
    { access: first, approvers },
  );
}

const INSTEAD = {
  wider: 'grant less',
  incomparable: 'grant less',
  undecided: 'write the condition with comparisons, lists and `startsWith` alone, so that it can be proven',
  narrower: '',
} as const;

function codeOf({ verdict, rows }: RowGroup): FindingCode {
  if (verdict !== 'wider') return `access/${verdict}`;
  if (rows.length === 0) return 'access/field-opened';
  return rows.every(isBulk) ? 'access/bulk' : 'access/wider';
}

/** Those of everything that it opens, what follows included. */
function ownersOf(context: AccessContext, { entity, follows }: RowGroup): readonly string[] {
  const entities = [entity, ...follows.flatMap((row) => (row.entity === null ? [] : [row.entity]))];
  return [...new Set(entities.flatMap((name) => ownerOf(context, name)))];
}

function onlyField({ fields }: RowGroup): string | null {
  const names = new Set(fields.map(({ field }) => field));
  return names.size === 1 ? (fields[0]?.field ?? null) : null;
}
