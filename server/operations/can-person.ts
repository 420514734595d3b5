import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import type { Field } from '../../runtime/model/field.ts';
import { RECORD_OPERATIONS } from '../../runtime/model/model.ts';
import { findField } from '../../runtime/model/system-fields.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { maySeePeople } from '../../runtime/policy/workspace-policy.ts';
import type { JudgedOperation } from '../../runtime/rules/rule-set.ts';
import type { CanJson, VerdictJson } from '../../runtime/wire/rules.ts';
import { findActor } from '../identity/find-actor.ts';
import { actionNamed } from './action-refusal.ts';
import { actionVerdict, callWitness, fieldVerdict, recordVerdict } from './can-witness.ts';
import type { Witness } from './can-witness.ts';
import { loadRecord, notFound, requireId } from './get-record.ts';
import type { Client, Operation, Task } from './operation.ts';
import { Refusal } from './refusal.ts';

export type CanQuestion = {
  readonly entity: string;
  /** Id or key of the person; null asks about oneself. */
  readonly person: string | null;
  /** One of the operations on records, or null where `action` is asked. */
  readonly operation: string | null;
  readonly action: string | null;
  readonly id: string | null;
  readonly field: string | null;
};

const OPERATIONS: readonly string[] = [...RECORD_OPERATIONS, 'restore'];

/**
 * Whether somebody may do something, and which grant or rule decides it. About oneself whoever asks; about others those who
 * see what people hold. What the asker may not read is not told, and a record that they may not read is not there.
 */
export const canPerson: Operation<CanQuestion, CanJson> = {
  name: 'can-person',
  requires: null,
  prepare: (task, question) => {
    const operation = operationOf(task, question);
    const field = fieldOf(task, question.field);
    if (question.id !== null) requireId(task, question.id);
    return {
      kind: 'read',
      run: async (client) => {
        const person = await personOf(task, client, question.person);
        if (question.id !== null) await requireReadable(task, client, question.id);
        const witness = await callWitness(task, client, person, question.id, [operation]);
        return {
          person: { id: person.id, name: person.name },
          operation,
          entity: task.entity.name,
          id: question.id,
          field: question.field,
          verdict: verdictFor(witness, operation, field),
        };
      },
    };
  },
};

function verdictFor(witness: Witness, operation: JudgedOperation, field: Field | null): VerdictJson {
  if (operation.startsWith('action '))
    return actionVerdict(witness, actionNamed(witness.asker.entity, operation.slice('action '.length)));
  return field === null ? recordVerdict(witness, operation) : fieldVerdict(witness, operation, field);
}

async function requireReadable(task: Task, client: Client, id: string): Promise<void> {
  const readable =
    task.scope.decision(task.entity.name).allowed && (await loadRecord(task, client, id, false));
  if (readable === null || readable === false) notFound(task, id);
}

function operationOf({ entity }: Task, { operation, action }: CanQuestion): JudgedOperation {
  if (action !== null) return `action ${actionNamed(entity, action).name}`;
  if (operation !== null && OPERATIONS.includes(operation)) return operation as JudgedOperation;
  if (operation !== null && Object.hasOwn(entity.actions, operation)) return `action ${operation}`;
  const known = [...OPERATIONS, ...Object.keys(entity.actions)];
  throw invalid(
    'operation',
    operation === null
      ? 'Say what is to be done, in `operation` or `action`.'
      : `There is no operation \`${operation.slice(0, 100)}\`; ${suggest(operation.slice(0, 100), known, '')}`,
  );
}

/** A field that the asker may not read is as one that does not exist. */
function fieldOf({ entity, scope }: Task, name: string | null): Field | null {
  if (name === null) return null;
  const known = scope.names(entity);
  const field = known.has(name) ? findField(entity, name) : undefined;
  if (field !== undefined) return field;
  const hint = suggest(name.slice(0, 100), [...known], 'no field can be read here.');
  throw invalid('field', `There is no field \`${name.slice(0, 100)}\`; ${hint}`);
}

function invalid(parameter: string, message: string): Refusal {
  return new Refusal('request/invalid', message, {
    errors: [{ pointer: `?${parameter}`, code: 'query/option', message }],
  });
}

async function personOf(task: Task, client: Client, person: string | null): Promise<Actor> {
  const { actor, release } = task.context;
  if (person === null || person === actor.id || person === 'me') return actor;
  const may = maySeePeople(release.model, actor);
  if (!may.allowed && actor.kind !== 'system') throw new Refusal('access/denied', may.reason);
  const found = await findActor(client, release.model, person, task.now);
  if (found !== null) return found;
  throw new Refusal('access/unknown', `There is no person \`${person.slice(0, 100)}\`.`);
}
