import { rowCondition } from '../../runtime/policy/visibility.ts';
import { buildShownQuery } from '../sql/shown-query.ts';
import type { Shown, ShownRun } from '../sql/shown-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import type { Client, Task } from './operation.ts';
import { accessKey } from './release-tools.ts';

/**
 * How each field of a record, as it is now, is shown to the actor; fields that are hidden on every record are left out. Null
 * where there is no such record for the actor: deleted ones are there for those who may restore them.
 */
export async function shownFields(
  task: Task,
  client: Client,
  id: string,
): Promise<ReadonlyMap<string, Shown> | null> {
  const { context, entity, facts, scope, tools } = task;
  if (scope.rows(entity) === false) return null;
  const query = tools.once(`shown ${entity.name} ${accessKey(context.actor)}`, () => {
    const deleted = rowCondition(tools.decide(context.actor, 'delete', entity.name));
    return buildShownQuery(context.release, scope, entity, deleted);
  });
  const [row] = await runStatement<ShownRun, readonly unknown[]>(client, query.statement, { id, facts });
  return row === undefined ? null : query.read(row);
}
