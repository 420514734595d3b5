import type { Answer, Question } from '../../runtime/diff/question.ts';
import type { Field } from '../../runtime/model/field.ts';
import { baseEntity, baseField, headEntity } from './base-names.ts';
import type { Ask } from './budget.ts';
import { childRows } from '../sql/expression/record-target.ts';
import { newBinder, rowOf, run, sideBinder, type Live, type Row } from './live.ts';
import { pickSamples } from './samples.ts';
import { answerOf, type Counted, countsSql, rootSql, sizeOf } from './table-size.ts';

const NONE: Answer = { count: 0, of: 0, exact: true, samples: [] };

/** Live records of an entity of the base; of a very large table as Postgres estimates them. */
export async function answerRecords(
  live: Live,
  ask: Ask,
  { entity }: Extract<Question, { ask: 'records' }>,
): Promise<Answer | null> {
  const base = baseEntity(live, entity);
  if (base === null) return NONE;
  const size = await sizeOf(ask, base.table, live.rowLimit);
  const [counted] = await ask<Counted>(`select ${countsSql('true')} from ${rootSql(size, [])}`);
  const answer = answerOf(size, counted);
  const samples = await pickSamples(
    live,
    ask,
    size,
    answer,
    { condition: 'true', joins: [] },
    newBinder(),
    [],
  );
  return { ...answer, samples };
}

/** Records with a value in a field of the base. Deleted ones count: whoever restores them misses it. */
export async function answerValues(
  live: Live,
  ask: Ask,
  { entity, field }: Extract<Question, { ask: 'values' }>,
): Promise<Answer | null> {
  return countBase(live, ask, entity, field, true, ({ row, found }) => {
    const at = { steps: [], entity: row.entity, field: found };
    if (found.type === 'children') return null;
    if (found.type !== 'references') return `${row.joins.raw(at)} is not null`;
    const { from, where } = childRows(row.sql, row.joins, at);
    return `exists (select 1 from ${from()} where ${where})`;
  });
}

/** Live records whose choice is one of the options. */
export async function answerOptions(
  live: Live,
  ask: Ask,
  { entity, field, options }: Extract<Question, { ask: 'in-options' }>,
): Promise<Answer | null> {
  return countBase(live, ask, entity, field, false, ({ row, found, bind }) => {
    const column = row.joins.raw({ steps: [], entity: row.entity, field: found });
    if (found.type === 'choices' || found.type === 'tags') return `${column} && ${bind(options)}::text[]`;
    return found.type === 'choice' ? `${column} = any(${bind(options)}::text[])` : null;
  });
}

type Place = {
  readonly row: Row;
  readonly found: Field;
  readonly bind: (list: readonly string[]) => string;
};

/** Counts records of the base on which a condition on one of its fields is true; null condition: on none. */
async function countBase(
  live: Live,
  ask: Ask,
  name: string,
  fieldName: string,
  deleted: boolean,
  conditionOf: (place: Place) => string | null,
): Promise<Answer | null> {
  const base = baseEntity(live, name);
  const found = base === null ? undefined : baseField(base, fieldName, headEntity(live, base.table));
  if (base === null || found === undefined) return NONE;
  const size = await sizeOf(ask, base.table, live.rowLimit);
  const binder = newBinder();
  const row = rowOf(base.side, base.entity.name, sideBinder(binder, 0), 'b');
  const condition = conditionOf({ row, found, bind: (list) => binder.bind(() => list) });
  if (condition === null) return NONE;
  const facts = [base.side.facts];
  const counts = deleted ? allSql(condition) : countsSql(condition);
  const text = `select ${counts} from ${rootSql(size, [base.side])} ${row.joins.sql()}`;
  const [counted] = await run<Counted>(ask, binder.finish(text), facts);
  const answer = answerOf(size, counted);
  const wanted = { condition: `(${condition})`, joins: [row.joins.sql()], deleted };
  return { ...answer, samples: await pickSamples(live, ask, size, answer, wanted, binder, facts) };
}

const allSql = (condition: string): string =>
  `count(*) filter (where ${condition})::float8, count(*)::float8, count(*)::float8`;
