import type { AccessDifference, AccessVerdict } from '../access-difference.ts';
import type { AccessContext } from './finding-context.ts';
import { own } from './lookups.ts';
import { sameDefinition } from './same-definition.ts';

/** Rows of the matrix that one cause changed in one direction. */
export type RowGroup = {
  readonly entity: string;
  /** Several where the rule of one action changed for all of them. */
  readonly roles: readonly string[];
  /** The action whose own rule is the cause; null where grants are. */
  readonly action: string | null;
  readonly verdict: Exclude<AccessVerdict, 'equivalent'>;
  /** Of the records as such, by operation; empty where only fields differ. */
  readonly rows: readonly AccessDifference[];
  /** Of fields that differ from their records. */
  readonly fields: readonly AccessDifference[];
  /** What changed with them although nobody wrote it. */
  readonly follows: readonly AccessDifference[];
};

/**
 * Groups what a reviewer has to judge: rows of entities, fields and roles that are in both models (and actions of the head).
 * What follows from another row in the same direction is told with it.
 */
export function groupRows(context: AccessContext): readonly RowGroup[] {
  const rows = context.input.access.filter((row) => isJudged(context, row));
  const groups = new Map<string, { rows: AccessDifference[]; fields: AccessDifference[] }>();
  const followers: { row: AccessDifference; cause: string }[] = [];
  for (const row of rows) {
    const cause = causeOf(row, rows);
    if (cause !== null) {
      followers.push({ row, cause });
      continue;
    }
    const key = isOfAction(context, row)
      ? [row.entity, row.operation, row.verdict].join('\n')
      : groupKey(context, row);
    const group = groups.get(key) ?? { rows: [], fields: [] };
    (row.field === null ? group.rows : group.fields).push(row);
    groups.set(key, group);
  }
  const made = [...groups.values()].map((group): RowGroup => {
    const [first] = [...group.rows, ...group.fields] as [AccessDifference];
    const { entity, operation, verdict } = first;
    const roles = [...new Set([...group.rows, ...group.fields].map(({ role }) => role))];
    const action = isOfAction(context, first) ? operation.slice('action '.length) : null;
    return {
      ...group,
      entity: entity ?? '',
      roles,
      action,
      verdict: verdict as RowGroup['verdict'],
      follows: [],
    };
  });
  return followers.reduce(withFollower, made);
}

/**
 * Entity and operation where a row has its cause, for the same people and in the same direction: it may follow one that
 * follows another. Null where it stands by itself.
 */
function causeOf(row: AccessDifference, rows: readonly AccessDifference[]): string | null {
  let { follows } = row;
  const seen = new Set<string>();
  while (follows !== undefined && !seen.has(follows)) {
    seen.add(follows);
    const place = follows;
    const causes = rows.filter(
      (other) =>
        other !== row &&
        other.role === row.role &&
        other.verdict === row.verdict &&
        `${other.entity} ${root(other)}` === place,
    );
    if (causes.some((cause) => cause.follows === undefined)) return place;
    follows = causes.find((cause) => cause.follows !== undefined)?.follows;
  }
  return null;
}

/** `read masked last_4` belongs to `read`. */
export function root({ operation }: AccessDifference): string {
  const [name = ''] = operation.split(' ');
  return name === 'action' ? operation : name;
}

function isJudged(
  { pair }: AccessContext,
  { entity, field, role, operation, verdict }: AccessDifference,
): boolean {
  if (entity === null || verdict === 'equivalent') return false;
  const [before, after] = [own(pair.base.entities, entity), own(pair.head.entities, entity)];
  if (before === undefined || after === undefined || !Object.hasOwn(pair.head.roles, role)) return false;
  if (operation.startsWith('action ') && !Object.hasOwn(after.actions, operation.slice('action '.length)))
    return false;
  return field === null || (Object.hasOwn(before.fields, field) && Object.hasOwn(after.fields, field));
}

/** Whether the rule of the action changed, and not whom it is granted to. */
function isOfAction(
  { pair }: AccessContext,
  { entity, role, operation, follows }: AccessDifference,
): boolean {
  if (!operation.startsWith('action ') || follows !== undefined) return false;
  const name = operation.slice('action '.length);
  const [before, after] = [pair.base, pair.head].map((model) => {
    const grant = own(own(model.entities, entity ?? '')?.access ?? {}, role)?.actions;
    return grant === undefined ? undefined : own(grant, name);
  });
  if (before === undefined || after === undefined) return false;
  return sameDefinition({ ...before, id: '' }, { ...after, id: '' });
}

/** One grant at one place, in one direction; everything that a new role gets on an entity is one cause. */
function groupKey({ pair }: AccessContext, row: AccessDifference): string {
  const { entity, role, verdict, span, spanOf } = row;
  const isNew = !Object.hasOwn(pair.base.roles, role);
  const bulk = verdict === 'wider' && isBulk(row);
  const place = isNew
    ? `new ${bulk}`
    : `${root(row)} ${spanOf} ${span?.file ?? ''}:${span?.line ?? 0}:${span?.column ?? 0}`;
  return [entity, role, verdict, place].join('\n');
}

/** Exporting or deleting that was not granted at all. */
export function isBulk(row: AccessDifference): boolean {
  return row.field === null && row.before === 'never' && ['delete', 'export'].includes(root(row));
}

function withFollower(
  groups: RowGroup[],
  { row, cause }: { readonly row: AccessDifference; readonly cause: string },
): RowGroup[] {
  const at = groups.findIndex(
    ({ roles, verdict, rows, fields }) =>
      roles.includes(row.role) &&
      verdict === row.verdict &&
      [...rows, ...fields].some((own) => `${own.entity} ${root(own)}` === cause),
  );
  return groups.map((group, index) =>
    index === at ? { ...group, follows: [...group.follows, row] } : group,
  );
}
