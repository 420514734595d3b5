import type { Tree } from '../../expression/tree.ts';
import { BOOL } from '../../expression/types.ts';
import type { Model } from '../../model/model.ts';
import { decisionTables } from '../../rules/decision-tables.ts';
import { limitsOf } from '../access/limits.ts';
import { type Pair, settle } from '../access/settle.ts';
import { compareConditions, satisfy } from '../decider/compare.ts';
import type { Facts, Possible } from '../decider/possible.ts';

/** What can be proven of conditions on the records of an entity. */
export type RuleProofs = {
  /** Whether it can be true, of any record. */
  readonly satisfy: (entity: string, tree: Tree) => Possible;
  /** Whether it can be other than true, of any record. */
  readonly fail: (entity: string, tree: Tree) => Possible;
  /** Whether two can be true of one record. */
  readonly together: (entity: string, one: Tree, other: Tree) => Possible;
};

/** Proofs within one model. */
export function createProofs(model: Model): RuleProofs {
  const pair: Pair = { base: model, head: model, changedTables: new Set() };
  const facts = factsOf(pair);
  const own = (entity: string, tree: Tree): Tree => settle(pair, 'head', entity, tree);
  return {
    satisfy: (entity, tree) => satisfy(own(entity, tree), facts(entity)),
    fail: (entity, tree) => compareConditions(own(entity, tree), true, facts(entity)).gain,
    together: (entity, one, other) => {
      const parts = [own(entity, one), own(entity, other)];
      return satisfy({ is: 'and', parts, type: BOOL, start: 0, end: 0 }, facts(entity));
    },
  };
}

/** What passes now and did not, and the other way round. `base` in the names of the head; both have the same tables. */
export function compareRules(
  base: Model,
  head: Model,
  entity: string,
  before: Tree,
  after: Tree,
): { readonly gain: Possible; readonly loss: Possible } {
  const pair: Pair = { base, head, changedTables: new Set() };
  return compareConditions(
    settle(pair, 'base', entity, before),
    settle(pair, 'head', entity, after),
    factsOf(pair)(entity),
  );
}

const factsOf =
  (pair: Pair) =>
  (entity: string): Facts => ({
    limits: (path) => limitsOf(pair, entity, path),
    tables: { before: decisionTables(pair.base), after: decisionTables(pair.head) },
  });
