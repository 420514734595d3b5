import { dependenciesOf } from '../expression/dependencies.ts';
import type { Value } from '../expression/value.ts';
import type { Action } from '../model/rule.ts';
import { judgeRecord, outcomeOf, spanPlace } from './judge.ts';
import type { JudgedPart, Judgement, Subject } from './judge.ts';
import { factsFor } from './run-facts.ts';

/** What stood in the way of an action, in the order in which it is asked. */
export type Obstacle = 'grant' | 'from' | 'when' | 'not_by';
export type ActionJudgement = Judgement & { readonly obstacle: Obstacle | null };

/**
 * Whether the actor may run the action on this record now: grant, state, condition, people, in this order. Without `input`
 * a condition that looks at the input is not asked yet.
 */
export function judgeAction(subject: Subject, action: Action, hasInput: boolean): ActionJudgement {
  const granted = judgeRecord(subject);
  if (!granted.allowed) return { ...granted, obstacle: 'grant' };
  const asked = [
    fromPart(subject, action),
    hasInput || !readsInput(action) ? whenPart(subject, action) : null,
    notByPart(subject, action),
  ].filter((part) => part !== null);
  const obstacle = asked.find((part) => part.outcome !== 'true');
  const parts =
    obstacle === undefined
      ? [...granted.parts, ...asked]
      : [obstacle, ...asked.filter((part) => part !== obstacle), ...granted.parts];
  return {
    ...granted,
    allowed: obstacle === undefined,
    parts,
    obstacle: (obstacle?.kind ?? null) as Obstacle | null,
  };
}

/** Whether the condition of the action looks at what is given to it. */
function readsInput(action: Action): boolean {
  return action.when !== null && dependenciesOf(action.when.tree).some(({ root }) => root === 'input');
}

function fromPart(subject: Subject, action: Action): JudgedPart | null {
  const { lifecycle } = subject.rules.entity;
  if (lifecycle === null || action.from.length === 0) return null;
  const state = valueOf(subject, lifecycle.field);
  const isThere = typeof state === 'string' && action.from.includes(state);
  const outcome = state === null ? 'unknown' : isThere ? 'true' : 'false';
  return part(subject, action, 'from', outcome);
}

function whenPart(subject: Subject, action: Action): JudgedPart | null {
  if (action.when === null) return null;
  const { facts } = part(subject, action, 'when', 'unknown');
  const outcome = outcomeOf(action.when.tree, facts, subject.tables);
  return { ...part(subject, action, 'when', outcome), condition: action.when };
}

/** Nobody in an empty field is nobody in particular, so it stands in nobody's way. */
function notByPart(subject: Subject, action: Action): JudgedPart | null {
  if (action.notBy.length === 0) return null;
  const own = action.notBy.some((name) => valueOf(subject, name) === subject.run.user.id);
  return part(subject, action, 'not_by', own ? 'false' : 'true');
}

function part(
  subject: Subject,
  action: Action,
  kind: 'from' | 'when' | 'not_by',
  outcome: JudgedPart['outcome'],
): JudgedPart {
  const { rules, run, record, input } = subject;
  const spans = { from: action.spans.from, when: action.spans.when, not_by: action.spans.notBy };
  return {
    rule: `${rules.entity.name}.actions.${action.name}.${kind}`,
    kind,
    role: null,
    place: spanPlace(spans[kind] ?? action.span),
    condition: null,
    facts: factsFor(run, record, null, null, input),
    outcome,
  };
}

function valueOf({ record }: Subject, name: string): Value {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}
