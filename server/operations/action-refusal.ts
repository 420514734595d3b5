import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { Action } from '../../runtime/model/rule.ts';
import type { DecisionGrant } from '../../runtime/policy/decision.ts';
import { judgeAction } from '../../runtime/rules/judge-action.ts';
import type { ActionJudgement, Obstacle } from '../../runtime/rules/judge-action.ts';
import type { Subject } from '../../runtime/rules/judge.ts';
import { actionReason } from '../../runtime/rules/reason.ts';
import { factsFor } from '../../runtime/rules/run-facts.ts';
import { seesField } from '../../runtime/rules/sight.ts';
import { deniedRecord, ruleOf } from './judge-touches.ts';
import type { Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { RefusalCode } from './refusal-codes.ts';
import { renderMessage, seesFor, speechFor } from './speech.ts';

const CODES: Readonly<Record<Exclude<Obstacle, 'grant'>, RefusalCode>> = {
  from: 'action/wrong_state',
  when: 'action/condition',
  not_by: 'action/same_person',
};

/** The declared action of that name; refuses any other. */
export function actionNamed(entity: Entity, name: string): Action {
  const action = Object.hasOwn(entity.actions, name) ? entity.actions[name] : undefined;
  if (action !== undefined) return action;
  const hint = suggest(name.slice(0, 100), Object.keys(entity.actions), 'no action is defined');
  throw new Refusal('action/unknown', `${entity.plural} have no action \`${name.slice(0, 100)}\`.`, {
    hint: `${hint.charAt(0).toUpperCase()}${hint.slice(1)}`,
  });
}

/** Judges whether the action may run and gives the grants that let it; refuses with what stands in the way. */
export function refuseAction(
  task: Task,
  id: string,
  subject: Subject,
  action: Action,
  hasInput: boolean,
): readonly DecisionGrant[] {
  const judgement = judgeAction(subject, action, hasInput);
  if (judgement.obstacle === null) return judgement.held;
  if (judgement.obstacle === 'grant') throw deniedRecord(task, id, subject, judgement);
  const message = reasonOfAction(task, subject, action, judgement);
  const code = CODES[judgement.obstacle];
  throw new Refusal(code, message, { errors: [{ pointer: '', code, message, ...ruleOf(judgement) }] });
}

/** Why the action may run or not, as far as the actor may know. */
export function reasonOfAction(
  task: Task,
  subject: Subject,
  action: Action,
  judgement: ActionJudgement,
  who = 'You',
): string {
  const { rules, run, record, tables, input } = subject;
  const { entity } = rules;
  const facts = factsFor(run, record, null, null, input);
  const say = action.say === null ? null : renderMessage(task, action.say, facts, seesFor(task, subject));
  const field = entity.lifecycle?.field ?? '';
  const seen =
    field !== '' && seesField({ scope: task.scope, entity, run: task.facts, record, tables }, field);
  const state = seen ? record[field] : null;
  return actionReason(
    entity,
    action,
    judgement,
    { say, state: typeof state === 'string' ? state : null },
    speechFor(task, subject, who),
  );
}
