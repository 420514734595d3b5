import type { Answer } from '../../runtime/diff/question.ts';
import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import { evaluatorOf } from '../../runtime/expression/evaluate.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { needsOf } from '../../runtime/rules/needs.ts';
import { factsFor } from '../../runtime/rules/run-facts.ts';
import { buildFacts } from '../sql/facts-query.ts';
import type { Ask } from './budget.ts';
import { newBinder, type Live } from './live.ts';
import { pickSamples } from './samples.ts';
import { answerOf, type Counted, rootSql, sizeOf } from './table-size.ts';

/** Records whose facts are loaded: of more, so many are a sample. */
const MOST = 20_000;
/** Records of one statement. */
const BATCH = 1_000;

/** The same as in SQL, for a rule that has no form there: facts are loaded as they are for a write, and judged here. */
export async function countInProgram(
  live: Live,
  ask: Ask,
  entity: Entity,
  tree: Tree,
  isCheck: boolean,
): Promise<Answer> {
  const { overlay, facts } = live.head;
  const { model, names } = overlay;
  const size = await sizeOf(ask, overlay.table(entity.name) ?? '', Math.min(live.rowLimit, MOST), MOST);
  const query = buildFacts(
    { model, names },
    entity,
    needsOf(model, entity, dependenciesOf(tree), ['record']),
  );
  const judge = evaluatorOf(tree, decisionTables(model));
  const rows = await ask<readonly [string, boolean]>(
    `select t.id::text, t.deleted_at is null from ${rootSql(size, [])} order by t.id`,
  );
  const ids = rows.flatMap(([id, isLive]) => (isLive ? [id] : []));
  const broken: string[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    const values = { facts, ids: ids.slice(start, start + BATCH) };
    const binds = query.statement.binds.map((pick) => pick(values));
    for (const row of await ask<readonly unknown[]>(query.statement.text, binds)) {
      const record = query.read(row);
      if (judge(factsFor(facts, record, null)) !== isCheck) broken.push(record.id);
    }
  }
  const counted: Counted = [broken.length, ids.length, rows.length];
  const answer = answerOf(size, counted);
  const binder = newBinder();
  const among = binder.bind(() => broken);
  const condition = `t.id = any(${among}::uuid[])`;
  const samples = await pickSamples(
    live,
    ask,
    size,
    { count: broken.length, of: null },
    { condition, joins: [] },
    binder,
    [],
  );
  return { ...answer, samples };
}
