import type { Action } from '../../runtime/model/rule.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { isWritable } from '../../runtime/validate/record-schema.ts';
import type { ActionJson, RecordCanJson, VerdictJson } from '../../runtime/wire/rules.ts';
import { actionVerdict, callWitness, fieldVerdict, recordVerdict } from './can-witness.ts';
import { loadRecord, notFound, requireId } from './get-record.ts';
import type { Operation, Task } from './operation.ts';
import { writeRules } from './write-rules.ts';

/** Everything that the actor may do with one record now, and why: judged by what would be enforced. */
export const canRecord: Operation<{ readonly entity: string; readonly id: string }, RecordCanJson> = {
  name: 'can-record',
  requires: 'read',
  prepare: (task, { id }) => {
    requireId(task, id);
    const { context, entity } = task;
    const actions = knownActions(task, entity);
    return {
      kind: 'read',
      run: async (client) => {
        if ((await loadRecord(task, client, id, false)) === null) notFound(task, id);
        const witness = await callWitness(task, client, context.actor, id, [
          'update',
          'delete',
          ...actions.map(({ name }) => `action ${name}` as const),
        ]);
        if (witness.record === null) notFound(task, id);
        return {
          update: recordVerdict(witness, 'update'),
          delete: recordVerdict(witness, 'delete'),
          fields: Object.fromEntries(
            writableFields(task).map((field): [string, VerdictJson] => [
              field.name,
              fieldVerdict(witness, 'update', field),
            ]),
          ),
          actions: actions.map((action): ActionJson => {
            const { name, title, about, confirm, to } = action;
            return { name, title, about, confirm, to, verdict: actionVerdict(witness, action) };
          }),
        };
      },
    };
  },
};

/** Declared actions that some role of the actor may run on some record. */
function knownActions({ context, tools }: Task, entity: Entity): readonly Action[] {
  return Object.values(entity.actions).filter(
    ({ name }) => tools.decide(context.actor, `action ${name}`, entity.name).allowed,
  );
}

function writableFields(task: Task): Entity['fields'][string][] {
  const names = writeRules(task).writable(task.entity, 'update');
  return Object.values(task.entity.fields).filter((field) => names.has(field.name) && isWritable(field));
}
