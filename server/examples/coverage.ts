import type { Example } from '../../runtime/model/example.ts';
import type { Entity, Grant, RoleAccess } from '../../runtime/model/model.ts';
import { transitionId, type ListedRule, type RuleOutcome } from '../../runtime/rules/rule-list.ts';
import type { ExampleOutcome } from './example-outcome.ts';
import { note, type Seen } from './rule-watch.ts';
import type { ExampleRun } from './run-example.ts';

/** What the examples show of one rule. */
export type RuleCoverage = {
  readonly rule: ListedRule;
  readonly seen: readonly RuleOutcome[];
  readonly missing: readonly RuleOutcome[];
};

/** Adds what an example shows although no condition was evaluated for it: states, people, and grants without a condition. */
export function noteRun(seen: Seen, { entity, example, outcome }: ExampleRun): void {
  if (outcome === null) return;
  dropOldFailures(seen, entity, outcome);
  noteAction(seen, entity, example, outcome);
  const grants = grantsUsed(entity, example);
  const isDenied = outcome.is === 'refused' && outcome.reasons.some(({ rule }) => rule === 'access');
  // Whoever does something with a record is answered with it, as far as they may read it.
  const read = outcome.is === 'allowed' ? (accessOf(entity, example)?.read ?? []) : [];
  for (const { id, rows } of isDenied ? [] : [...grants, ...read]) if (rows === null) note(seen, id, 'true');
}

/** A check that failed before and was left alone stood in nobody's way. */
function dropOldFailures(seen: Seen, entity: Entity, outcome: ExampleOutcome): void {
  const failed = new Set(
    outcome.is === 'refused'
      ? outcome.reasons.map(({ rule }) => `${entity.name}.${rule ?? ''}`)
      : [...outcome.warnings, ...outcome.counted],
  );
  for (const { id } of Object.values(entity.checks)) if (!failed.has(id)) seen.get(id)?.delete('false');
}

function accessOf({ access }: Entity, { as }: Example): RoleAccess | undefined {
  return Object.hasOwn(access, as) ? access[as] : undefined;
}

function grantsUsed(entity: Entity, example: Example): readonly Grant[] {
  const { does } = example;
  const access = accessOf(entity, example);
  if (access === undefined) return [];
  const action =
    access.actions !== undefined && Object.hasOwn(access.actions, does) ? access.actions[does] : undefined;
  if (action !== undefined) return [action];
  return does === 'create' || does === 'read' || does === 'update' || does === 'delete'
    ? (access[does] ?? [])
    : [];
}

/** In the order in which an action asks: grant, state, condition, people. */
function noteAction(seen: Seen, entity: Entity, example: Example, outcome: ExampleOutcome): void {
  const action = Object.hasOwn(entity.actions, example.does) ? entity.actions[example.does] : undefined;
  if (action === undefined) return;
  const id = `${entity.name}.actions.${action.name}`;
  const stopped = outcome.is === 'refused' ? (outcome.reasons[0]?.rule ?? null) : null;
  const isStoppedBy = (part: string): boolean => stopped === `actions.${action.name}.${part}`;
  if (stopped === 'access' || stopped?.includes('access.') === true) return;
  if (isStoppedBy('from')) {
    note(seen, `${id}.from`, 'false');
    return;
  }
  if (action.from.length > 0) note(seen, `${id}.from`, 'true');
  if (isStoppedBy('when')) return;
  if (action.notBy.length > 0) note(seen, `${id}.not_by`, isStoppedBy('not_by') ? 'false' : 'true');
  const before = entity.lifecycle === null ? null : stateBefore(entity, example);
  if (outcome.is === 'allowed' && before !== null && action.to !== null)
    note(seen, transitionId(entity.name, action, before), 'taken');
}

function stateBefore({ lifecycle }: Entity, { given }: Example): string | null {
  if (lifecycle === null) return null;
  const state = Object.hasOwn(given, lifecycle.field) ? given[lifecycle.field] : lifecycle.initial;
  return typeof state === 'string' ? state : null;
}

/** Sets what was seen against what should have been, in the order of the rules. */
export function coverRules(rules: readonly ListedRule[], seen: Seen): readonly RuleCoverage[] {
  return rules.map((rule) => {
    const outcomes = seen.get(rule.id) ?? new Set<RuleOutcome>();
    return {
      rule,
      seen: rule.wanted.filter((outcome) => outcomes.has(outcome)),
      missing: rule.wanted.filter((outcome) => !outcomes.has(outcome)),
    };
  });
}

/** Adds what one example showed to what others did. */
export function addSeen(all: Seen, more: Seen): void {
  for (const [id, outcomes] of more) for (const outcome of outcomes) note(all, id, outcome);
}
