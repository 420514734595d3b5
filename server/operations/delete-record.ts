import { lockRecord, requireVersion } from './current-record.ts';
import { requireId } from './get-record.ts';
import { findFamily, markRecords, refuseInUse } from './mark-records.ts';
import type { Operation } from './operation.ts';
import { refuseOwnedLine } from './write-rules.ts';

export type DeleteInput = { readonly entity: string; readonly id: string; readonly version: number | null };

/** Marks a record and the lines it owns as deleted, so that they can be restored; refuses while live records require it. */
export const deleteRecord: Operation<DeleteInput, void> = {
  name: 'delete-record',
  requires: 'delete',
  prepare: (task, { id, version: known }) => {
    requireId(task, id);
    refuseOwnedLine(task);
    const version = requireVersion(task, known);
    return {
      kind: 'write',
      single: false,
      run: async (writer) => {
        // The lock comes first: whoever refers to the record holds it until the reference is written and can be seen.
        await lockRecord(task, writer.client, id, version, []);
        const family = await findFamily(task, writer.client, id, null);
        await refuseInUse(task, writer.client, family);
        for (const [entity, ids] of family) await markRecords(task, writer, entity, ids, true);
      },
    };
  },
};
