import { findCurrent } from './current-record.ts';
import { explainWrite } from './explain-write.ts';
import { loadRecord, notFound, requireId } from './get-record.ts';
import type { RecordAnswer } from './get-record.ts';
import { findFamily, markRecords, refuseNeedsDeleted } from './mark-records.ts';
import type { Client, Operation, Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { refuseOwnedLine } from './write-rules.ts';

/** Takes the deletion mark from a record and from the lines that were deleted with it. */
export const restoreRecord: Operation<{ readonly entity: string; readonly id: string }, RecordAnswer> = {
  name: 'restore-record',
  requires: 'delete',
  prepare: (task, { id }) => {
    requireId(task, id);
    refuseOwnedLine(task);
    return {
      kind: 'write',
      single: false,
      run: async (writer) => {
        const deletedAt = await lockDeleted(task, writer.client, id);
        const family = await findFamily(task, writer.client, id, deletedAt);
        await refuseNeedsDeleted(task, writer.client, family);
        for (const [entity, ids] of family) await markRecords(task, writer, entity, ids, false);
        return (await loadRecord(task, writer.client, id, false)) ?? notFound(task, id);
      },
      explain: (error) => explainWrite(task, error),
    };
  },
};

async function lockDeleted(task: Task, client: Client, id: string): Promise<string> {
  const current = await findCurrent(task, client, id);
  if (current === null) return notFound(task, id);
  if (current.deletedAt !== null) return current.deletedAt;
  throw new Refusal('record/not_deleted', `The ${task.entity.title.toLowerCase()} is not deleted.`);
}
