import type { Entity, Model } from '../../runtime/model/model.ts';
import {
  createBatch,
  type Batch,
  type ExplainRefusal,
  type OwnedLines,
  type RecordDoor,
} from './create-batch.ts';
import type { DemonstrationFile } from './demonstration-file.ts';
import { DemonstrationProblem } from './demonstration-problem.ts';
import { checkNames, draftRecords, type DraftRecord } from './draft-records.ts';
import { loadingOrder } from './loading-order.ts';

/**
 * Creates the records of `files` through `door`, each entity after those it refers to, and gives how many records each
 * entity got. Throws DemonstrationProblem for files that do not fit the model or that the operations refuse.
 */
export async function createFromFiles(
  model: Model,
  files: readonly DemonstrationFile[],
  door: RecordDoor,
  explain: ExplainRefusal,
): Promise<ReadonlyMap<string, number>> {
  stopOn(checkNames(model, files));
  const order = loadingOrder(model);
  if (order.circle !== null)
    throw new DemonstrationProblem([
      `${order.circle.join(', ')} refer to each other in a circle, so none of them can be first`,
    ]);
  const known = new Map<string, ReadonlyMap<string, string>>();
  const counts = new Map<string, number>();
  for (const name of order.entities) {
    const entity = model.entities[name];
    const file = files.find((candidate) => candidate.entity === name);
    if (entity === undefined || file === undefined) continue;
    const batch = draftBatch(model, entity, file, files, known);
    const ids = await createBatch(batch, door, explain);
    known.set(name, ids);
    counts.set(name, batch.records.length);
    for (const { file: lineFile } of batch.lines) counts.set(lineFile.entity, lineFile.rows.length);
  }
  return counts;
}

function draftBatch(
  model: Model,
  entity: Entity,
  file: DemonstrationFile,
  files: readonly DemonstrationFile[],
  known: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Batch {
  const problems: string[] = [];
  const records = draftRecords(entity, file, known, problems);
  const parents = new Map(records.map(({ key }) => [key ?? '', key ?? '']));
  const lines = Object.values(entity.fields).flatMap((field): OwnedLines[] => {
    if (field.type !== 'children' || !field.owned) return [];
    const line = model.entities[field.of];
    const lineFile = files.find((candidate) => candidate.entity === field.of);
    if (line === undefined || lineFile === undefined) return [];
    const drafts = draftRecords(line, lineFile, new Map([...known, [entity.name, parents]]), problems);
    return [{ field: field.name, file: lineFile, drafts: byParent(drafts, field.by, lineFile, problems) }];
  });
  stopOn(problems);
  return { entity, file, records, lines };
}

/** Lines by the key of their parent, which leaves their bodies. */
function byParent(
  drafts: readonly DraftRecord[],
  parentField: string,
  file: DemonstrationFile,
  problems: string[],
): ReadonlyMap<string, readonly DraftRecord[]> {
  const groups = new Map<string, DraftRecord[]>();
  for (const draft of drafts) {
    const parent = draft.body[parentField];
    delete draft.body[parentField];
    if (typeof parent !== 'string') {
      problems.push(
        `${file.name}:${draft.row.line} the line belongs to no record: \`${parentField}\` is empty`,
      );
      continue;
    }
    const group = groups.get(parent);
    if (group === undefined) groups.set(parent, [draft]);
    else group.push(draft);
  }
  return groups;
}

function stopOn(problems: readonly string[]): void {
  if (problems.length > 0) throw new DemonstrationProblem(problems);
}
