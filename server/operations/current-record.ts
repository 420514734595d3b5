import { changeable } from '../../runtime/plan/write-plan.ts';
import { buildLock } from '../sql/lock-query.ts';
import type { LockRow, LockRun } from '../sql/lock-query.ts';
import { runStatement } from '../sql/statement-cache.ts';
import type { Client, Task } from './operation.ts';
import { loadRecord, notFound } from './get-record.ts';
import { shownFields } from './shown-fields.ts';
import { Refusal } from './refusal.ts';
import { accessKey } from './release-tools.ts';

type Current = { readonly version: number; readonly deletedAt: string | null };

/** The version from `If-Match`; refuses a change without one. */
export function requireVersion({ entity }: Task, version: number | null): number {
  if (version !== null) return version;
  throw new Refusal(
    'record/version_missing',
    `A change to ${entity.plural.toLowerCase()} must name the version it is based on, in \`If-Match\`.`,
  );
}

/**
 * Locks a live record until the transaction ends. Refuses one that does not exist, was deleted, or has another version than
 * the writer knew; `names` are the fields that the writer sent.
 */
export async function lockRecord(
  task: Task,
  client: Client,
  id: string,
  version: number,
  names: readonly string[],
): Promise<void> {
  const current = await findCurrent(task, client, id);
  if (current === null || current.deletedAt !== null) notFound(task, id);
  if (current.version !== version) throw await staleRecord(task, client, id, version, current.version, names);
}

/** Version and deletion mark of a record, locked; null when there is none that the actor may know of. */
export async function findCurrent(task: Task, client: Client, id: string): Promise<Current | null> {
  const { context, entity, facts, scope, tools } = task;
  const statement = tools.once(`lock ${entity.name} ${accessKey(context.actor)}`, () =>
    buildLock(context.release, entity, changeable(scope, entity)),
  );
  const [row] = await runStatement<LockRun, LockRow>(client, statement, { id, facts });
  return row === undefined ? null : { version: row[0], deletedAt: row[1] };
}

/** The refusal of a change to a version that is no longer the last: with the record as it is now, and what differs. */
async function staleRecord(
  task: Task,
  client: Client,
  id: string,
  known: number,
  version: number,
  names: readonly string[],
): Promise<Refusal> {
  const current = task.scope.decision(task.entity.name).allowed
    ? await loadRecord(task, client, id, false)
    : null;
  const readable = await shownFields(task, client, id);
  const since = await changedSince(task, client, id, known);
  const changed = names.filter((name) => readable?.get(name) === 'clear' && since.has(name));
  const detail = `The ${task.entity.title.toLowerCase()} is at version ${version} now; your change is based on version ${known}.`;
  return new Refusal('record/stale', detail, {
    extra: { ...(current === null ? {} : { current: JSON.parse(current.json) as unknown }), changed },
  });
}

/** Fields whose value in the audit entries after `version` differs between before and after. */
async function changedSince(
  task: Task,
  client: Client,
  id: string,
  version: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>({
    text:
      `select distinct k.name from jig.audit_entry e cross join lateral jsonb_object_keys(e.after) k(name) ` +
      `where e.record_id = $1::uuid and e.entity = $2 and (e.after ->> 'version')::int > $3::int ` +
      `and e.after -> k.name is distinct from e.before -> k.name`,
    values: [id, task.entity.name, version],
  });
  return new Set(rows.map((row) => row.name));
}
