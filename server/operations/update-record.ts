import { planRecord } from '../../runtime/plan/record-plan.ts';
import { planWrite } from '../../runtime/plan/write-plan.ts';
import type { WritePlan } from '../../runtime/plan/write-plan.ts';
import type { WriteRequest } from '../../runtime/request/write-request.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { buildUpdate } from '../sql/write-record.ts';
import type { WriteRun } from '../sql/write-record.ts';
import { applyChildren, planChildren } from './change-lines.ts';
import { lockRecord, requireVersion } from './current-record.ts';
import { explainWrite } from './explain-write.ts';
import { notFound, requireId } from './get-record.ts';
import type { RecordAnswer } from './get-record.ts';
import { loadLinks, replaceLinks } from './links.ts';
import type { Client, Operation, Task, Writer } from './operation.ts';
import { checkTargets, targetsOf } from './targets.ts';
import { readBody, refuseOwnedLine, shapeOf } from './write-rules.ts';

export type UpdateInput = {
  readonly entity: string;
  readonly id: string;
  /** Version that the writer knew, from `If-Match`; null when it was not given, which is refused. */
  readonly version: number | null;
  readonly body: unknown;
};

/** Changes the given fields of a record, its links and owned lines, unless it was changed after the version known. */
export const updateRecord: Operation<UpdateInput, RecordAnswer> = {
  name: 'update-record',
  requires: 'update',
  prepare: (task, { id, version: known, body }) => {
    requireId(task, id);
    refuseOwnedLine(task);
    const version = requireVersion(task, known);
    const request = readBody(task, 'update', body);
    const single = Object.keys(request.links).length === 0 && Object.keys(request.lines).length === 0;
    return {
      kind: 'write',
      single,
      run: (writer) =>
        single
          ? updateAlone(task, writer, id, version, request)
          : updateWithParts(task, writer, id, version, request),
      explain: (error) => explainWrite(task, error),
    };
  },
};

async function updateAlone(
  task: Task,
  writer: Writer,
  id: string,
  version: number,
  request: WriteRequest,
): Promise<RecordAnswer> {
  const answer = await update(task, writer, id, version, request, null);
  if (answer !== null) return answer;
  // Nothing was written; the reasons are looked up in the order in which a person should hear them.
  await lockRecord(task, writer.client, id, version, Object.keys(request.values));
  await checkTargets(task, writer.client, await changedTargets(task, writer.client, id, request));
  return notFound(task, id);
}

async function updateWithParts(
  task: Task,
  writer: Writer,
  id: string,
  version: number,
  request: WriteRequest,
): Promise<RecordAnswer> {
  const { client } = writer;
  const { entity } = task;
  const names = [
    ...Object.keys(request.values),
    ...Object.keys(request.links),
    ...Object.keys(request.lines),
  ];
  await lockRecord(task, client, id, version, names);
  const links = await loadLinks(task, client, entity, id, Object.keys(request.links));
  const children = await planChildren(task, client, entity, id, request, '');
  const own = await changedTargets(task, client, id, request, links);
  await checkTargets(task, client, [...own, ...children.targets]);
  await replaceLinks(task, client, entity, { id, links: request.links });
  await applyChildren(task, writer, children);
  const besides = {
    before: JSON.stringify({ ...links, ...children.before }),
    after: JSON.stringify({ ...request.links, ...children.after }),
  };
  return (await update(task, writer, id, version, request, besides)) ?? notFound(task, id);
}

async function update(
  task: Task,
  { client, note }: Writer,
  id: string,
  version: number,
  request: WriteRequest,
  besides: WriteRun['besides'],
): Promise<RecordAnswer | null> {
  const plan = planWrite(task.scope, task.entity, request.values);
  const statement = updateStatement(task, plan, besides !== null);
  const run = { note, id, version, values: plan.values, besides, key: null, facts: task.facts };
  const [row] = await runStatement<WriteRun, readonly [number, string]>(client, statement, run);
  return row === undefined ? null : { id, version: row[0], json: row[1] };
}

function updateStatement(task: Task, plan: WritePlan, besides: boolean): ReturnType<typeof buildUpdate> {
  const { context, entity, scope, tools } = task;
  const names = plan.fields.map((field) => field.name);
  return tools.once(`update ${besides} ${shapeOf(task, names)}`, () =>
    buildUpdate(context.release, { ...plan, record: planRecord(scope, entity), besides, keyed: false }),
  );
}

/** Targets of the request that the record does not refer to yet. */
async function changedTargets(
  task: Task,
  client: Client,
  id: string,
  request: WriteRequest,
  links: Readonly<Record<string, readonly string[]>> = {},
): Promise<ReturnType<typeof targetsOf>> {
  const { entity, context } = task;
  const names = Object.keys(request.values).filter((name) =>
    ['reference', 'user'].includes(entity.fields[name]?.type ?? ''),
  );
  const columns = names.map((name) => context.release.names.column(entity.name, name));
  const text = `select ${['id', ...columns].join(', ')} from ${context.release.names.table(entity.name)} where id = $1::uuid`;
  const { rows } = await client.query<unknown[]>({ text, values: [id], rowMode: 'array' });
  const before = Object.fromEntries(names.map((name, index) => [name, rows[0]?.[index + 1]]));
  return targetsOf(task, entity, request.values, request.links, '', { ...before, ...links });
}
