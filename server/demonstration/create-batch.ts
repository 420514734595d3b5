import type { Entity } from '../../runtime/model/model.ts';
import type { DemonstrationFile } from './demonstration-file.ts';
import { DemonstrationProblem } from './demonstration-problem.ts';
import type { DraftRecord } from './draft-records.ts';

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

/** Says where in the files a refused value stands: `locate(2, '/lines/0/product')`. */
type Locate = (index: number, pointer: string) => string;
/** What an operation refused, turned into problems; null for anything that is no refusal. */
export type ExplainRefusal = (error: unknown, locate: Locate) => readonly string[] | null;

/** Records of one entity with the lines they own, and the files they stand in. */
export type Batch = {
  readonly entity: Entity;
  readonly file: DemonstrationFile;
  readonly records: readonly DraftRecord[];
  readonly lines: readonly OwnedLines[];
};
export type OwnedLines = {
  /** Children field of the record. */
  readonly field: string;
  readonly file: DemonstrationFile;
  /** By key of the record. */
  readonly drafts: ReadonlyMap<string, readonly DraftRecord[]>;
};

/** Creates the records, then sets their references to each other. Gives ids by key; throws DemonstrationProblem. */
export async function createBatch(
  batch: Batch,
  door: RecordDoor,
  explain: ExplainRefusal,
): Promise<ReadonlyMap<string, string>> {
  const { entity, records } = batch;
  const bodies = records.map((record) => bodyOf(batch, record));
  const created = await explained(explain, locateIn(batch), () => door.create(entity.name, bodies));
  const ids = new Map(records.map(({ key }, index) => [key ?? String(index), created[index] ?? '']));
  const idOf = (key: unknown): unknown => (Array.isArray(key) ? key.map(idOf) : ids.get(String(key)));
  for (const [index, { later }] of records.entries()) {
    const entries = Object.entries(later);
    if (entries.length === 0) continue;
    const body = Object.fromEntries(entries.map(([field, key]) => [field, idOf(key)]));
    await explained(
      explain,
      (_index, pointer) => locateIn(batch)(index, pointer),
      () => door.update(entity.name, created[index] ?? '', body),
    );
  }
  return ids;
}

function linesOf(owned: OwnedLines, record: DraftRecord | undefined): readonly DraftRecord[] {
  return owned.drafts.get(record?.key ?? '') ?? [];
}

function bodyOf({ lines }: Batch, record: DraftRecord): Readonly<Record<string, unknown>> {
  const owned = lines.map((part) => [part.field, linesOf(part, record).map(({ body }) => body)] as const);
  return { ...record.body, ...Object.fromEntries(owned.filter(([, bodies]) => bodies.length > 0)) };
}

function locateIn({ file, records, lines }: Batch): Locate {
  return (index, pointer) => {
    const [, field = '', at = '', lineField = ''] = pointer.split('/');
    const owned = lines.find((part) => part.field === field);
    const line = owned === undefined ? undefined : linesOf(owned, records[index])[Number(at)];
    return owned === undefined || line === undefined
      ? placeIn(file, records[index], field)
      : placeIn(owned.file, line, lineField);
  };
}

function placeIn(file: DemonstrationFile, draft: DraftRecord | undefined, field: string): string {
  const column = file.columns.indexOf(field) + 1;
  const name = field === '' ? '' : ` \`${field}\``;
  return `${file.name}:${draft?.row.line ?? 1}${column > 0 ? `:${column}` : ''}${name}`;
}

async function explained<Result>(
  explain: ExplainRefusal,
  locate: Locate,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const problems = explain(error, locate);
    if (problems === null) throw error;
    throw new DemonstrationProblem(problems, { cause: error });
  }
}
