import type { Answer, Sample } from '../../runtime/diff/question.ts';
import { inApp } from '../sql/ddl-quote.ts';
import type { Ask } from './budget.ts';
import type { LiveSide } from './live.ts';
import { tableSql } from './overlay.ts';

/** What Postgres estimates is off by some per cent: a table of just so many records is still counted. */
const SLACK = 1.1;
/** Records of a sample. */
const SAMPLE_ROWS = 100_000;
/** The same records at every run, so that the same data gives the same plan. */
const SEED = 1;

/** How the records of a table are gone through. */
export type TableSize = {
  readonly table: string;
  /** Records, deleted ones included, as Postgres estimates them. */
  readonly rows: number;
  /** Behind the table's alias: empty where all of them are looked at. */
  readonly sample: string;
};

/** Chooses between all records and a sample of about `most` of them. */
export async function sizeOf(
  ask: Ask,
  table: string,
  limit: number,
  most: number = SAMPLE_ROWS,
): Promise<TableSize> {
  const rows = await estimateRows(ask, table);
  if (rows <= limit * SLACK) return { table, rows, sample: '' };
  const percent = Math.max(0.001, Math.min(100, (100 * most) / rows));
  return { table, rows, sample: ` tablesample system (${percent.toPrecision(4)}) repeatable (${SEED})` };
}

/** What the planner expects: from the size of the file now, so that it is known for tables that were never analysed too. */
export async function estimateRows(ask: Ask, table: string): Promise<number> {
  const [row] = await ask<readonly [unknown]>(`explain (format json) select from ${inApp(table)}`);
  const [cell] = row ?? [];
  const [plan] = (typeof cell === 'string' ? JSON.parse(cell) : cell) as [{ Plan: { 'Plan Rows': number } }];
  return plan.Plan['Plan Rows'];
}

/** The rows `t`, with what each of the sides adds to them. */
export function rootSql({ table, sample }: TableSize, sides: readonly (LiveSide | null)[]): string {
  const overlays = new Set(sides.flatMap((side) => side?.overlay ?? []));
  const added = [...overlays].flatMap((overlay) => {
    const name = Object.keys(overlay.model.entities).find((entity) => overlay.table(entity) === table);
    return name === undefined ? [] : overlay.added(name);
  });
  return `${tableSql(table, added, sample)} t`;
}

/** Numbers of a statement: those that were found, live records, and all that were looked at. */
export type Counted = readonly [found: number, live: number, all: number];

/** SQL of the three. */
export function countsSql(condition: string): string {
  const live = 't.deleted_at is null';
  return `count(*) filter (where ${live} and ${condition})::float8, count(*) filter (where ${live})::float8, count(*)::float8`;
}

/** The answer that the numbers make; of a sample, scaled to the table and rounded to what it is good for. */
export function answerOf(
  size: TableSize,
  counted: Counted | undefined,
  samples: readonly Sample[] = [],
): Answer {
  const [found = 0, live = 0, all = 0] = counted ?? [];
  if (size.sample === '') return { count: found, of: live, exact: true, samples };
  return { count: scaled(size, found, all), of: scaled(size, live, all), exact: false, samples };
}

/** A number of the sample for the whole table, with two digits that count. */
export function scaled({ rows, sample }: TableSize, count: number, all: number): number {
  if (sample === '') return count;
  return all === 0 ? 0 : Number(((count * rows) / all).toPrecision(2));
}
