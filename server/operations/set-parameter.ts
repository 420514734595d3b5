import { v7 } from 'uuid';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import { formatDecimal, parseDecimal } from '../../runtime/model/decimal.ts';
import { isRecordId } from '../../runtime/model/field-types/reference.ts';
import type { Parameter } from '../../runtime/model/model.ts';
import { maySetParameter } from '../../runtime/policy/workspace-policy.ts';
import { fieldError } from '../../runtime/validate/pointer.ts';
import type { ParameterJson } from '../../runtime/wire/parameters.ts';
import {
  findChange,
  insertChange,
  lastChange,
  lockParameter,
  presentChanges,
  type ChangeRow,
} from '../parameters/parameter-changes.ts';
import { parameterCheck } from '../parameters/parameter-store.ts';
import { LONGEST_REASON, readBody, type BodyReader } from './body-reader.ts';
import { findParameter, unknownParameter, viewParameter } from './list-parameters.ts';
import { Refusal } from './refusal.ts';
import { sameVersion } from './same-version.ts';
import type { Client } from './operation.ts';
import type { WorkspaceOperation, WorkspaceTask } from './workspace-operation.ts';

type SetInput = { readonly name: string; readonly version: string | null; readonly body: unknown };

/** Sets a parameter from now on or from a later instant; what held before is never rewritten. */
export const setParameter: WorkspaceOperation<SetInput, ParameterJson> = {
  name: 'set-parameter',
  prepare: (task, { name, version, body }) => {
    const { actor, release } = task.context;
    const parameter = findParameter(task.context, name);
    task.require(maySetParameter(release.model, actor, parameter));
    const reader = readBody(body, ['value', 'effective_from', 'reason']);
    const value = readValue(parameter, reader);
    const from = reader.instant('effective_from', release.model.workspace.timeZone);
    if (from !== null && from < task.now) reader.errors.push(fieldError('/effective_from', 'temporal/past'));
    const reason = reader.required('reason', LONGEST_REASON);
    reader.finish();
    const effectiveFrom = from ?? task.now;
    return {
      kind: 'write',
      run: async ({ client, audit }) => {
        await lockParameter(client, name);
        sameVersion(version, await lastChange(client, name), `The parameter \`${name}\``);
        const before = viewParameter(task, parameter, await presentChanges(client, [name], task.now));
        await insertChange(client, {
          id: v7(),
          name,
          value,
          effectiveFrom,
          withdraws: null,
          setBy: actor.id,
          at: task.now,
          reason,
        });
        await audit({
          before: { parameter: name, value: before.value },
          after: { parameter: name, value, effective_from: effectiveFrom.toISOString() },
          reason,
        });
        return present(task, client, parameter);
      },
    };
  },
};

type WithdrawInput = SetInput & { readonly change: string };

/** Withdraws a value that was planned, before it comes into force. */
export const withdrawParameter: WorkspaceOperation<WithdrawInput, ParameterJson> = {
  name: 'withdraw-parameter',
  prepare: (task, { name, version, change, body }) => {
    const { actor, release } = task.context;
    const parameter = findParameter(task.context, name);
    task.require(maySetParameter(release.model, actor, parameter));
    const reader = readBody(body, ['reason']);
    const reason = reader.required('reason', LONGEST_REASON);
    reader.finish();
    return {
      kind: 'write',
      run: async ({ client, audit }) => {
        await lockParameter(client, name);
        const planned = await findPlanned(task, client, name, change);
        sameVersion(version, await lastChange(client, name), `The parameter \`${name}\``);
        await insertChange(client, {
          id: v7(),
          name,
          value: null,
          effectiveFrom: null,
          withdraws: planned.id,
          setBy: actor.id,
          at: task.now,
          reason,
        });
        const { value, effective_from } = planned;
        await audit({ before: { parameter: name, value, effective_from }, after: null, reason });
        return present(task, client, parameter);
      },
    };
  },
};

async function findPlanned(
  task: WorkspaceTask,
  client: Client,
  name: string,
  id: string,
): Promise<ChangeRow> {
  const found = isRecordId(id) ? await findChange(client, id) : null;
  if (found === null || found.name !== name || found.withdraws !== null || found.withdrawn)
    throw unknownParameter('such a planned value');
  if (Date.parse(found.effective_from ?? '') <= task.now.getTime())
    throw new Refusal('parameter/in_force', `The value holds since ${found.effective_from ?? ''}.`);
  return found;
}

async function present(task: WorkspaceTask, client: Client, parameter: Parameter): Promise<ParameterJson> {
  return viewParameter(task, parameter, await presentChanges(client, [parameter.name], task.now));
}

/** The value as the text that is stored, exact numbers with all their digits. */
function readValue(parameter: Parameter, reader: BodyReader): string {
  const value = reader.value('value');
  if (value === null || value === '') {
    reader.errors.push(fieldError('/value', 'value/required'));
    return '';
  }
  const errors = parameterCheck(parameter)({ value }, '');
  reader.errors.push(...errors);
  if (errors.length > 0) return '';
  const { field } = parameter;
  const text = FIELD_TYPES[field.type].toDatabase(field, value);
  if (typeof text !== 'string') throw new Error(`A parameter cannot have the type ${field.type}.`);
  const exact = 'scale' in field ? parseDecimal(text) : null;
  return exact === null || !('scale' in field) ? text : (formatDecimal(exact, field.scale) ?? text);
}
