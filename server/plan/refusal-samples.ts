import type { DataRefusal } from '../../runtime/diff/refusals.ts';
import type { Ask } from './budget.ts';
import { newBinder, readerSight, run, sideBinder, type Live } from './live.ts';
import { rootSql } from './table-size.ts';

/** The refusals with titles in place of ids, and of their records only those that the reader may see. */
export async function withSeenSamples(
  live: Live,
  ask: Ask,
  refusals: readonly DataRefusal[],
): Promise<readonly DataRefusal[]> {
  const seen: DataRefusal[] = [];
  for (const refusal of refusals) seen.push({ ...refusal, samples: await titles(live, ask, refusal) });
  return seen;
}

async function titles(live: Live, ask: Ask, { entity, samples }: DataRefusal): Promise<readonly string[]> {
  const table = live.head.overlay.table(entity);
  if (table === null || samples.length === 0) return [];
  const binder = newBinder();
  const sight = readerSight(live, table, sideBinder(binder, 0));
  if (sight === null) return [];
  const ids = binder.bind(() => samples);
  const root = rootSql({ table, rows: 0, sample: '' }, [live.inForce]);
  const text =
    `select coalesce(${sight.title ?? 'null'}, t.id::text) from ${root} ${sight.joins.sql()} ` +
    `where t.id = any(${ids}::uuid[]) and ${sight.visible} order by t.id`;
  const rows = await run<readonly [string]>(ask, binder.finish(text), [live.readerFacts]);
  return rows.map(([title]) => title);
}
