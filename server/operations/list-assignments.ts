import { maySeePeople } from '../../runtime/policy/workspace-policy.ts';
import type { AssignmentListJson } from '../../runtime/wire/access.ts';
import { EVERY_ASSIGNMENT, readAssignments } from '../identity/assignment-store.ts';
import { viewAssignment } from '../identity/assignment-view.ts';
import { OWN } from './own-access.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

/** Assignments in one answer. */
const PAGE = 100;

type Input = {
  readonly person: string | null;
  readonly role: string | null;
  readonly history: boolean;
  readonly after: string | null;
};

/**
 * Who holds what, since when, given by whom, why and until when, the latest first; with `history` what has ended as well.
 * Everyone may see their own.
 */
export const listAssignments: WorkspaceOperation<Input, AssignmentListJson> = {
  name: 'list-assignments',
  prepare: ({ context, now, require }, { person, role, history, after }) => {
    const { actor, release } = context;
    const { model } = release;
    require(person === actor.id ? OWN : maySeePeople(model, actor));
    const filter = {
      ...EVERY_ASSIGNMENT,
      people: person === null ? null : [person],
      role,
      openAt: history ? null : now,
      after,
      most: PAGE + 1,
    };
    return {
      kind: 'read',
      run: async (client) => {
        const rows = await readAssignments(client, filter);
        const shown = rows.slice(0, PAGE);
        const next = rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null;
        return { data: shown.map((row) => viewAssignment({ model, actor, now }, row)), next };
      },
    };
  },
};
