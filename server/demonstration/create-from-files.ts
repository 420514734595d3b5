import type { Entity, Model } from '../../runtime/model/model.ts';
import { type DemonstrationFile } from './demonstration-file.ts';
import { DemonstrationProblem } from './demonstration-problem.ts';
import { checkNames, draftRecords, type DraftRecord } from './draft-records.ts';
import { loadingOrder } from './loading-order.ts';

/** How records come into being: the operations, for one actor. */
export type RecordDoor = {
  /** Creates all of them or none, and gives their ids in the same order. */
  readonly create: (
    entity: string,
    bodies: readonly Readonly<Record<string, unknown>>[],
  ) => Promise<readonly string[]>;
  /** Changes a record that was just created. */
  readonly update: (entity: string, id: string, body: Readonly<Record<string, unknown>>) => Promise<void>;
};

/** Says where in the files a refused body stands: `locate(2, '/lines/0/product')`. */
export type Locate = (index: number, pointer: string) => string;
/** What the operation refused, turned into problems; null for anything that is no refusal. */
export type ExplainRefusal = (error: unknown, locate: Locate) => readonly string[] | null;

/** A record with its lines, and the files they stand in. */
type Batch = {
  readonly entity: Entity;
  readonly file: DemonstrationFile;
  readonly records: readonly DraftRecord[];
  readonly lines: readonly OwnedLines[];
};
type OwnedLines = {
  readonly field: string;
  readonly file: DemonstrationFile;
  /** By key of the parent. */
  readonly drafts: ReadonlyMap<string, readonly DraftRecord[]>;
};

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

async function createBatch(
  { entity, file, records, lines }: Batch,
  door: RecordDoor,
  explain: ExplainRefusal,
): Promise<ReadonlyMap<string, string>> {
  const linesOf = (record: DraftRecord, owned: OwnedLines): readonly DraftRecord[] =>
    owned.drafts.get(record.key ?? '') ?? [];
  const bodies = records.map((record) => {
    const owned = lines.map((part) => [part.field, linesOf(record, part).map(({ body }) => body)] as const);
    return { ...record.body, ...Object.fromEntries(owned.filter(([, part]) => part.length > 0)) };
  });
  const locate: Locate = (index, pointer) => {
    const record = records[index];
    const [, field = '', at = '', lineField = ''] = pointer.split('/');
    const owned = lines.find((part) => part.field === field);
    const line = record !== undefined && owned !== undefined ? linesOf(record, owned)[Number(at)] : undefined;
    const [where, row, column] =
      owned !== undefined && line !== undefined
        ? [owned.file, line.row, lineField]
        : [file, record?.row, field];
    const cell = where.columns.indexOf(column) + 1;
    return `${where.name}:${row?.line ?? 1}${cell > 0 ? `:${cell}` : ''}${column === '' ? '' : ` \`${column}\``}`;
  };
  const attempt = async <Result>(work: () => Promise<Result>, at: Locate): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      const problems = explain(error, at);
      if (problems === null) throw error;
      throw new DemonstrationProblem(problems, { cause: error });
    }
  };
  const created = await attempt(() => door.create(entity.name, bodies), locate);
  const ids = new Map(records.map(({ key }, index) => [key ?? String(index), created[index] ?? '']));
  const idOf = (key: unknown): unknown => (Array.isArray(key) ? key.map(idOf) : ids.get(String(key)));
  for (const [index, { later }] of records.entries()) {
    const entries = Object.entries(later);
    if (entries.length === 0) continue;
    const body = Object.fromEntries(entries.map(([field, key]) => [field, idOf(key)]));
    await attempt(
      () => door.update(entity.name, created[index] ?? '', body),
      (_index, pointer) => locate(index, pointer),
    );
  }
  return ids;
}

function stopOn(problems: readonly string[]): void {
  if (problems.length > 0) throw new DemonstrationProblem(problems);
}
