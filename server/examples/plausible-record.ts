import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import { isTrue } from '../../runtime/expression/evaluate.ts';
import type { Example } from '../../runtime/model/example.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { needsOf } from '../../runtime/rules/needs.ts';
import { readsOld } from '../../runtime/rules/run-checks.ts';
import { createRunFacts, factsFor } from '../../runtime/rules/run-facts.ts';
import { inTransaction } from '../db/transaction.ts';
import { loadFacts } from '../operations/load-facts.ts';
import type { Context } from '../operations/operation.ts';
import { buildFacts } from '../sql/facts-query.ts';
import {
  insertGiven,
  USUAL_SIZES,
  type ExampleWorld,
  type GivenValues,
  type Sizes,
} from './example-records.ts';

/** Tried one after the other until the checks of the record hold. */
const TRIED: readonly Sizes[] = [
  USUAL_SIZES,
  { own: 1, other: 1 },
  { own: 1000, other: 1 },
  { own: 0, other: 1000 },
];

/** What was found to fit: an example is given the same record again whatever became of the rules meanwhile. */
const known = new WeakMap<Example, Sizes>();

class Unfit extends Error {}

/**
 * Puts a record there as `insertGiven` does. Where numbers had to be made up and a check of the record fails, others are
 * tried; where it always fails, the author means it to.
 */
export async function insertPlausible(
  world: ExampleWorld,
  context: Context,
  entity: Entity,
  example: Example,
): Promise<string> {
  const { given } = example;
  const fitting = known.get(example);
  if (fitting !== undefined) return await insertSized(world, fitting, entity, given);
  for (const sizes of TRIED) {
    const sized: ExampleWorld = { ...world, sizes, turn: world.turn, sized: false };
    const id = await inTransaction(world.database, async () => {
      const inserted = await insertGiven(sized, entity, given);
      if (sized.sized && !(await checksHold(sized, context, entity, inserted))) throw new Unfit();
      return inserted;
    }).catch((error: unknown) => {
      if (error instanceof Unfit) return null;
      throw error;
    });
    world.turn = sized.turn;
    if (id === null) continue;
    known.set(example, sizes);
    return id;
  }
  known.set(example, USUAL_SIZES);
  return await insertGiven(world, entity, given);
}

/** Goes on counting where the record leaves off, so that no made-up value comes twice. */
async function insertSized(
  world: ExampleWorld,
  sizes: Sizes,
  entity: Entity,
  given: GivenValues,
): Promise<string> {
  const sized: ExampleWorld = { ...world, sizes };
  const id = await insertGiven(sized, entity, given);
  world.turn = sized.turn;
  return id;
}

async function checksHold(
  { release, database }: ExampleWorld,
  { actor, params, now }: Context,
  entity: Entity,
  id: string,
): Promise<boolean> {
  const trees = Object.values(entity.checks)
    .map(({ that }) => that.tree)
    .filter((tree) => !readsOld(tree));
  if (trees.length === 0) return true;
  const { model } = release;
  const needs = needsOf(model, entity, trees.flatMap(dependenciesOf), ['record']);
  const facts = createRunFacts(model, actor, params, now());
  const records = await loadFacts({ facts }, database.pool, buildFacts(release, entity, needs), [id]);
  const asked = factsFor(facts, records.get(id) ?? null, null);
  // On copies of the tables, so that nobody who listens takes this for the example's own asking.
  const copies = Object.entries(decisionTables(model)).map(([name, table]) => [name, { ...table }] as const);
  return trees.every((tree) => isTrue(tree, asked, Object.fromEntries(copies)));
}
