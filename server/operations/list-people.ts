import { isRecordId } from '../../runtime/model/field-types/reference.ts';
import { readAttributes } from '../../runtime/policy/attributes.ts';
import { maySeePeople, maySetAttributes, OWN_ASSIGNMENT } from '../../runtime/policy/workspace-policy.ts';
import type { PeopleAccessJson, PersonAccessJson, PersonJson } from '../../runtime/wire/access.ts';
import { EVERY_ASSIGNMENT, readAssignments, type AssignmentRow } from '../identity/assignment-store.ts';
import { ability, givenAttributes, viewAssignment } from '../identity/assignment-view.ts';
import { findPeople, type PersonRow } from '../identity/people-store.ts';
import { OWN } from './own-access.ts';
import { attributesVersion, unknownPerson } from './set-attributes.ts';
import type { WorkspaceOperation, WorkspaceTask } from './workspace-operation.ts';

/** People in one answer. */
const PAGE = 100;
/** Assignments of one person, or of a page of people, that are shown. */
const MOST_ASSIGNMENTS = 2000;

/** People and services with what they hold or will hold, by name. `words` are searched for in names and addresses. */
export const listPeople: WorkspaceOperation<
  { readonly words: readonly string[]; readonly role: string | null; readonly after: string | null },
  PeopleAccessJson
> = {
  name: 'list-people',
  prepare: (task, { words, role, after }) => {
    task.require(maySeePeople(task.context.release.model, task.context.actor));
    return {
      kind: 'read',
      run: async (client) => {
        const found = await findPeople(client, {
          words,
          role,
          after,
          id: null,
          most: PAGE + 1,
          now: task.now,
        });
        const shown = found.slice(0, PAGE);
        const open = await readAssignments(client, {
          ...EVERY_ASSIGNMENT,
          people: shown.map(({ id }) => id),
          openAt: task.now,
          most: MOST_ASSIGNMENTS,
        });
        const byPerson = Map.groupBy(open, (row) => row.person.id);
        return {
          data: shown.map((person) => viewPerson(task, person, byPerson.get(person.id) ?? [])),
          next: found.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
        };
      },
    };
  },
};

/** One person with everything held now and before; everyone may see themselves. */
export const getPerson: WorkspaceOperation<{ readonly id: string }, PersonAccessJson> = {
  name: 'get-person',
  prepare: (task, { id }) => {
    const { actor, release } = task.context;
    const { model } = release;
    const isOwn = id === actor.id;
    task.require(isOwn ? OWN : maySeePeople(model, actor));
    const maySet = isOwn ? OWN_ASSIGNMENT : maySetAttributes(model, actor);
    return {
      kind: 'read',
      run: async (client) => {
        const filter = { words: [], role: null, after: null, id, most: 1, now: task.now };
        const [person] = isRecordId(id) ? await findPeople(client, filter) : [];
        if (person === undefined) throw unknownPerson();
        const rows = await readAssignments(client, {
          ...EVERY_ASSIGNMENT,
          people: [id],
          most: MOST_ASSIGNMENTS,
        });
        const viewer = { model, actor, now: task.now };
        const history = rows.map((row) => viewAssignment(viewer, row)).filter((row) => row.state === 'ended');
        return {
          ...viewPerson(task, person, rows),
          history,
          may_set_attributes: ability(maySet),
          version: attributesVersion(person.attributes),
        };
      },
    };
  },
};

function viewPerson(
  { context, now }: WorkspaceTask,
  person: PersonRow,
  rows: readonly AssignmentRow[],
): PersonJson {
  const { model } = context.release;
  const order = Object.keys(model.roles);
  const viewer = { model, actor: context.actor, now };
  const { id, name, email, kind, active } = person;
  return {
    id,
    name,
    email,
    kind,
    active,
    own: id === context.actor.id,
    attributes: givenAttributes(readAttributes(model.workspace.userAttributes, person.attributes)),
    assignments: rows
      .map((row) => viewAssignment(viewer, row))
      .filter((row) => row.state !== 'ended')
      .toSorted((a, b) => order.indexOf(a.role.name) - order.indexOf(b.role.name)),
  };
}
