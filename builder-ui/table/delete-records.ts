import type { RecordJson } from '../../runtime/wire/record.ts';
import type { EntityHead } from '../../runtime/wire/view.ts';
import { deleteRecord, restoreRecord } from '../api/records.ts';
import { showFailure, showToast } from '../shell/toasts.ts';
import { recordTitle } from './record-title.ts';
import { inSentence } from '../format/in-sentence.ts';

/** Calls that run at the same time. */
const LANES = 4;

export type Outcome = {
  readonly done: readonly RecordJson[];
  readonly failed: readonly { readonly record: RecordJson; readonly error: unknown }[];
};

/** Does the same to each record, a few at a time; a failure does not stop the rest. */
async function forEachRecord(
  records: readonly RecordJson[],
  act: (record: RecordJson) => Promise<unknown>,
): Promise<Outcome> {
  const [done, failed]: [RecordJson[], { record: RecordJson; error: unknown }[]] = [[], []];
  const waiting = [...records];
  const lane = async (): Promise<void> => {
    for (let record = waiting.shift(); record !== undefined; record = waiting.shift())
      try {
        await act(record);
        done.push(record);
      } catch (error) {
        failed.push({ record, error });
      }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { done, failed };
}

const named = (entity: EntityHead, records: readonly RecordJson[]): string =>
  records.length === 1 && records[0] !== undefined
    ? recordTitle(entity, records[0])
    : `${records.length} ${inSentence(entity.plural)}`;

/** Deletes records and offers to bring them back. `changed` is called after every write. */
export async function deleteWithUndo(
  entity: EntityHead,
  records: readonly RecordJson[],
  changed: () => Promise<void>,
): Promise<Outcome> {
  const outcome = await forEachRecord(records, (record) =>
    deleteRecord(entity.name, record.id, record.version),
  );
  if (outcome.done.length > 0)
    showToast({
      message: `Deleted ${named(entity, outcome.done)}`,
      action: { label: 'Undo', run: () => void restoreWithToast(entity, outcome.done, changed) },
    });
  for (const { record, error } of outcome.failed.slice(0, 3))
    showFailure(`${recordTitle(entity, record)} was not deleted.`, error);
  await changed();
  return outcome;
}

/** Brings deleted records back. */
export async function restoreWithToast(
  entity: EntityHead,
  records: readonly RecordJson[],
  changed: () => Promise<void>,
): Promise<Outcome> {
  const outcome = await forEachRecord(records, (record) => restoreRecord(entity.name, record.id));
  if (outcome.done.length > 0) showToast({ message: `Restored ${named(entity, outcome.done)}` });
  for (const { record, error } of outcome.failed.slice(0, 3))
    showFailure(`${recordTitle(entity, record)} was not restored.`, error);
  await changed();
  return outcome;
}
