import type { Entity } from '../../runtime/model/model.ts';
import type { LockPlan } from './lock-plan.ts';
import type { Client, Task } from './operation.ts';

/** Ids that a record refers to, by reference field. */
export type Referred = ReadonlyMap<string, readonly string[]>;

/** Records still to be locked: by their ids, or as the rows of `owners`. */
type Wanted = {
  readonly plan: LockPlan;
  readonly ids: readonly string[];
  readonly rowsOf: { readonly owner: Entity; readonly field: LockPlan['rows'][number]['field'] } | null;
};

/**
 * Locks what rules read through the references of records, until the transaction ends, so that no two writers can both rely
 * on what only one of them may take. A record whose rows count is held against all who count them too, any other against
 * changes. From the outside in: parents before the record itself, by entity and id, so that writers queue and do not meet.
 */
export async function lockReferred(
  task: Task,
  client: Client,
  plans: readonly { readonly plan: LockPlan; readonly referred: Referred }[],
  written: ReadonlySet<string>,
): Promise<void> {
  const wanted = plans.flatMap(({ plan, referred }) =>
    plan.references.map(({ name, plan: of }): Wanted => ({
      plan: of,
      ids: referred.get(name) ?? [],
      rowsOf: null,
    })),
  );
  await lockLevels(task, client, wanted, written);
}

/**
 * Locks the rows that rules read of the records themselves. Rows of an entity that is written here are not locked one by
 * one: whoever writes them holds the record that owns them first.
 */
export async function lockRows(
  task: Task,
  client: Client,
  plans: readonly { readonly plan: LockPlan; readonly ids: readonly string[] }[],
  written: ReadonlySet<string>,
): Promise<void> {
  const wanted = plans.flatMap(({ plan, ids }) => rowsOf(plan, ids));
  await lockLevels(task, client, wanted, written);
}

/** Each level is locked before the next is looked for: what a locked record refers to stays as it is. */
async function lockLevels(
  task: Task,
  client: Client,
  wanted: readonly Wanted[],
  written: ReadonlySet<string>,
): Promise<void> {
  let level = wanted.filter(({ ids }) => ids.length > 0);
  while (level.length > 0) {
    const next: Wanted[] = [];
    for (const one of merge(level).toSorted(byEntity))
      next.push(...(await lockOne(task, client, one, written)));
    level = next.filter(({ ids }) => ids.length > 0);
  }
}

const byEntity = (a: Wanted, b: Wanted): number => (a.plan.entity.name < b.plan.entity.name ? -1 : 1);

/** Records of one entity that are named by their ids are locked together, in one order. */
function merge(level: readonly Wanted[]): Wanted[] {
  const named = Map.groupBy(
    level.filter(({ rowsOf: rows }) => rows === null),
    ({ plan }) => plan.entity.name,
  );
  const merged = [...named.values()].flatMap((group): Wanted[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { entity } = first.plan;
    const plan = {
      entity,
      references: group.flatMap((one) => one.plan.references),
      rows: group.flatMap((one) => one.plan.rows),
    };
    return [{ plan, ids: [...new Set(group.flatMap(({ ids }) => ids))], rowsOf: null }];
  });
  return [...merged, ...level.filter(({ rowsOf: rows }) => rows !== null)];
}

async function lockOne(
  task: Task,
  client: Client,
  one: Wanted,
  written: ReadonlySet<string>,
): Promise<Wanted[]> {
  const { plan, ids, rowsOf: rows } = one;
  const { names } = task.context.release;
  const { entity } = plan;
  const free = rows !== null && written.has(entity.name);
  if (free && plan.references.length === 0 && plan.rows.length === 0) return [];
  const columns = plan.references.map(({ name }) => `t.${names.column(entity.name, name)}`);
  const strength = rows === null && plan.rows.length > 0 ? 'no key update' : 'share';
  const { rows: found } = await client.query<(string | null)[]>({
    text:
      `select ${['t.id', ...columns].join(', ')} from ${names.table(entity.name)} t ` +
      `where ${whereOf(task, one)} order by t.id${free ? '' : ` for ${strength} of t`}`,
    values: [ids],
    rowMode: 'array',
  });
  const referred = plan.references.map(({ plan: of }, index): Wanted => {
    const targets = found.flatMap((row) => row[index + 1] ?? []);
    return { plan: of, ids: [...new Set(targets)], rowsOf: null };
  });
  return [
    ...referred,
    ...rowsOf(
      plan,
      found.flatMap(([id]) => id ?? []),
    ),
  ];
}

function whereOf({ context }: Task, { plan, rowsOf: rows }: Wanted): string {
  const { names } = context.release;
  if (rows === null) return 't.id = any($1::uuid[])';
  if (rows.field.type === 'children')
    return `t.${names.column(plan.entity.name, rows.field.by)} = any($1::uuid[]) and t.deleted_at is null`;
  const link = names.link(rows.owner.name, rows.field.name);
  return `t.id in (select l.${link.to} from ${link.table} l where l.${link.from} = any($1::uuid[])) and t.deleted_at is null`;
}

function rowsOf(plan: LockPlan, ids: readonly string[]): Wanted[] {
  return plan.rows.map(({ field, plan: of }) => ({ plan: of, ids, rowsOf: { owner: plan.entity, field } }));
}
