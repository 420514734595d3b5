import { planRecord } from '../../runtime/plan/record-plan.ts';
import { planWrite } from '../../runtime/plan/write-plan.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { buildCreate } from '../sql/write-record.ts';
import type { IdempotencyKey, WriteRun } from '../sql/write-record.ts';
import { explainWrite } from './explain-write.ts';
import { loadRecord, unseenAnswer } from './get-record.ts';
import type { RecordAnswer } from './get-record.ts';
import { keepAnswer } from './idempotency.ts';
import { newRecord, newTargets } from './new-record.ts';
import type { NewRecord } from './new-record.ts';
import type { Client, KeptAnswer, Operation, Task, Writer } from './operation.ts';
import { checkTargets } from './targets.ts';
import { createFreely, createUnderRules, isRuled } from './under-rules.ts';
import { idempotencyKey, readBody, refuseOwnedLine, shapeOf } from './write-rules.ts';

export type CreateInput = {
  readonly entity: string;
  readonly body: unknown;
  /** Of a request that may come again, from `Idempotency-Key`. */
  readonly key: string | null;
};
export type CreateAnswer = RecordAnswer & { readonly repeated: boolean };

/** Creates a record, with its links and owned lines, and gives it as the actor may read it. */
export const createRecord: Operation<CreateInput, CreateAnswer> = {
  name: 'create-record',
  requires: 'create',
  prepare: (task, { body, key: text }) => {
    refuseOwnedLine(task);
    const request = readBody(task, 'create', body);
    const key = idempotencyKey(task, text, body);
    const record = newRecord(task, task.entity, request, '');
    const ruled = isRuled(task, task.entity, [record]);
    const single = !ruled && Object.keys(record.links).length === 0 && record.lines.length === 0;
    return {
      kind: 'write',
      single,
      run: (writer) =>
        single ? createAlone(task, writer, record, key) : createWithParts(task, writer, record, key, ruled),
      ...(key === null ? {} : { key: { of: key, repeat: (kept, client) => repeat(task, client, kept) } }),
      explain: (error) => explainWrite(task, error),
    };
  },
};

/** The record is read again: what the actor may see of it may have become less since the answer was kept. */
async function repeat(task: Task, client: Client, kept: KeptAnswer): Promise<CreateAnswer> {
  const { id, version } = JSON.parse(kept.json) as { id: string; version: number };
  const answer = (await loadRecord(task, client, id, false)) ?? unseenAnswer(id, version);
  return { ...answer, repeated: true };
}

async function createAlone(
  task: Task,
  { client, note }: Writer,
  record: NewRecord,
  key: IdempotencyKey | null,
): Promise<CreateAnswer> {
  const { context, entity, scope, tools } = task;
  const plan = planWrite(scope, entity, record.values);
  const names = plan.fields.map((field) => field.name);
  const statement = tools.once(`create ${key !== null} ${shapeOf(task, names)}`, () =>
    buildCreate(context.release, {
      ...plan,
      record: planRecord(scope, entity),
      besides: false,
      keyed: key !== null,
    }),
  );
  const { facts } = task;
  const run = { note, id: record.id, version: null, values: plan.values, besides: null, key, facts };
  const [row] = await runStatement<WriteRun, readonly [number, string]>(client, statement, run);
  if (row !== undefined) return { id: record.id, version: row[0], json: row[1], repeated: false };
  await checkTargets(task, client, newTargets(task, entity, [record]));
  throw new Error(`The new ${entity.name} was refused by the database without a reason that could be found.`);
}

async function createWithParts(
  task: Task,
  writer: Writer,
  record: NewRecord,
  key: IdempotencyKey | null,
  ruled: boolean,
): Promise<CreateAnswer> {
  const { entity } = task;
  const { client, note } = writer;
  const create = ruled ? createUnderRules : createFreely;
  const warnings = await create(task, writer, entity, [record]);
  const answer = (await loadRecord(task, client, record.id, false)) ?? unseenAnswer(record.id, 1);
  if (key !== null) await keepAnswer(client, note.actorId, note.at, { ...key, status: 201 }, answer.json);
  return { ...answer, warnings, repeated: false };
}
