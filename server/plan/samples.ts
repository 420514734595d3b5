import type { Sample } from '../../runtime/diff/question.ts';
import type { Binder } from '../sql/binder.ts';
import type { Ask } from './budget.ts';
import { readerSight, run, sideBinder, type Live, type LiveRun, type Sight } from './live.ts';
import { rootSql, type TableSize } from './table-size.ts';

/** Records shown as examples. */
const MOST = 3;
/** Where fewer than one in so many is wanted, going through them in order of id would read the whole index. */
const RARE = 100;

export type Wanted = {
  /** SQL about the row `t`, over the joins. */
  readonly condition: string;
  readonly joins: readonly string[];
  /** SQL of a text beside the title, given what the reader sees; null where there is none. */
  readonly detail?: (sight: Sight) => string | null;
  /** Whether deleted records are examples too. */
  readonly deleted?: boolean;
};

/**
 * Three of the records on which the condition is true, by id, and of them only those that the reader may see, with the title
 * where it is shown. `binder` holds the places of the condition, `facts` their values.
 */
export async function pickSamples(
  live: Live,
  ask: Ask,
  size: TableSize,
  counted: { readonly count: number; readonly of: number | null },
  wanted: Wanted,
  binder: Binder<LiveRun>,
  facts: LiveRun,
): Promise<readonly Sample[]> {
  if (counted.count === 0) return [];
  const runs = [...facts, live.readerFacts];
  const sight = readerSight(live, size.table, sideBinder(binder, facts.length));
  if (sight === null) return [];
  const { condition, joins, detail, deleted = false } = wanted;
  const root = rootSql(size, [live.inForce, live.base, live.head]);
  const text = detail?.(sight) ?? 'null';
  const rare = counted.count * RARE < (counted.of ?? 0);
  const statement = binder.finish(
    `select t.id::text, ${sight.title ?? 'null'}, ${text} from ${root} ${[...joins, sight.joins.sql()].join(' ')} ` +
      `where ${deleted ? 'true' : 't.deleted_at is null'} and ${condition} and ${sight.visible} ` +
      `order by ${rare ? 't.id::text collate "C"' : 't.id'} limit ${MOST}`,
  );
  const rows = await run<readonly [string, string | null, string | null]>(ask, statement, runs);
  return rows.map(([id, title, more]) => ({ id, title, detail: more }));
}
