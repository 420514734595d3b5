import { isRecordId } from '../../runtime/model/field-types/reference.ts';
import { maySeePeople } from '../../runtime/policy/workspace-policy.ts';
import type { AssignmentJson } from '../../runtime/wire/access.ts';
import { assignmentRecord } from '../identity/assignment-record.ts';
import { endAssignment, EVERY_ASSIGNMENT, lockActor, readAssignments } from '../identity/assignment-store.ts';
import { mayTake, viewAssignment } from '../identity/assignment-view.ts';
import { LONGEST_REASON, readBody } from './body-reader.ts';
import type { Client } from './operation.ts';
import { refuseOwn } from './own-access.ts';
import { Refusal } from './refusal.ts';
import type { WorkspaceOperation } from './workspace-operation.ts';

type Input = { readonly id: string; readonly body: unknown };

/** Takes a role away from somebody else, from the next request on. One that has ended already stays as it is. */
export const revokeRole: WorkspaceOperation<Input, AssignmentJson> = {
  name: 'revoke-role',
  prepare: ({ context, now, require }, { id, body }) => {
    const { actor, release } = context;
    const viewer = { model: release.model, actor, now };
    require(maySeePeople(release.model, actor));
    const reader = readBody(body, ['reason']);
    const reason = reader.text('reason', LONGEST_REASON);
    reader.finish();
    return {
      kind: 'write',
      run: async ({ client, audit }) => {
        const known = await findAssignment(client, id);
        await lockActor(client, known.person.id);
        const before = await findAssignment(client, id);
        refuseOwn(actor, before.person.id);
        const shown = viewAssignment(viewer, before);
        if (shown.state === 'ended') return shown;
        require(mayTake(viewer, before));
        await endAssignment(client, { id, byId: actor.id, at: now, reason });
        await audit({ before: assignmentRecord(before), after: null, reason });
        return viewAssignment(viewer, await findAssignment(client, id));
      },
    };
  },
};

async function findAssignment(client: Client, id: string) {
  const [row] = isRecordId(id) ? await readAssignments(client, { ...EVERY_ASSIGNMENT, id }) : [];
  if (row === undefined) throw new Refusal('access/unknown', 'There is no such role assignment.');
  return row;
}
