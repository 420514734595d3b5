import { lockRecord, requireVersion } from './current-record.ts';
import { requireId } from './get-record.ts';
import { findFamily, markRecords, refuseInUse } from './mark-records.ts';
import type { Operation } from './operation.ts';
import { isJudged, touch } from './touch.ts';
import { decidedText, judgeBefore } from './under-rules.ts';
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
        const { client, note } = writer;
        // The lock comes first: whoever refers to the record holds it until the reference is written and can be seen.
        const lock = (): Promise<void> => lockRecord(task, client, id, version, []);
        const main = touch(task, task.entity, 'delete', { id, pointer: '' });
        const before = isJudged(main) ? await judgeBefore(task, client, [main], lock) : await lock();
        const decidedBy = decidedText(before?.held.get(id)) ?? note.decidedBy;
        const family = await findFamily(task, client, id, null);
        await refuseInUse(task, client, family);
        for (const [entity, ids] of family)
          await markRecords(task, { client, note: { ...note, decidedBy } }, entity, ids, true);
      },
    };
  },
};
