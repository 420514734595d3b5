import type { Answer, Question } from '../../runtime/diff/question.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Field } from '../../runtime/model/field.ts';
import { resolveColumn } from '../../runtime/plan/column.ts';
import { literal } from '../sql/binder.ts';
import { valueJson } from '../sql/projection.ts';
import { formerEntity, baseField } from './base-names.ts';
import type { Ask } from './budget.ts';
import { newBinder, rowOf, run, sideBinder, type Live, type Row, type Sight } from './live.ts';
import { pickSamples } from './samples.ts';
import { answerOf, type Counted, countsSql, rootSql, sizeOf } from './table-size.ts';

/**
 * Live records whose computed value is another one under the head, with both values for three of them where the reader may
 * see the field. Null where the base has no such field.
 */
export async function answerComputed(
  live: Live,
  ask: Ask,
  question: Extract<Question, { ask: 'computed' }>,
): Promise<Answer | null> {
  const head = live.head.overlay.model.entities[question.entity];
  const base = formerEntity(live, question.entity);
  const after = head?.fields[question.field];
  const before = base === null || head === undefined ? undefined : baseField(base, question.field, head);
  if (base === null || head === undefined || before === undefined || after === undefined) return null;
  const size = await sizeOf(ask, base.table, live.rowLimit);
  const binder = newBinder();
  const old = rowOf(base.side, base.entity.name, sideBinder(binder, 0), 'b');
  const fresh = rowOf(live.head, head.name, sideBinder(binder, 1), 'h');
  const [was, is] = [rawSql(old, before), rawSql(fresh, after)];
  const same = bareType(before) === bareType(after);
  const condition = same ? `${was} is distinct from ${is}` : `(${was})::text is distinct from (${is})::text`;
  const joins = [old.joins.sql(), fresh.joins.sql()];
  const facts = [base.side.facts, live.head.facts];
  const text = `select ${countsSql(condition)} from ${rootSql(size, [base.side, live.head])} ${joins.join(' ')}`;
  const [counted] = await run<Counted>(ask, binder.finish(text), facts);
  const answer = answerOf(size, counted);
  const texts = `${shownText(old, before)} || ' → ' || ${shownText(fresh, after)}`;
  const detail = (sight: Sight): string | null => {
    const column = resolveColumn(sight.scope, sight.entity, before.name);
    return column === null ? null : sight.joins.gated(column.shown, texts);
  };
  const wanted = { condition: `(${condition})`, joins, detail };
  return { ...answer, samples: await pickSamples(live, ask, size, answer, wanted, binder, facts) };
}

const rawSql = ({ joins, entity }: Row, field: Field): string => joins.raw({ steps: [], entity, field });

/** The value as people read it, `empty` where there is none. */
function shownText({ joins, entity }: Row, field: Field): string {
  const at = { steps: [], entity, field };
  return `coalesce((${valueJson(at, joins.raw(at))})::text, ${literal('empty')})`;
}

/** Numbers of different scales are compared as numbers. */
const bareType = (field: Field): string =>
  (FIELD_TYPES[field.type].sqlType(field) ?? '').replace(/\(.*\)$/u, '');
