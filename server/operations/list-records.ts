import type { Entity } from '../../runtime/model/model.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import { rowCondition } from '../../runtime/policy/visibility.ts';
import { planList } from '../../runtime/plan/list-plan.ts';
import type { ListPlan } from '../../runtime/plan/list-plan.ts';
import { readListValues } from '../../runtime/plan/list-values.ts';
import { parseListRequest } from '../../runtime/request/list-request.ts';
import type { ListRequest } from '../../runtime/request/list-request.ts';
import type { Outcome } from '../../runtime/request/outcome.ts';
import type { RequestedSelection } from '../../runtime/request/query.ts';
import { decodeCursor, encodeCursor } from '../sql/cursor.ts';
import type { Cursor } from '../sql/cursor.ts';
import { buildListQuery, COUNT_CAP } from '../sql/list-query.ts';
import type { ListRow, ListRun } from '../sql/list-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import type { Operation, Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { accessKey } from './release-tools.ts';

export type ListInput = { readonly entity: string; readonly query: Iterable<readonly [string, string]> };

/** Lists records page by page; gives the answer as JSON text, as Postgres wrote it. */
export const listRecords: Operation<ListInput, string> = {
  name: 'list-records',
  requires: 'read',
  prepare: (task, input) => {
    const { context, tools, entity } = task;
    const request = accept(parseListRequest(input.query), entity);
    const rows = request.deleted ? deletedRows(task) : true;
    const shape = shapeKey(task, request);
    const plan = tools.once(`plan ${shape}`, () =>
      accept(planList(task.scope, entity, request, rows), entity),
    );
    const values = accept(readListValues(plan, request, context.release.model.workspace.timeZone), entity);
    const cursor = request.after === null ? null : readCursor(plan, request.after);
    const isNull = cursor?.values.map((value) => value === null) ?? null;
    const statement = tools.once(`list ${isNull?.join() ?? ''} ${shape}`, () =>
      buildListQuery(context.release, plan, isNull),
    );
    return {
      kind: 'read',
      run: async (client) => {
        const run: ListRun = { ...values, cursor, facts: task.facts };
        const [row] = await runStatement<ListRun, ListRow>(client, statement, run);
        return answer(plan, row ?? ['', false, null, null]);
      },
    };
  },
};

/** Equal for requests whose plans are equal: everything but the values. */
function shapeKey(task: Task, request: ListRequest): string {
  const { fields, sort, limit, count } = request;
  return JSON.stringify([selectionKey(task, request), fields, sort, limit, count]);
}

/** Equal for requests that select rows by the same conditions, whatever the values. */
export function selectionKey({ context, entity }: Task, request: RequestedSelection): readonly unknown[] {
  const filters = request.filters.map(({ parameter, values }) => [parameter, values.length > 1]);
  const { where, words, deleted } = request;
  return [entity.name, accessKey(context.actor), filters, where, words.length, deleted];
}

/** The value, or the refusal that names everything wrong with the request. */
export function accept<T>(result: Outcome<T>, entity: Entity): T {
  if (result.ok) return result.value;
  const detail = `The list of ${entity.plural.toLowerCase()} cannot be made: ${result.errors[0]?.message ?? ''}`;
  throw new Refusal('request/invalid', detail, { errors: result.errors });
}

/** Deleted records are seen by those who may delete and restore: by each those that this one may. */
export function deletedRows({ context, entity, tools }: Task): Condition {
  const decision = tools.decide(context.actor, 'delete', entity.name);
  if (!decision.allowed) throw new Refusal('access/denied', decision.reason);
  return rowCondition(decision);
}

function readCursor(plan: ListPlan, text: string): Cursor {
  const cursor = decodeCursor(plan, text);
  if (cursor !== null) return cursor;
  const message = '`after` is not a cursor of this list in this order; begin again without it.';
  throw new Refusal('request/invalid', 'The list cannot be continued from there.', {
    hint: 'Begin again without `after`.',
    errors: [{ pointer: '?after', code: 'query/cursor', message }],
  });
}

function answer(plan: ListPlan, [data, more, keys, count]: ListRow): string {
  const last = keys === null || !more ? null : (JSON.parse(keys) as (string | null)[]);
  const next = last === null ? 'null' : `"${encodeCursor(plan.order, last)}"`;
  const capped =
    count === null ? '' : `,"count":{"value":${Math.min(count, COUNT_CAP)},"capped":${count > COUNT_CAP}}`;
  return `{"data":[${data}],"next":${next}${capped}}`;
}
