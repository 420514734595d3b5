import type { Entity } from '../model/model.ts';
import type { Action } from '../model/rule.ts';
import { decide } from '../policy/decide.ts';
import { defaultValue } from '../validate/defaults.ts';
import { recordSchema } from '../validate/record-schema.ts';
import type { ActionView, DetailView, FormMode, StateStepView } from '../wire/view.ts';
import { withNulls } from './body-schema.ts';
import { viewInput } from './field-view.ts';
import type { ViewScope } from './scope.ts';

/** The actions that the actor's roles know, whatever record they are asked for. */
export function viewActions(scope: ViewScope, entity: Entity): readonly ActionView[] {
  return Object.values(entity.actions)
    .filter(({ name }) => decide(scope.model, scope.actor, `action ${name}`, entity.name).allowed)
    .map((action) => {
      const { name, title, about, confirm, to } = action;
      return { name, title, about, confirm, to, input: viewInputs(scope, entity, action) };
    });
}

/** What an action asks for, as a form of its own. */
function viewInputs(scope: ViewScope, entity: Entity, action: Action): ActionView['input'] {
  const fields = Object.values(action.input);
  if (fields.length === 0) return null;
  return { fields: fields.map((field) => viewInput(scope, field)), form: inputForm(scope, entity, action) };
}

function inputForm(scope: ViewScope, entity: Entity, action: Action): FormMode {
  const fields = Object.values(action.input);
  const asked: Entity = { ...entity, fields: action.input };
  const names = new Set(fields.map(({ name }) => name));
  const bare = withNulls(
    scope,
    asked,
    recordSchema(scope.model, asked, 'create', () => names),
  );
  const name = `jig:${entity.name}/actions/${action.name}`;
  const hash = scope.identify({ $id: name, ...bare });
  const moment = { now: scope.now, timeZone: scope.model.workspace.timeZone, actorId: scope.actor.id };
  return {
    schema: { $id: `${name}/${hash}`, ...bare },
    validator: `/validators/${entity.name}/${hash}.mjs`,
    defaults: Object.fromEntries(
      fields
        .map((field) => [field.name, defaultValue(field, moment)] as const)
        .filter(([, value]) => value !== null),
    ),
  };
}

/** Where each state can lead, for those who read the state. */
export function viewLifecycle(scope: ViewScope, entity: Entity): DetailView['lifecycle'] {
  const { lifecycle } = entity;
  if (lifecycle === null || !scope.reads(entity, lifecycle.field)) return null;
  const field = entity.fields[lifecycle.field];
  const states = field?.type === 'choice' ? field.options : [];
  return {
    field: lifecycle.field,
    next: Object.fromEntries(states.map(({ name }) => [name, stepsFrom(entity, name)])),
  };
}

function stepsFrom(entity: Entity, state: string): readonly StateStepView[] {
  return Object.values(entity.actions).flatMap(({ name, title, from, to }) =>
    to !== null && to !== state && (from.length === 0 || from.includes(state))
      ? [{ action: name, title, to }]
      : [],
  );
}
