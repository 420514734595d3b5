import { findCurrent } from './current-record.ts';
import { explainWrite } from './explain-write.ts';
import { loadRecord, notFound, requireId } from './get-record.ts';
import type { RecordAnswer } from './get-record.ts';
import { findFamily, markRecords, refuseNeedsDeleted } from './mark-records.ts';
import type { Client, Operation, Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { isJudged, touch } from './touch.ts';
import { decidedText, judgeBefore, judgeChanged } from './under-rules.ts';
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
        const { client, note } = writer;
        const main = touch(task, task.entity, 'restore', { id, pointer: '' });
        const ruled = isJudged(main);
        let deletedAt = '';
        const lock = async (): Promise<void> => void (deletedAt = await lockDeleted(task, client, id));
        const before = ruled ? await judgeBefore(task, client, [main], lock) : await lock();
        const decidedBy = decidedText(before?.held.get(id)) ?? note.decidedBy;
        const family = await findFamily(task, client, id, deletedAt);
        await refuseNeedsDeleted(task, client, family);
        for (const [entity, ids] of family)
          await markRecords(task, { client, note: { ...note, decidedBy } }, entity, ids, false);
        // It is there again, as a new one would be: what was true of it when it was deleted need not be true now.
        const nothing = { facts: new Map(), held: new Map() };
        const warnings = ruled ? await judgeChanged(task, client, [main], nothing) : [];
        return { ...((await loadRecord(task, client, id, false)) ?? notFound(task, id)), warnings };
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
