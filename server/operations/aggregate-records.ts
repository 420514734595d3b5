import { planAggregate } from '../../runtime/plan/aggregate-plan.ts';
import { readListValues } from '../../runtime/plan/list-values.ts';
import { parseAggregateRequest } from '../../runtime/request/aggregate-request.ts';
import { buildAggregate } from '../sql/aggregate-query.ts';
import type { AggregateRow } from '../sql/aggregate-query.ts';
import type { SelectionRun } from '../sql/conditions.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { accept, deletedRows, selectionKey } from './list-records.ts';
import type { ListInput } from './list-records.ts';
import type { Operation } from './operation.ts';

/**
 * Counts and sums records by the values of up to two fields; gives the answer as JSON text. What the actor may not see is
 * neither counted nor summed: a hidden value counts as none.
 */
export const aggregateRecords: Operation<ListInput, string> = {
  name: 'aggregate-records',
  requires: 'read',
  prepare: (task, input) => {
    const { context, entity, facts, scope, tools } = task;
    const request = accept(parseAggregateRequest(input.query), entity);
    const rows = request.deleted ? deletedRows(task) : true;
    const shape = JSON.stringify([selectionKey(task, request), request.group, request.measures]);
    const plan = tools.once(`aggregate plan ${shape}`, () =>
      accept(planAggregate(scope, entity, request, rows), entity),
    );
    const values = accept(readListValues(plan, request, context.release.model.workspace.timeZone), entity);
    const statement = tools.once(`aggregate ${shape}`, () => buildAggregate(context.release, plan));
    return {
      kind: 'read',
      run: async (client) => {
        const run: SelectionRun = { ...values, facts };
        const [row] = await runStatement<SelectionRun, AggregateRow>(client, statement, run);
        return `{"data":[${row?.[0] ?? ''}],"capped":${row?.[1] ?? false}}`;
      },
    };
  },
};
