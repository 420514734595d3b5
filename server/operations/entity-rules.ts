import type { Entity } from '../../runtime/model/model.ts';
import type { Decision } from '../../runtime/policy/decision.ts';
import { createRuleSet } from '../../runtime/rules/rule-set.ts';
import type { RuleSet, JudgedOperation } from '../../runtime/rules/rule-set.ts';
import { buildFacts } from '../sql/facts-query.ts';
import type { FactsQuery } from '../sql/facts-query.ts';
import { planLocks } from './lock-plan.ts';
import type { LockPlan } from './lock-plan.ts';
import type { Task } from './operation.ts';
import { accessKey } from './release-tools.ts';

/** The rules of an operation on an entity, with the statement that loads what they read and what is locked for them. */
export type EntityRules = { readonly set: RuleSet; readonly facts: FactsQuery; readonly locks: LockPlan };

/** Worked out once for a release and actors with the same roles. */
export function rulesOf(task: Task, entity: Entity, operation: JudgedOperation): EntityRules {
  const { context, tools } = task;
  const { release, actor } = context;
  return tools.once(`rules ${operation} ${entity.name} ${accessKey(actor)}`, () => {
    const decision = tools.decide(actor, grantFor(operation), entity.name);
    const set = createRuleSet(
      release.model,
      entity,
      operation,
      decision,
      tools.decide(actor, 'read', entity.name),
    );
    return {
      set,
      facts: buildFacts(release, entity, set.needs),
      locks: planLocks(release.model, entity, set.needs),
    };
  });
}

/** The grant that an operation needs. */
function grantFor(operation: JudgedOperation): Decision['operation'] {
  return operation === 'restore' ? 'delete' : operation;
}
