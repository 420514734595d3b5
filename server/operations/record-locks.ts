import type { LockPlan } from './lock-plan.ts';
import { lockReferred, lockRows } from './lock-referred.ts';
import type { Referred } from './lock-referred.ts';
import type { Client, Task } from './operation.ts';
import type { Touch } from './touch.ts';

/** What was locked through references, by record. */
export type Locked = ReadonlyMap<string, Referred>;

/**
 * Locks what the rules of these writes read through references, as the records are and as they will be. To be called before
 * the records themselves are locked or inserted.
 */
export async function lockOutside(task: Task, client: Client, touches: readonly Touch[]): Promise<Locked> {
  const stored = await readReferred(task, client, touches);
  const locked = new Map(
    touches.map(
      (one) => [one.id, withWritten(one.rules.locks, stored.get(one.id) ?? new Map(), one)] as const,
    ),
  );
  await lockAll(task, client, touches, locked);
  return locked;
}

/**
 * Once the records are locked: what they refer to now, if that changed since `locked`, and the rows that their rules read.
 */
export async function lockInside(
  task: Task,
  client: Client,
  touches: readonly Touch[],
  locked: Locked,
): Promise<void> {
  const stored = await readReferred(task, client, touches);
  const fresh = new Map(
    touches.map(({ id }) => [id, missing(stored.get(id) ?? new Map(), locked.get(id) ?? new Map())] as const),
  );
  await lockAll(task, client, touches, fresh);
  await lockOwnRows(task, client, touches);
}

/** The rows that rules read of the records themselves, such as lines that do not belong to the write. */
export async function lockOwnRows(task: Task, client: Client, touches: readonly Touch[]): Promise<void> {
  const groups = Map.groupBy(touches, ({ rules }) => rules.locks);
  const plans = [...groups].map(([plan, group]) => ({ plan, ids: group.map(({ id }) => id) }));
  await lockRows(task, client, plans, writtenEntities(touches));
}

async function lockAll(
  task: Task,
  client: Client,
  touches: readonly Touch[],
  referred: ReadonlyMap<string, Referred>,
): Promise<void> {
  const plans = touches.map(({ id, rules }) => ({
    plan: rules.locks,
    referred: referred.get(id) ?? new Map(),
  }));
  await lockReferred(task, client, plans, writtenEntities(touches));
}

function writtenEntities(touches: readonly Touch[]): ReadonlySet<string> {
  return new Set(touches.map(({ rules }) => rules.set.entity.name));
}

/** What the records refer to as they are, without a lock. */
async function readReferred(
  { context }: Task,
  client: Client,
  touches: readonly Touch[],
): Promise<ReadonlyMap<string, Referred>> {
  const { names } = context.release;
  const found = new Map<string, Referred>();
  for (const [plan, group] of Map.groupBy(touches, ({ rules }) => rules.locks)) {
    const { entity, references } = plan;
    const ids = group.filter(({ rules }) => rules.set.operation !== 'create').map(({ id }) => id);
    if (references.length === 0 || ids.length === 0) continue;
    const columns = references.map(({ name }) => names.column(entity.name, name));
    const { rows } = await client.query<(string | null)[]>({
      text: `select ${['id', ...columns].join(', ')} from ${names.table(entity.name)} where id = any($1::uuid[])`,
      values: [ids],
      rowMode: 'array',
    });
    for (const [id, ...targets] of rows)
      found.set(id ?? '', new Map(references.map(({ name }, index) => [name, listOf(targets[index])])));
  }
  return found;
}

function withWritten({ references }: LockPlan, stored: Referred, { values }: Touch): Referred {
  return new Map(
    references.map(({ name }) => [
      name,
      [...new Set([...(stored.get(name) ?? []), ...listOf(values[name])])],
    ]),
  );
}

function missing(now: Referred, locked: Referred): Referred {
  return new Map(
    [...now].map(([name, ids]) => [name, ids.filter((id) => locked.get(name)?.includes(id) !== true)]),
  );
}

function listOf(id: unknown): readonly string[] {
  return typeof id === 'string' ? [id] : [];
}
