import { isRecordId } from '../../runtime/model/field-types/reference.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import { rowCondition } from '../../runtime/policy/visibility.ts';
import { planRecord } from '../../runtime/plan/record-plan.ts';
import type { WarningJson } from '../../runtime/wire/rules.ts';
import { buildGetQuery } from '../sql/get-query.ts';
import type { GetRow, GetRun } from '../sql/get-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import type { Client, Operation, Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { accessKey } from './release-tools.ts';

export type RecordAnswer = {
  readonly id: string;
  readonly version: number;
  readonly json: string;
  /** Checks that let a write pass and say so. */
  readonly warnings?: readonly WarningJson[];
};

/** Reads one record with its links and owned lines. Deleted records are found by those who may delete and restore. */
export const getRecord: Operation<{ readonly entity: string; readonly id: string }, RecordAnswer> = {
  name: 'get-record',
  requires: 'read',
  prepare: (task, { id }) => {
    requireId(task, id);
    const { context, entity, tools } = task;
    const deleted = rowCondition(tools.decide(context.actor, 'delete', entity.name));
    return {
      kind: 'read',
      run: async (client) => (await loadRecord(task, client, id, deleted)) ?? notFound(task, id),
    };
  },
};

/** The record as the actor may read it, or null where there is none for this actor; `deleted` tells which deleted ones. */
export async function loadRecord(
  task: Task,
  client: Client,
  id: string,
  deleted: Condition,
): Promise<RecordAnswer | null> {
  const { context, tools, entity, scope, facts } = task;
  const statement = tools.once(`get ${deleted !== false} ${entity.name} ${accessKey(context.actor)}`, () =>
    buildGetQuery(context.release, planRecord(scope, entity), deleted),
  );
  const [row] = await runStatement<GetRun, GetRow>(client, statement, { id, facts });
  if (row === undefined) return null;
  const [version, json, isDeleted] = row;
  return { id, version, json: isDeleted ? `${json.slice(0, -1)},"deleted":true}` : json };
}

/** What is told of a record that somebody wrote and may not read. */
export function unseenAnswer(id: string, version: number): RecordAnswer {
  return { id, version, json: JSON.stringify({ id, version }) };
}

/** Refuses an id that is none in the words in which a missing record is refused. */
export function requireId(task: Task, id: string): void {
  if (!isRecordId(id)) notFound(task, id);
}

/** Refuses in the same words whether the record does not exist, is deleted, or may not be read. */
export function notFound({ entity }: Task, id: string): never {
  throw new Refusal('record/not_found', `There is no ${entity.title.toLowerCase()} \`${id.slice(0, 60)}\`.`);
}
