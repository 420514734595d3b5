import type { Entity } from '../../runtime/model/model.ts';
import { planList } from '../../runtime/plan/list-plan.ts';
import type { ListPlan } from '../../runtime/plan/list-plan.ts';
import { readListValues } from '../../runtime/plan/list-values.ts';
import { parseListRequest } from '../../runtime/request/list-request.ts';
import type { ListRequest } from '../../runtime/request/list-request.ts';
import type { Outcome } from '../../runtime/request/outcome.ts';
import { decodeCursor, encodeCursor } from '../sql/cursor.ts';
import type { Cursor } from '../sql/cursor.ts';
import { buildListQuery, COUNT_CAP } from '../sql/list-query.ts';
import type { ListRow } from '../sql/list-query.ts';
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
    if (request.deleted) requireDelete(task);
    const shape = shapeKey(task, request);
    const plan = tools.once(`plan ${shape}`, () => accept(planList(task.scope, entity, request), entity));
    const values = accept(readListValues(plan, request, context.release.model.workspace.timeZone), entity);
    const cursor = request.after === null ? null : readCursor(plan, request.after);
    const isNull = cursor?.values.map((value) => value === null) ?? null;
    const statement = tools.once(`list ${isNull?.join() ?? ''} ${shape}`, () =>
      buildListQuery(context.release, plan, isNull),
    );
    return {
      kind: 'read',
      run: async (client) => {
        const [row] = await runStatement<typeof values & { cursor: Cursor | null }, ListRow>(
          client,
          statement,
          { ...values, cursor },
        );
        return answer(plan, row ?? ['', false, null, null]);
      },
    };
  },
};

/** Equal for requests whose plans are equal: everything but the values. */
function shapeKey({ context, entity }: Task, request: ListRequest): string {
  const filters = request.filters.map(({ parameter, values }) => [parameter, values.length > 1]);
  const { fields, words, sort, limit, count, deleted } = request;
  return JSON.stringify([
    entity.name,
    accessKey(context.actor),
    fields,
    filters,
    words.length,
    sort,
    limit,
    count,
    deleted,
  ]);
}

function accept<T>(result: Outcome<T>, entity: Entity): T {
  if (result.ok) return result.value;
  const detail = `The list of ${entity.plural.toLowerCase()} cannot be made: ${result.errors[0]?.message ?? ''}`;
  throw new Refusal('request/invalid', detail, { errors: result.errors });
}

/** Deleted records are seen by those who may delete and restore. */
function requireDelete({ context, entity, tools }: Task): void {
  const decision = tools.decide(context.actor, 'delete', entity.name);
  if (!decision.allowed) throw new Refusal('access/denied', decision.reason);
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
