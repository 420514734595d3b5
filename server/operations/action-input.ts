import { expressionType } from '../../runtime/model/expression-type.ts';
import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import type { Dependency } from '../../runtime/expression/dependencies.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Value } from '../../runtime/expression/value.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { Action } from '../../runtime/model/rule.ts';
import { parseWriteRequest } from '../../runtime/request/write-request.ts';
import type { WriteRequest } from '../../runtime/request/write-request.ts';
import type { Outcome } from '../../runtime/request/outcome.ts';
import { needsOf, targetOf } from '../../runtime/rules/needs.ts';
import { messageTrees } from '../../runtime/rules/rule-set.ts';
import { decodeValue } from '../../runtime/rules/values.ts';
import { defaultValues } from '../../runtime/validate/defaults.ts';
import { createValueCheck } from '../../runtime/validate/value-check.ts';
import { buildFacts } from '../sql/facts-query.ts';
import { loadFacts } from './load-facts.ts';
import type { Client, Task } from './operation.ts';

/** The fields of an action's input, as those of an entity that is nowhere stored. */
export function inputEntity(entity: Entity, action: Action): Entity {
  return { ...entity, fields: action.input, lifecycle: null };
}

/** Reads the body of an action: values of its input fields and nothing else. No body is an empty one. */
export function parseInput(task: Task, action: Action, body: unknown): Outcome<WriteRequest> {
  const { context, entity, tools } = task;
  const shape = tools.once(`input ${entity.name} ${action.name}`, () => {
    const of = inputEntity(entity, action);
    return { of, check: createValueCheck(of), names: new Set(Object.keys(action.input)) };
  });
  const parsed = parseWriteRequest(
    {
      model: context.release.model,
      writable: () => shape.names,
      readable: () => shape.names,
      check: () => shape.check,
    },
    shape.of,
    'create',
    body ?? {},
  );
  if (parsed.ok) return parsed;
  // Fields of an input have the names of no rule.
  return {
    ok: false,
    errors: parsed.errors.map(({ pointer, code, message }) => ({ pointer, code, message })),
  };
}

/** The input with its fixed defaults, as it was or would have been written. */
export function inputValues(
  task: Task,
  action: Action,
  { values, links }: Pick<WriteRequest, 'values' | 'links'>,
): Readonly<Record<string, unknown>> {
  const { context, now } = task;
  const { timeZone } = context.release.model.workspace;
  const moment = { now, timeZone, actorId: context.actor.id };
  return { ...defaultValues(inputEntity(task.entity, action), moment), ...values, ...links };
}

/** The input as rules see it, with what they read of the records that it names. */
export async function inputFacts(
  task: Task,
  client: Client,
  action: Action,
  values: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, Value>>> {
  const facts: Record<string, Value> = {};
  for (const [name, field] of Object.entries(action.input)) {
    const type = expressionType(field)?.type;
    const value = type === undefined ? null : decodeValue(type, values[name]);
    facts[name] = value;
    const target = targetOf(task.context.release.model, field);
    if (target === null || value === null) continue;
    facts[name] = await withRecords(task, client, action, name, target, value);
  }
  return facts;
}

async function withRecords(
  task: Task,
  client: Client,
  action: Action,
  name: string,
  target: Entity,
  value: Value,
): Promise<Value> {
  const { release } = task.context;
  const query = task.tools.once(`input ${task.entity.name} ${action.name} ${name}`, () =>
    buildFacts(release, target, needsOf(release.model, target, inputReads(action, name), ['record'])),
  );
  const ids = (Array.isArray(value) ? value : [value]).flatMap((one: Value) =>
    typeof one === 'object' && one !== null && 'id' in one ? [one.id] : [],
  );
  const records = await loadFacts(task, client, query, ids);
  const found = ids.flatMap((id) => records.get(id) ?? []);
  return Array.isArray(value) ? found : (found[0] ?? null);
}

/** What the action reads of one input, from there on. */
function inputReads(action: Action, name: string): Dependency[] {
  const trees: (Tree | undefined)[] = [
    action.when?.tree,
    ...messageTrees(action.say),
    ...Object.values(action.set).map(({ tree }) => tree),
  ];
  return trees
    .flatMap((tree) => (tree === undefined ? [] : dependenciesOf(tree)))
    .filter(({ root, steps }) => root === 'input' && steps[0] === name)
    .flatMap(({ steps, rows }) =>
      steps.length > 1 ? [{ root: 'record', steps: steps.slice(1), rows }] : (rows ?? []).map(asRecord),
    );
}

/** Of a list, what is read of each row is read of each record. */
function asRecord(row: Dependency): Dependency {
  return { ...row, root: 'record' };
}
