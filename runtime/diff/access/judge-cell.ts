import { isTrue } from '../../expression/evaluate.ts';
import type { RecordValue, Value } from '../../expression/value.ts';
import type { Entity, Model, RecordOperation } from '../../model/model.ts';
import type { Condition } from '../../policy/condition.ts';
import { decide } from '../../policy/decide.ts';
import type { Actor, Decision } from '../../policy/decision.ts';
import { createReadScope, narrowScope, type ReadScope } from '../../policy/read-scope.ts';
import { coverage, rowCondition } from '../../policy/visibility.ts';
import { decisionTables } from '../../rules/decision-tables.ts';
import { judgeAction } from '../../rules/judge-action.ts';
import { judgeAfter, judgeField, judgeRecord, type Subject } from '../../rules/judge.ts';
import { createRuleSet, type RuleSet } from '../../rules/rule-set.ts';
import { factsFor } from '../../rules/run-facts.ts';
import type { CaseFacts } from './case-facts.ts';
import { actionOf, type Cell } from './effective-access.ts';
import { own } from './lookups.ts';

/**
 * Whether the policy that enforces lets this very person do it with this very record; with `seesAll`, for somebody who may
 * read every record by another role.
 */
export function judgeCell(
  model: Model,
  entity: Entity,
  { operation, field }: Pick<Cell, 'operation' | 'field'>,
  facts: CaseFacts,
  seesAll = false,
): boolean {
  const place: Place = { model, entity, facts, seesAll, ...knownOf(model, facts.actor) };
  const [name = '', , mask] = operation.split(' ');
  if (name === 'read') return isShown(place, place.scope, field, mask);
  if (name === 'export') {
    const decision = decide(model, facts.actor, 'export', entity.name);
    if (seesAll) return isCovered(place, decision, field);
    return decision.allowed && isShown(place, narrowScope(place.scope, entity, decision), field, mask);
  }
  if (name === 'action') return isRun(place, operation);
  return isWritten(place, name as RecordOperation, field);
}

/** What the policy makes of one actor, for all cells that are judged for them. */
type Known = { readonly scope: ReadScope; readonly rules: Map<string, RuleSet> };
type Place = Known & {
  readonly model: Model;
  readonly entity: Entity;
  readonly facts: CaseFacts;
  readonly seesAll: boolean;
};

const known = new WeakMap<Actor, WeakMap<Model, Known>>();

function knownOf(model: Model, actor: Actor): Known {
  let byModel = known.get(actor);
  if (byModel === undefined) known.set(actor, (byModel = new WeakMap()));
  let found = byModel.get(model);
  if (found === undefined)
    byModel.set(model, (found = { scope: createReadScope(model, actor), rules: new Map() }));
  return found;
}

function isShown(place: Place, scope: ReadScope, name: string | null, mask: string | undefined): boolean {
  const { entity, facts } = place;
  if (!scope.decision(entity.name).allowed || !holds(place, scope.rows(entity), facts.record)) return false;
  if (name === null) return true;
  const { clear, masked } = scope.visibility(entity, name);
  if (holds(place, clear, facts.record)) return true;
  return masked.some((one) => one.mask === mask && holds(place, one.when, facts.record));
}

/** What the grants to export alone say. */
function isCovered(place: Place, decision: Decision, name: string | null): boolean {
  const { entity, facts } = place;
  const covered = name === null ? rowCondition(decision) : coverage(decision, entity, name);
  return holds(place, covered, facts.record);
}

/** As the statement has it: every rule on the row that it is about, which may be another one that this one refers to. */
function holds(place: Place, condition: Condition, record: RecordValue): boolean {
  if (typeof condition === 'boolean') return condition;
  if ('any' in condition) return condition.any.some((part) => holds(place, part, record));
  if ('all' in condition) return condition.all.every((part) => holds(place, part, record));
  let at: Value = record;
  for (const step of condition.at) at = at === null ? null : ((at as RecordValue)[step] ?? null);
  const { run } = place.facts;
  const facts = factsFor(run, at as RecordValue | null, null, condition.holding);
  return isTrue(condition.rule, facts, decisionTables(place.model));
}

/** Who may read records of the entity changes none but those. */
function isThere(place: Place, record: RecordValue): boolean {
  const { scope, entity, seesAll } = place;
  return seesAll || !scope.decision(entity.name).allowed || holds(place, scope.rows(entity), record);
}

function isWritten(place: Place, operation: RecordOperation, name: string | null): boolean {
  const { entity, facts } = place;
  const before = facts.old ?? facts.record;
  const subject = subjectOf(place, operation, operation === 'create' ? facts.record : before, null);
  const field = name === null ? null : own(entity.fields, name);
  if (field === undefined) return false;
  if (operation !== 'create' && !isThere(place, before)) return false;
  const granted = field === null ? judgeRecord(subject) : judgeField(subject, field);
  if (!granted.allowed || operation !== 'update') return granted.allowed;
  return judgeAfter(subjectOf(place, operation, facts.record, before), granted.held, field).allowed;
}

function isRun(place: Place, operation: string): boolean {
  const { entity, facts } = place;
  const action = actionOf(entity, operation);
  if (action === undefined || !isThere(place, facts.record)) return false;
  return judgeAction(subjectOf(place, `action ${action.name}`, facts.record, null), action, true).allowed;
}

function subjectOf(
  place: Place,
  operation: RecordOperation | `action ${string}`,
  record: RecordValue,
  old: RecordValue | null,
): Subject {
  const { model, facts } = place;
  const rules = rulesOf(place, operation);
  return { rules, run: facts.run, tables: decisionTables(model), record, old, input: facts.input };
}

function rulesOf(
  { model, entity, facts, rules }: Place,
  operation: RecordOperation | `action ${string}`,
): RuleSet {
  const key = `${entity.name} ${operation}`;
  const before = rules.get(key);
  if (before !== undefined) return before;
  const decision = decide(model, facts.actor, operation, entity.name);
  const read = decide(model, facts.actor, 'read', entity.name);
  const made = createRuleSet(model, entity, operation, decision, read);
  rules.set(key, made);
  return made;
}
