import type { Facts, RecordValue, UserValue, Value } from '../expression/value.ts';
import type { Model, UserAttribute } from '../model/model.ts';
import type { ParameterValues } from '../model/parameter-value.ts';
import type { Actor, Attributes } from '../policy/decision.ts';
import { dayIn } from '../validate/defaults.ts';
import { decodeValue } from './values.ts';

/** What every rule of one operation may look at besides records: who acts, parameters, and one instant. */
export type RunFacts = {
  readonly user: UserValue;
  /** The actor under each of its holdings: attributes that the assignment's scope names are those of the scope. */
  readonly users: readonly UserValue[];
  readonly params: Readonly<Record<string, Value>>;
  readonly now: number;
  readonly today: string;
};

/** Gathers them for an actor at an instant. */
export function createRunFacts(model: Model, actor: Actor, params: ParameterValues, now: Date): RunFacts {
  const { timeZone, userAttributes } = model.workspace;
  const known = Object.values(userAttributes);
  const own = userValue(known, actor, actor.attributes);
  return {
    user: own,
    users: actor.holdings.map(({ scope }) =>
      scope === null ? own : userValue(known, actor, { ...actor.attributes, ...scope }),
    ),
    params: Object.fromEntries(
      Object.values(model.parameters).map(({ name, type, value }) => [
        name,
        decodeValue(type.type, params[name] ?? value),
      ]),
    ),
    now: now.getTime(),
    today: dayIn(timeZone, now),
  };
}

/** The facts of one evaluation; `holding` is that of the grant whose condition is judged, null for rules of the record. */
export function factsFor(
  run: RunFacts,
  record: RecordValue | null,
  old: RecordValue | null,
  holding: number | null = null,
  input: Readonly<Record<string, Value>> = {},
): Facts {
  const user = (holding === null ? undefined : run.users[holding]) ?? run.user;
  return { record, old, input, user, params: run.params, now: run.now, today: run.today };
}

function userValue(known: readonly UserAttribute[], actor: Actor, attributes: Attributes): UserValue {
  const values = known.map(({ name, type }) => {
    const value = Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null;
    return [name, value ?? (type === 'tags' ? [] : null)] as const;
  });
  return { ...Object.fromEntries(values), id: actor.id, name: actor.name, roles: actor.roles };
}
