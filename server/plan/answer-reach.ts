import type { Answer, Question } from '../../runtime/diff/question.ts';
import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import { allOf, type Condition } from '../../runtime/policy/condition.ts';
import { decide } from '../../runtime/policy/decide.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { createReadScope } from '../../runtime/policy/read-scope.ts';
import { rowCondition } from '../../runtime/policy/visibility.ts';
import { maySeePeople } from '../../runtime/policy/workspace-policy.ts';
import { createRunFacts, type RunFacts } from '../../runtime/rules/run-facts.ts';
import { ACTOR_COLUMNS, IN_FORCE, readActor, type ActorRow } from '../identity/actor-row.ts';
import { createReading } from '../sql/gate.ts';
import { formerEntity, headEntity } from './base-names.ts';
import type { Ask } from './budget.ts';
import { newBinder, rowOf, run, sideBinder, type Live, type LiveSide } from './live.ts';
import { estimateRows, rootSql, scaled, sizeOf, type TableSize } from './table-size.ts';

type Reach = Extract<Question, { ask: 'reach' }>;

/** People times records up to which each is counted; above, records of a sample are. */
const MOST_PAIRS = 3_000_000;
/** Pairs of a sample, and records of one at least and at most. */
const SAMPLE_PAIRS = 600_000;
const [FEWEST, MOST_ROWS] = [5_000, 100_000];
/** Kinds of people in one statement. */
const BATCH = 50;
/** People that are named. */
const MOST_NAMED = 10;

/** Those for whom the same conditions are asked of the same facts: one count serves them all. */
type Kind = {
  readonly names: readonly { readonly id: string; readonly name: string }[];
  readonly before: Condition;
  readonly after: Condition;
  readonly facts: readonly [RunFacts, RunFacts];
};

/** People who may read (change, delete, export) more or fewer records than before, with how many, the most affected first. */
export async function answerReach(live: Live, ask: Ask, question: Reach): Promise<Answer | null> {
  const base = formerEntity(live, question.entity);
  if (base === null) return { count: 0, of: 0, exact: true, samples: [], people: [] };
  const { side, table } = base;
  const actors = await readActors(live, ask);
  const kinds = kindsOf(live, side, actors, base.entity.name, headEntity(live, table)?.name, question);
  const size = await sizeFor(ask, live, table, kinds.length);
  const found: { id: string; name: string; gained: number; lost: number }[] = [];
  for (let start = 0; start < kinds.length; start += BATCH) {
    const batch = kinds.slice(start, start + BATCH);
    const counts = await countKinds(live, ask, side, size, base.entity.name, batch);
    for (const [at, { names }] of batch.entries()) {
      const [gained, lost] = counts[at] ?? [0, 0];
      if (gained > 0 || lost > 0) found.push(...names.map((person) => ({ ...person, gained, lost })));
    }
  }
  found.sort(
    (a, b) =>
      b.gained + b.lost - a.gained - a.lost ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1),
  );
  const named = maySeePeople(live.inForce.overlay.model, live.reader).allowed
    ? found.slice(0, MOST_NAMED)
    : [];
  return {
    count: found.length,
    of: actors.length,
    exact: size.sample === '',
    samples: [],
    people: named.map(({ name, gained, lost }) => ({ name, gained, lost })),
  };
}

type Known = { readonly row: ActorRow; readonly id: string; readonly name: string };

/** Everybody who holds a role now. */
async function readActors(live: Live, ask: Ask): Promise<readonly Known[]> {
  const rows = await ask<ActorRow>(
    `select ${ACTOR_COLUMNS} from jig.actor a where a.active and a.kind <> 'system' and $1::text is null ` +
      `and exists (select from jig.role_assignment r where r.actor_id = a.id and ${IN_FORCE}) order by a.id`,
    [null, live.now.toISOString()],
  );
  return rows.map((row) => ({ row, id: row[0], name: row[2] }));
}

