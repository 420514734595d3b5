import { v7 } from 'uuid';
import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import { isRecordId } from '../../runtime/model/field-types/reference.ts';
import type { Model, Role } from '../../runtime/model/model.ts';
import type { Attributes } from '../../runtime/policy/decision.ts';
import { mayGive, mayGiveFor } from '../../runtime/policy/workspace-policy.ts';
import { fieldError } from '../../runtime/validate/pointer.ts';
import type { AssignmentJson } from '../../runtime/wire/access.ts';
import {
  endAssignment,
  EVERY_ASSIGNMENT,
  insertAssignment,
  lockActor,
  readAssignments,
  type AssignmentRow,
} from '../identity/assignment-store.ts';
import { sameScope, viewAssignment } from '../identity/assignment-view.ts';
import { assignmentRecord } from '../identity/assignment-record.ts';
import { checkAttributes } from '../identity/attribute-check.ts';
import { LONGEST_REASON, readBody, type BodyReader } from './body-reader.ts';
import { refuseOwn } from './own-access.ts';
import { invalidRecord } from './targets.ts';
import type { WorkspaceOperation, WorkspaceTask, WorkspaceWriter } from './workspace-operation.ts';

/** `given` is false where the person held exactly that already, and nothing was written. */
export type GivenRole = { readonly assignment: AssignmentJson; readonly given: boolean };

type Wanted = {
  readonly person: string;
  readonly role: Role;
  readonly scope: Attributes | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly reason: string | null;
};

/**
 * Gives a role to somebody else. What the person holds already is not given twice; the same role with the same scope and
 * another time takes the place of the one there is.
 */
export const giveRole: WorkspaceOperation<{ readonly body: unknown }, GivenRole> = {
  name: 'give-role',
  prepare: (task, { body }) => {
    const { actor, release } = task.context;
    const wanted = readWanted(task, readBody(body, ['person', 'role', 'scope', 'from', 'until', 'reason']));
    task.require(mayGiveFor(release.model, actor, wanted.role, wanted.scope));
    refuseOwn(actor, wanted.person);
    return { kind: 'write', run: (writer) => give(task, writer, wanted) };
  },
};

function readWanted({ context, now, require }: WorkspaceTask, body: BodyReader): Wanted {
  const { model } = context.release;
  const { timeZone, userAttributes } = model.workspace;
  const role = findRole(model, body);
  // Before anything else is looked at: who may not give the role learns nothing about its other values.
  if (role !== null) require(mayGive(model, context.actor, role));
  const person = body.required('person', 40);
  if (person !== '' && !isRecordId(person)) body.errors.push(fieldError('/person', 'reference/id'));
  const checked = checkAttributes(userAttributes, body.value('scope'), '/scope', 'each has a value');
  body.errors.push(...checked.errors);
  const from = body.instant('from', timeZone);
  const until = body.instant('until', timeZone);
  if (until !== null && until <= (from !== null && from > now ? from : now))
    body.errors.push(
      fieldError('/until', 'temporal/after', { than: from !== null && from > now ? 'the beginning' : 'now' }),
    );
  const reason = body.text('reason', LONGEST_REASON);
  body.finish();
  if (role === null) throw invalidRecord([fieldError('/role', 'value/required')]);
  const scope = Object.keys(checked.value).length === 0 ? null : checked.value;
  return { person, role, scope, from: from !== null && from > now ? from : null, until, reason };
}

function findRole(model: Model, body: BodyReader): Role | null {
  const name = body.required('role', 200);
  const role = Object.hasOwn(model.roles, name) ? model.roles[name] : undefined;
  if (role === undefined && name !== '') {
    const hint = suggest(name, Object.keys(model.roles), 'no role is defined');
    body.errors.push(fieldError('/role', 'role/unknown', { name, hint }));
  }
  return role ?? null;
}

async function give(
  task: WorkspaceTask,
  { client, audit }: WorkspaceWriter,
  wanted: Wanted,
): Promise<GivenRole> {
  const { context, now } = task;
  const { actor, release } = context;
  const viewer = { model: release.model, actor, now };
  const person = await lockActor(client, wanted.person);
  if (person === null || !person.active) throw invalidRecord([fieldError('/person', 'person/unknown')]);
  const open = { ...EVERY_ASSIGNMENT, people: [person.id], role: wanted.role.name, openAt: now };
  const alike = (await readAssignments(client, open)).filter((row) => sameScope(row.scope, wanted.scope));
  const same = alike.find((row) => sameTime(row, wanted, now));
  if (same !== undefined) return { assignment: viewAssignment(viewer, same), given: false };
  for (const { id } of alike)
    await endAssignment(client, { id, byId: actor.id, at: now, reason: 'Given again for another time.' });
  const id = v7();
  await insertAssignment(client, {
    id,
    personId: person.id,
    role: wanted.role.name,
    scope: wanted.scope,
    giverId: actor.id,
    at: now,
    startsAt: wanted.from,
    expiresAt: wanted.until,
    reason: wanted.reason,
  });
  const [row] = await readAssignments(client, { ...EVERY_ASSIGNMENT, id });
  if (row === undefined) throw new Error('The assignment was not written.');
  const before = alike.map(assignmentRecord);
  const after = assignmentRecord(row);
  await audit({ before: before.length === 0 ? null : { replaced: before }, after, reason: wanted.reason });
  return { assignment: viewAssignment(viewer, row), given: true };
}

/** Whether the assignment holds for the time that is asked for; one that began is not given again from now on. */
function sameTime(row: AssignmentRow, { from, until }: Wanted, now: Date): boolean {
  const starts = row.starts_at === null || Date.parse(row.starts_at) <= now.getTime() ? null : row.starts_at;
  return starts === (from?.toISOString() ?? null) && row.expires_at === (until?.toISOString() ?? null);
}
