import type pg from 'pg';
import type { Model, Parameter } from '../../runtime/model/model.ts';
import {
  fromStoredText,
  writtenParameters,
  type ParameterValue,
  type ParameterValues,
} from '../../runtime/model/parameter-value.ts';
import { createValueCheck, type ValueCheck } from '../../runtime/validate/value-check.ts';

type Client = Pick<pg.Pool, 'query'>;

/**
 * Values in force at `now`: of each parameter the one that was set to hold last, else that of the environment's bindings (`bound`),
 * else the definition's. Read anew at every call, since a rule decides by what holds at that moment. A model without parameters
 * costs nothing.
 */
export async function parametersInForce(
  client: Client,
  model: Model,
  now: Date,
  bound: ParameterValues = {},
): Promise<ParameterValues> {
  const written = { ...writtenParameters(model), ...bound };
  const names = Object.keys(written);
  if (names.length === 0) return written;
  const { rows } = await client.query<unknown[]>({
    name: 'jig_parameters_in_force',
    text: IN_FORCE,
    values: [names, now.toISOString()],
    rowMode: 'array',
  });
  const set = (rows as [string, string][]).flatMap(([name, text]) => {
    const parameter = model.parameters[name];
    const value = parameter === undefined ? null : acceptedValue(parameter, text);
    return value === null ? [] : [[name, value] as const];
  });
  return set.length === 0 ? written : { ...written, ...Object.fromEntries(set) };
}

/** SQL: the row `v` was not withdrawn before it came into force. */
export const NOT_WITHDRAWN = `not exists (select from jig.parameter_value w where w.withdraws = v.id)`;

const IN_FORCE =
  `select n.name, v.value from unnest($1::text[]) n(name) cross join lateral (` +
  `select v.value from jig.parameter_value v where v.name = n.name and v.withdraws is null ` +
  `and v.effective_from <= $2::timestamptz and ${NOT_WITHDRAWN} ` +
  `order by v.effective_from desc, v.set_at desc, v.id desc limit 1) v`;

const checks = new WeakMap<Parameter, ValueCheck>();

/** The check of a parameter's values, under the name `value`. */
export function parameterCheck(parameter: Parameter): ValueCheck {
  const known = checks.get(parameter);
  if (known !== undefined) return known;
  const fresh = createValueCheck({ fields: { value: { ...parameter.field, name: 'value' } } });
  checks.set(parameter, fresh);
  return fresh;
}

/** A stored value; null where a later release gave the parameter a field that no longer takes it. */
export function acceptedValue(parameter: Parameter, text: string): ParameterValue | null {
  const value = fromStoredText(parameter, text);
  return parameterCheck(parameter)({ value }, '').length === 0 ? value : null;
}
