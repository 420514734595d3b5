import type { Condition } from '../../runtime/policy/condition.ts';
import { buildShownQuery } from '../sql/shown-query.ts';
import type { Shown, ShownRun } from '../sql/shown-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import type { Client, Task } from './operation.ts';
import { accessKey } from './release-tools.ts';

const NONE: ReadonlyMap<string, Shown> = new Map();

/**
 * How each field of a record, as it is now, is shown to the actor; fields that are hidden on every record are left out. Empty
 * where the record may not be read.
 */
export async function shownFields(
  task: Task,
  client: Client,
  id: string,
): Promise<ReadonlyMap<string, Shown>> {
  const { context, entity, facts, scope, tools } = task;
  const rows: Condition = scope.rows(entity);
  if (rows === false) return NONE;
  const query = tools.once(`shown ${entity.name} ${accessKey(context.actor)}`, () =>
    buildShownQuery(context.release, scope, entity, rows),
  );
  const [row] = await runStatement<ShownRun, readonly unknown[]>(client, query.statement, { id, facts });
  return row === undefined ? NONE : query.read(row);
}
