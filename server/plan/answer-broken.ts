import type { Answer, Question } from '../../runtime/diff/question.ts';
import { childrenOf } from '../../runtime/expression/children.ts';
import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import { LOOPS } from '../../runtime/expression/functions.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import { sqlFalse, sqlTrue } from '../sql/expression/compile.ts';
import type { Ask } from './budget.ts';
import { countInProgram } from './count-in-program.ts';
import { newBinder, rowOf, run, sideBinder, type Live } from './live.ts';
import { pickSamples } from './samples.ts';
import { answerOf, type Counted, countsSql, rootSql, sizeOf } from './table-size.ts';

/** Nothing is there, so nothing is found. */
const NONE: Answer = { count: 0, of: 0, exact: true, samples: [] };

/** What only a write knows: who writes, what was there before, what was given. */
const OF_WRITES: ReadonlySet<string> = new Set(['user', 'old', 'input']);

/**
 * Live records on which a check is not true, or a `never` not false. Null where the rule looks at who writes or at what was
 * there before: records alone cannot answer that.
 */
export async function answerBroken(
  live: Live,
  ask: Ask,
  question: Extract<Question, { ask: 'breaks-check' | 'breaks-never' }>,
): Promise<Answer | null> {
  const { overlay } = live.head;
  const entity = overlay.model.entities[question.entity];
  const isCheck = question.ask === 'breaks-check';
  const rule = isCheck ? entity?.checks[question.check] : entity?.never[question.never];
  const table = overlay.table(question.entity);
  if (entity === undefined || rule === undefined) return null;
  if (table === null) return NONE;
  const { tree } = rule.that;
  if (dependenciesOf(tree).some(({ root }) => OF_WRITES.has(root))) return null;
  if (!hasSqlForm(tree)) return countInProgram(live, ask, entity, tree, isCheck);
  const size = await sizeOf(ask, table, live.rowLimit);
  const facts = [live.head.facts];
  const binder = newBinder();
  const { joins, target } = rowOf(live.head, entity.name, sideBinder(binder, 0), 'h');
  const holds = isCheck ? sqlTrue(tree, target) : sqlFalse(tree, target);
  const condition = `(${holds}) is not true`;
  const text = `select ${countsSql(condition)} from ${rootSql(size, [live.head])} ${joins.sql()}`;
  const [counted] = await run<Counted>(ask, binder.finish(text), facts);
  const answer = answerOf(size, counted);
  const samples = await pickSamples(
    live,
    ask,
    size,
    answer,
    { condition, joins: [joins.sql()] },
    binder,
    facts,
  );
  return { ...answer, samples };
}

/** Whether Postgres can judge it: loops that give lists, or count to one, it cannot. */
function hasSqlForm(tree: Tree): boolean {
  if (tree.is === 'loop' && !LOOPS[tree.kind].sql) return false;
  return childrenOf(tree).every(hasSqlForm);
}
