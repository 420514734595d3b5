import type { Value } from '../../runtime/expression/value.ts';
import { evaluatorOf } from '../../runtime/expression/evaluate.ts';
import { expressionType } from '../../runtime/model/expression-type.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { Action } from '../../runtime/model/rule.ts';
import type { WriteRequest } from '../../runtime/request/write-request.ts';
import type { Outcome } from '../../runtime/request/outcome.ts';
import { encodeValue } from '../../runtime/rules/encode-value.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { factsFor } from '../../runtime/rules/run-facts.ts';
import { fieldError, pointerTo } from '../../runtime/validate/pointer.ts';
import { isAlwaysRequired } from '../../runtime/validate/record-schema.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { actionNamed, refuseAction } from './action-refusal.ts';
import { inputEntity, inputFacts, inputValues, parseInput } from './action-input.ts';
import { changesBetween } from './changes.ts';
import type { Change } from './changes.ts';
import { lockRecord, requireVersion } from './current-record.ts';
import { explainWrite } from './explain-write.ts';
import { loadRecord, notFound, requireId, unseenAnswer } from './get-record.ts';
import type { RecordAnswer } from './get-record.ts';
import { keepAnswer } from './idempotency.ts';
import { subjectOf } from './judge-touches.ts';
import { loadLinks, replaceLinks } from './links.ts';
import type { Client, KeptAnswer, Operation, Task, Writer } from './operation.ts';
import { lockInside, lockOutside } from './record-locks.ts';
import { checkTargets, invalidRecord, targetsOf } from './targets.ts';
import { touch } from './touch.ts';
import type { Touch } from './touch.ts';
import { decidedText, judgeChanged, loadAll } from './under-rules.ts';
import type { Before } from './under-rules.ts';
import { writeRecord } from './update-record.ts';
import { idempotencyKey, refuseOwnedLine } from './write-rules.ts';

export type ActionInput = {
  readonly entity: string;
  readonly id: string;
  readonly action: string;
  /** Version that the actor knew, from `If-Match`; null when it was not given, which is refused. */
  readonly version: number | null;
  readonly body: unknown;
  readonly key: string | null;
  /** Do everything and take it back: the answer says what would change. */
  readonly dryRun: boolean;
};

export type ActionAnswer = RecordAnswer & {
  readonly repeated: boolean;
  /** What the actor may read of what changed; of a dry run only. */
  readonly changes: readonly Change[] | null;
};

/**
 * Runs a declared action on one record, in this order: grant, state, condition, people, input; then the values it sets and
 * the state it leads to, under all rules of the record. The only way in which a state changes.
 */
export const runAction: Operation<ActionInput, ActionAnswer> = {
  name: 'run-action',
  requires: (entity, { action }) => `action ${actionNamed(entity, action).name}`,
  prepare: (task, input) => {
    const { id, body, dryRun } = input;
    const action = actionNamed(task.entity, input.action);
    requireId(task, id);
    refuseOwnedLine(task);
    const version = requireVersion(task, input.version);
    const request = parseInput(task, action, body);
    const key = dryRun
      ? null
      : idempotencyKey(task, input.key, { action: action.name, id, version, body: body ?? null });
    return {
      kind: 'write',
      single: false,
      rehearsal: dryRun,
      entry: { operation: `action ${action.name}`, reason: reasonOf(request) },
      run: async (writer) => {
        const answer = await act(task, writer, { id, version, action, request, dryRun });
        if (key !== null)
          await keepAnswer(
            writer.client,
            writer.note.actorId,
            writer.note.at,
            { ...key, status: 200 },
            answer.json,
          );
        return answer;
      },
      ...(key === null ? {} : { key: { of: key, repeat: (kept, client) => repeat(task, client, kept) } }),
      explain: (error) => explainWrite(task, error),
    };
  },
};

type Run = {
  readonly id: string;
  readonly version: number;
  readonly action: Action;
  readonly request: Outcome<WriteRequest>;
  readonly dryRun: boolean;
};

/** The record is read again: what the actor may see of it may have become less since the answer was kept. */
async function repeat(task: Task, client: Client, kept: KeptAnswer): Promise<ActionAnswer> {
  const { id, version } = JSON.parse(kept.json) as { id: string; version: number };
  const answer = (await loadRecord(task, client, id, false)) ?? unseenAnswer(id, version);
  return { ...answer, repeated: true, changes: null };
}

/** What a person gives as the reason is kept where reasons are looked for. */
function reasonOf(request: Outcome<WriteRequest>): string | null {
  if (!request.ok) return null;
  const { reason, why } = request.value.values;
  return typeof reason === 'string' ? reason : typeof why === 'string' ? why : null;
}

