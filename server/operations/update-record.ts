import type { Entity } from '../../runtime/model/model.ts';
import { planRecord } from '../../runtime/plan/record-plan.ts';
import { planWrite } from '../../runtime/plan/write-plan.ts';
import type { WritePlan } from '../../runtime/plan/write-plan.ts';
import type { WriteRequest } from '../../runtime/request/write-request.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { buildUpdate } from '../sql/write-record.ts';
import type { WriteRun } from '../sql/write-record.ts';
import { applyChildren, planChildren } from './change-lines.ts';
import type { ChildrenChange } from './change-lines.ts';
import { lockRecord, requireVersion } from './current-record.ts';
import { explainWrite } from './explain-write.ts';
import { notFound, requireId } from './get-record.ts';
import type { RecordAnswer } from './get-record.ts';
import { loadLinks, replaceLinks } from './links.ts';
import type { Client, Operation, Task, Writer } from './operation.ts';
import { checkTargets, targetsOf } from './targets.ts';
import { isJudged, isRequestRuled, touch, touchesOfLines } from './touch.ts';
import { decidedText, judgeBefore, judgeChanged } from './under-rules.ts';
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
    const ruled = isRequestRuled(task, task.entity, 'update', request);
    const single =
      !ruled && Object.keys(request.links).length === 0 && Object.keys(request.lines).length === 0;
    const run = ruled ? updateUnderRules : single ? updateAlone : updateWithParts;
    return {
      kind: 'write',
      single,
      run: (writer) => run(task, writer, id, version, request),
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
  const answer = await writeRecord(task, writer, id, version, request.values, null);
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
  const parts = await planParts(task, client, entity, id, request);
  return writeParts(task, writer, id, version, request, parts);
}

/** What becomes of the links and lines of a record that is locked; their targets are found and locked too. */
type Parts = {
  readonly links: Readonly<Record<string, readonly string[]>>;
  readonly children: ChildrenChange;
};

async function planParts(
  task: Task,
  client: Client,
  entity: Entity,
  id: string,
  request: WriteRequest,
): Promise<Parts> {
  const links = await loadLinks(task, client, entity, id, Object.keys(request.links));
  const children = await planChildren(task, client, entity, id, request, '');
  const own = await changedTargets(task, client, id, request, links);
  await checkTargets(task, client, [...own, ...children.targets]);
  return { links, children };
}

async function writeParts(
  task: Task,
  writer: Writer,
  id: string,
  version: number,
  request: WriteRequest,
  { links, children }: Parts,
): Promise<RecordAnswer> {
  await replaceLinks(task, writer.client, task.entity, { id, links: request.links });
  await applyChildren(task, writer, children);
  const besides = {
    before: JSON.stringify({ ...links, ...children.before }),
    after: JSON.stringify({ ...request.links, ...children.after }),
  };
  return (await writeRecord(task, writer, id, version, request.values, besides)) ?? notFound(task, id);
}

/** The same where rules or conditions of grants have a say in the record or its lines. */
async function updateUnderRules(
  task: Task,
  writer: Writer,
  id: string,
  version: number,
  request: WriteRequest,
): Promise<RecordAnswer> {
  const { client, note } = writer;
  const { entity } = task;
  const main = touch(task, entity, 'update', { id, pointer: '' }, request);
  const before = await judgeBefore(task, client, [main], () =>
    lockRecord(task, client, id, version, main.written),
  );
  const parts = await planParts(task, client, entity, id, request);
  const lines = touchesOfLines(task, parts.children).filter(isJudged);
  const there = lines.filter(({ rules }) => rules.set.operation !== 'create');
  const linesBefore = await judgeBefore(task, client, there, () => Promise.resolve());
  const decidedBy = decidedText(before.held.get(id)) ?? note.decidedBy;
  const answer = await writeParts(
    task,
    { client, note: { ...note, decidedBy } },
    id,
    version,
    request,
    parts,
  );
  const left = lines.filter(({ rules }) => rules.set.operation !== 'delete');
  const warnings = await judgeChanged(task, client, [main, ...left], {
    facts: new Map([...before.facts, ...linesBefore.facts]),
    held: new Map([...before.held, ...linesBefore.held]),
  });
  return { ...answer, warnings };
}

/**
 * Writes values with an audit entry; null where the version is another one or a target may not be chosen. Targets that a
 * definition chose rather than a person need not be ones that the person may choose.
 */
export async function writeRecord(
  task: Task,
  { client, note }: Writer,
  id: string,
  version: number,
  values: Readonly<Record<string, unknown>>,
  besides: WriteRun['besides'],
  chosen = true,
): Promise<RecordAnswer | null> {
  const planned = planWrite(task.scope, task.entity, values);
  const plan = chosen ? planned : { ...planned, checks: [] };
  const statement = updateStatement(task, plan, besides !== null, chosen);
  const run = { note, id, version, values: plan.values, besides, key: null, facts: task.facts };
  const [row] = await runStatement<WriteRun, readonly [number, string]>(client, statement, run);
  return row === undefined ? null : { id, version: row[0], json: row[1] };
}

function updateStatement(
  task: Task,
  plan: WritePlan,
  besides: boolean,
  chosen: boolean,
): ReturnType<typeof buildUpdate> {
  const { context, entity, scope, tools } = task;
  const names = plan.fields.map((field) => field.name);
  return tools.once(`update ${besides} ${chosen} ${shapeOf(task, names)}`, () =>
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
  if (names.length === 0) return targetsOf(task, entity, request.values, request.links, '', links);
  const columns = names.map((name) => context.release.names.column(entity.name, name));
  const text = `select ${['id', ...columns].join(', ')} from ${context.release.names.table(entity.name)} where id = $1::uuid`;
  const { rows } = await client.query<unknown[]>({ text, values: [id], rowMode: 'array' });
  const before = Object.fromEntries(names.map((name, index) => [name, rows[0]?.[index + 1]]));
  return targetsOf(task, entity, request.values, request.links, '', { ...before, ...links });
}
