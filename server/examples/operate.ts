import type { Entity } from '../../runtime/model/model.ts';
import type { Example } from '../../runtime/model/example.ts';
import { decide } from '../../runtime/policy/decide.ts';
import { createRecord } from '../operations/create-record.ts';
import { deleteRecord } from '../operations/delete-record.ts';
import { getRecord } from '../operations/get-record.ts';
import type { Context } from '../operations/operation.ts';
import { runAction } from '../operations/run-action.ts';
import { runOperation } from '../operations/run-operation.ts';
import { updateRecord } from '../operations/update-record.ts';
import { bodyOf, fillRequired } from './example-body.ts';
import { ExampleProblem } from './example-problem.ts';
import type { ExampleWorld } from './example-records.ts';

/** The record afterwards, as who acts may read it; null where it is gone. */
export type Done = { readonly id: string; readonly json: string } | null;

/** Version of a record that was just put there. */
const FIRST_VERSION = 1;

/**
 * Does with a record, through the operations, what an example says; `id` is that of the record it is given, null for one
 * that is to be created.
 */
export async function operate(
  world: ExampleWorld,
  context: Context,
  entity: Entity,
  example: Example,
  id: string | null,
): Promise<Done> {
  if (id === null) return await create(world, context, entity, example);
  const at = { entity: entity.name, id };
  switch (example.does) {
    case 'update': {
      const body = await bodyOf(world, entity.fields, example.with);
      return await runOperation(context, updateRecord, { ...at, version: FIRST_VERSION, body });
    }
    case 'delete':
      await runOperation(context, deleteRecord, { ...at, version: FIRST_VERSION });
      return null;
    case 'read':
      return await runOperation(context, getRecord, at);
    default:
      return await act(world, context, entity, example, id);
  }
}

async function act(
  world: ExampleWorld,
  context: Context,
  entity: Entity,
  example: Example,
  id: string,
): Promise<Done> {
  const action = Object.hasOwn(entity.actions, example.does) ? entity.actions[example.does] : undefined;
  if (action === undefined)
    throw new ExampleProblem(`\`${example.does}\` is nothing that can be done with \`${entity.name}\`.`);
  const body = await bodyOf(world, action.input, example.with);
  return await runOperation(context, runAction, {
    entity: entity.name,
    id,
    action: action.name,
    version: FIRST_VERSION,
    body,
    key: null,
    dryRun: false,
  });
}

/** What is required and neither given nor asked about is made up, as far as the role may write it. */
async function create(
  world: ExampleWorld,
  context: Context,
  entity: Entity,
  example: Example,
): Promise<Done> {
  const body = await bodyOf(world, entity.fields, { ...example.given, ...example.with });
  const { grants } = decide(world.release.model, context.actor, 'create', entity.name);
  const mayWrite = (name: string): boolean =>
    grants.some(({ fields }) => fields === null || fields.includes(name));
  const asked = example.expect.refusedBy?.split('.')[0];
  const open = Object.values(entity.fields).filter(({ name }) => name !== asked && mayWrite(name));
  await fillRequired(world, entity, body, open);
  return await runOperation(context, createRecord, { entity: entity.name, body, key: null });
}