async function act(task: Task, writer: Writer, run: Run): Promise<ActionAnswer> {
  const { client, note } = writer;
  const { id, version, action, dryRun } = run;
  const main = touch(task, task.entity, `action ${action.name}`, { id, pointer: '' });
  const locked = await lockOutside(task, client, [main]);
  await lockRecord(task, client, id, version, []);
  await lockInside(task, client, [main], locked);
  const facts = await loadAll(task, client, [main]);
  const { request, held } = await judged(task, client, main, run, facts);
  const earlier = dryRun ? await loadRecord(task, client, id, false) : null;
  // References that the action sets count like written ones: they are locked before anything relies on them.
  const changed: Touch = { ...main, values: request.values, written: Object.keys(request.values) };
  if (main.rules.locks.references.some(({ name }) => Object.hasOwn(request.values, name)))
    await lockOutside(task, client, [changed]);
  const decidedBy = decidedText(held) ?? note.decidedBy;
  await writeAction(task, { client, note: { ...note, decidedBy } }, id, version, request);
  const before: Before = { facts, held: new Map([[id, held]]) };
  const warnings = await judgeChanged(task, client, [changed], before);
  const answer = (await loadRecord(task, client, id, false)) ?? unseenAnswer(id, version + 1);
  const changes = dryRun ? changesBetween(earlier?.json ?? '{}', answer.json) : null;
  return { ...answer, warnings, changes, repeated: false };
}

/** Asks everything that can stand in the way and gives what is to be written; refuses with the first obstacle. */
async function judged(
  task: Task,
  client: Client,
  main: Touch,
  { id, action, request }: Run,
  facts: Before['facts'],
): Promise<{ request: Pick<WriteRequest, 'values' | 'links'>; held: readonly Held[] }> {
  const record = facts.get(id) ?? notFound(task, id);
  // An input that is wrong is told last, but a condition over it cannot be asked without.
  const given = request.ok ? inputValues(task, action, request.value) : null;
  const input = given === null ? {} : await inputFacts(task, client, action, given);
  const subject = subjectOf(task, main, record, null, input);
  const held = refuseAction(task, id, subject, action, request.ok);
  if (!request.ok) throw invalidRecord(request.errors);
  const { values, links } = request.value;
  await checkTargets(
    task,
    client,
    targetsOf(task, inputEntity(task.entity, action), values, links, '', null),
  );
  return { request: writtenBy(task, action, subject.record, input), held };
}
type Held = ReturnType<typeof refuseAction>[number];

/** Values that the action sets, and the state it leads to. */
function writtenBy(
  task: Task,
  action: Action,
  record: Parameters<typeof factsFor>[1],
  input: Readonly<Record<string, Value>>,
): Pick<WriteRequest, 'values' | 'links'> {
  const { context, entity, facts, tools } = task;
  const values: Record<string, unknown> = {};
  const links: Record<string, readonly string[]> = {};
  for (const [name, { tree }] of Object.entries(action.set)) {
    const field = entity.fields[name];
    const type = field === undefined ? undefined : expressionType(field)?.type;
    if (field === undefined || type === undefined) continue;
    const value = evaluatorOf(
      tree,
      decisionTables(context.release.model),
    )(factsFor(facts, record, null, null, input));
    const written = encodeValue(type, value, 'scale' in field ? field.scale : null);
    if (field.type === 'references') links[name] = (written ?? []) as readonly string[];
    else values[name] = written;
  }
  const { lifecycle } = entity;
  if (lifecycle !== null && action.to !== null) values[lifecycle.field] = action.to;
  const filled = Object.entries(values).filter(([, value]) => value !== null);
  const errors = [...emptied(entity, values), ...tools.check(entity)(Object.fromEntries(filled), '')];
  if (errors.length > 0)
    throw invalidRecord(
      errors.map((error) => ({
        ...error,
        pointer: '',
        message: `${labelAt(task, error.pointer)}: ${error.message}`,
      })),
    );
  return { values, links };
}

/** Required fields that the action would leave without a value. */
function emptied(entity: Entity, values: Readonly<Record<string, unknown>>): FieldErrorJson[] {
  return Object.values(entity.fields)
    .filter((field) => isAlwaysRequired(field) && values[field.name] === null)
    .map(({ name }) => ({
      ...fieldError(pointerTo('', name), 'value/required'),
      rule: `${entity.name}.${name}.required`,
    }));
}

function labelAt({ entity }: Task, pointer: string): string {
  const name = pointer.split('/')[1] ?? '';
  return entity.fields[name]?.label ?? name;
}

async function writeAction(
  task: Task,
  writer: Writer,
  id: string,
  version: number,
  { values, links }: Pick<WriteRequest, 'values' | 'links'>,
): Promise<void> {
  const before = await loadLinks(task, writer.client, task.entity, id, Object.keys(links));
  await replaceLinks(task, writer.client, task.entity, { id, links });
  const besides = { before: JSON.stringify(before), after: JSON.stringify(links) };
  const answer = await writeRecord(task, writer, id, version, values, besides, false);
  if (answer === null) notFound(task, id);
}