/** People grouped by what is asked of them; those for whom nothing can differ are left out. */
function kindsOf(
  live: Live,
  base: LiveSide,
  actors: readonly Known[],
  before: string,
  after: string | undefined,
  { operation }: Reach,
): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const { row, id, name } of actors) {
    const [old, fresh] = [seenBy(live, base, row), seenBy(live, live.head, row)];
    const conditions = [
      reached(base, old.actor, before, operation),
      after === undefined ? false : reached(live.head, fresh.actor, after, operation),
    ] as const;
    if (typeof conditions[0] === 'boolean' && conditions[0] === conditions[1]) continue;
    const key = JSON.stringify([
      conditions,
      usedFacts(conditions[0], old.facts),
      usedFacts(conditions[1], fresh.facts),
    ]);
    const known = kinds.get(key);
    kinds.set(key, {
      names: [...(known?.names ?? []), { id, name }],
      before: conditions[0],
      after: conditions[1],
      facts: known?.facts ?? [old.facts, fresh.facts],
    });
  }
  return [...kinds.values()];
}

function seenBy(
  live: Live,
  side: LiveSide,
  row: ActorRow,
): { readonly actor: Actor; readonly facts: RunFacts } {
  const { model } = side.overlay;
  const actor = readActor(row, model.workspace.userAttributes);
  const { params, now, today } = side.facts;
  return { actor, facts: { ...createRunFacts(model, actor, {}, live.now), params, now, today } };
}

function reached(side: LiveSide, actor: Actor, name: string, operation: Reach['operation']): Condition {
  const { model } = side.overlay;
  const entity = model.entities[name];
  if (entity === undefined) return false;
  const readable = createReadScope(model, actor).rows(entity);
  return operation === 'read'
    ? readable
    : allOf([readable, rowCondition(decide(model, actor, operation, name))]);
}

/** What the conditions look at of the person. */
function usedFacts(condition: Condition, facts: RunFacts): readonly unknown[] {
  if (typeof condition === 'boolean') return [];
  if ('any' in condition) return condition.any.map((part) => usedFacts(part, facts));
  if ('all' in condition) return condition.all.map((part) => usedFacts(part, facts));
  const user = facts.users[condition.holding] ?? facts.user;
  return dependenciesOf(condition.rule)
    .filter(({ root }) => root === 'user')
    .map(({ steps: [name] }) => (name === undefined ? user.id : (user[name] ?? null)));
}

async function sizeFor(ask: Ask, live: Live, table: string, kinds: number): Promise<TableSize> {
  const rows = await estimateRows(ask, table);
  if (kinds === 0 || kinds * rows <= MOST_PAIRS) return sizeOf(ask, table, live.rowLimit);
  const most = Math.min(MOST_ROWS, Math.max(FEWEST, Math.floor(SAMPLE_PAIRS / kinds)));
  return sizeOf(ask, table, Math.min(live.rowLimit, Math.floor(MOST_PAIRS / kinds / 2)), most);
}

/** Live records that each kind gains and loses, in one pass over the records. */
async function countKinds(
  live: Live,
  ask: Ask,
  base: LiveSide,
  size: TableSize,
  entity: string,
  kinds: readonly Kind[],
): Promise<readonly (readonly [gained: number, lost: number])[]> {
  const binder = newBinder();
  const old = rowOf(base, entity, sideBinder(binder, 0), 'b');
  const after = headEntity(live, size.table);
  const fresh = after === null ? null : rowOf(live.head, after.name, sideBinder(binder, 1), 'h');
  const columns = kinds.flatMap((kind, index) => {
    const [before, now] = [2 + 2 * index, 3 + 2 * index];
    const was = createReading(old.sql, sideBinder(binder, before)).gate(kind.before, old.joins, old.entity);
    const is =
      fresh === null
        ? 'false'
        : createReading(fresh.sql, sideBinder(binder, now)).gate(kind.after, fresh.joins, fresh.entity);
    return [`(${is}) is true and (${was}) is not true`, `(${was}) is true and (${is}) is not true`];
  });
  const counts = columns.map(
    (condition) => `count(*) filter (where t.deleted_at is null and ${condition})::float8`,
  );
  const root = rootSql(size, [base, live.head]);
  const text = `select count(*)::float8, ${counts.join(', ')} from ${root} ${old.joins.sql()} ${fresh?.joins.sql() ?? ''}`;
  const runs = [base.facts, live.head.facts, ...kinds.flatMap(({ facts }) => facts)];
  const [row] = await run<readonly number[]>(ask, binder.finish(text), runs);
  const [all = 0, ...numbers] = row ?? [];
  return kinds.map((_, index) => [
    scaled(size, numbers[2 * index] ?? 0, all),
    scaled(size, numbers[2 * index + 1] ?? 0, all),
  ]);
}
