import { partsOf } from '../../runtime/expression/decision-atom.ts';
import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import { evaluatorOf } from '../../runtime/expression/evaluate.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Example } from '../../runtime/model/example.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { needsOf } from '../../runtime/rules/needs.ts';
import { createRunFacts, factsFor } from '../../runtime/rules/run-facts.ts';
import { loadFacts } from '../operations/load-facts.ts';
import type { Context } from '../operations/operation.ts';
import { buildFacts } from '../sql/facts-query.ts';
import type { ExampleWorld } from './example-records.ts';

/** The holding of who acts in an example: they have one role. */
const HOLDING = 0;

/**
 * Asks, of the record of an example, what the database answers by itself and tells nobody: the conditions under which it may
 * be read, and the decision tables that its formulas look into. Both mean the same here, so whoever listens hears what the
 * example shows of them.
 */
export async function askUnheard(
  { release, database }: ExampleWorld,
  { actor, params, now }: Context,
  entity: Entity,
  { as, does }: Example,
  id: string | null,
): Promise<void> {
  const access = Object.hasOwn(entity.access, as) ? entity.access[as] : undefined;
  const grants = does === 'read' ? (access?.read ?? []) : [];
  const trees = [...grants.flatMap(({ rows }) => rows?.tree ?? []), ...decidingFormulas(entity)];
  if (id === null || trees.length === 0) return;
  const { model } = release;
  const needs = needsOf(model, entity, trees.flatMap(dependenciesOf), ['record']);
  const facts = createRunFacts(model, actor, params, now());
  const records = await loadFacts({ facts }, database.pool, buildFacts(release, entity, needs), [id]);
  const record = records.get(id) ?? null;
  const tables = decisionTables(model);
  for (const tree of trees) evaluatorOf(tree, tables)(factsFor(facts, record, null, HOLDING));
}

function decidingFormulas(entity: Entity): Tree[] {
  return Object.values(entity.fields).flatMap(({ computed }) => {
    if (computed?.is !== 'formula') return [];
    const { tree } = computed.expression;
    return [...partsOf(tree)].some((part) => part.is === 'decision') ? [tree] : [];
  });
}
