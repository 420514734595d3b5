import { isRecordId } from '../../runtime/model/field-types/reference.ts';
import type { Parameter } from '../../runtime/model/model.ts';
import { mayReadParameters, maySetParameter } from '../../runtime/policy/workspace-policy.ts';
import { viewInput } from '../../runtime/view/field-view.ts';
import { createScope } from '../../runtime/view/scope.ts';
import type { ParameterHistoryJson, ParameterJson, ParametersJson } from '../../runtime/wire/parameters.ts';
import { ability } from '../identity/assignment-view.ts';
import {
  changesOf,
  FIRST_VERSION,
  presentChanges,
  viewChange,
  type ChangeRow,
} from '../parameters/parameter-changes.ts';
import { acceptedValue } from '../parameters/parameter-store.ts';
import type { Context } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { WorkspaceOperation, WorkspaceTask } from './workspace-operation.ts';

/** Changes in one answer. */
const PAGE = 50;

/** Every parameter with the value in force, what is planned, and whether the actor may set it. */
export const listParameters: WorkspaceOperation<null, ParametersJson> = {
  name: 'list-parameters',
  prepare: (task) => {
    const { model } = task.context.release;
    task.require(mayReadParameters(model, task.context.actor));
    const parameters = Object.values(model.parameters);
    return {
      kind: 'read',
      run: async (client) => {
        const names = parameters.map(({ name }) => name);
        const byName = Map.groupBy(await presentChanges(client, names, task.now), ({ name }) => name);
        return { data: parameters.map((each) => viewParameter(task, each, byName.get(each.name) ?? [])) };
      },
    };
  },
};

/** Every change of one parameter. */
export const parameterHistory: WorkspaceOperation<
  { readonly name: string; readonly after: string | null },
  ParameterHistoryJson
> = {
  name: 'parameter-history',
  prepare: ({ context, now, require }, { name, after }) => {
    require(mayReadParameters(context.release.model, context.actor));
    const parameter = findParameter(context, name);
    if (after !== null && !isRecordId(after)) throw unknownParameter(`a change \`${after.slice(0, 40)}\``);
    return {
      kind: 'read',
      run: async (client) => {
        const present = await presentChanges(client, [name], now);
        const current = inForce(present, now)?.id ?? null;
        const rows = await changesOf(client, name, after, PAGE + 1);
        const shown = rows.slice(0, PAGE);
        return {
          data: shown.map((row) => viewChange(parameter, row, current, now)),
          next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
        };
      },
    };
  },
};

/** The parameter of that name; refuses where there is none. */
export function findParameter({ release }: Context, name: string): Parameter {
  const { parameters } = release.model;
  const found = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (found === undefined) throw unknownParameter(`a parameter \`${name.slice(0, 100)}\``);
  return found;
}

export function unknownParameter(what: string): Refusal {
  return new Refusal('parameter/unknown', `There is not ${what}.`);
}

/** A parameter as the viewer sees it, from its present changes. */
export function viewParameter(
  { context, now }: WorkspaceTask,
  parameter: Parameter,
  rows: readonly ChangeRow[],
): ParameterJson {
  const { actor, release } = context;
  const { model } = release;
  const current = inForce(rows, now);
  const value = current?.value == null ? null : acceptedValue(parameter, current.value);
  const owner = parameter.owner === null ? undefined : model.workspace.owners[parameter.owner];
  const last = rows.toSorted((a, b) =>
    a.set_at === b.set_at ? (a.id < b.id ? -1 : 1) : a.set_at < b.set_at ? -1 : 1,
  );
  const written = context.bound?.[parameter.name] ?? parameter.value;
  const scope = createScope({ model, actor, now, identify: () => '' });
  return {
    name: parameter.name,
    title: parameter.title,
    about: parameter.about,
    owner: owner === undefined ? null : { title: owner.title, contact: owner.contact },
    field: { ...viewInput(scope, parameter.field), label: parameter.title, required: true },
    value: value ?? written,
    written,
    since: current === null ? null : viewChange(parameter, current, current.id, now),
    planned: rows
      .filter((row) => isPlanned(row, now))
      .map((row) => viewChange(parameter, row, current?.id ?? null, now)),
    changed_by: parameter.changedBy.map((name) => ({ name, title: model.roles[name]?.title ?? name })),
    may_set: ability(maySetParameter(model, actor, parameter)),
    version: last.at(-1)?.id ?? FIRST_VERSION,
  };
}

function isPlanned(row: ChangeRow, now: Date): boolean {
  return row.withdraws === null && !row.withdrawn && Date.parse(row.effective_from ?? '') > now.getTime();
}

/** The change that holds: of those that have begun the one that began last. Rows come in that order. */
function inForce(rows: readonly ChangeRow[], now: Date): ChangeRow | null {
  const begun = rows.filter(
    (row) =>
      row.withdraws === null && !row.withdrawn && Date.parse(row.effective_from ?? '') <= now.getTime(),
  );
  return begun.at(-1) ?? null;
}
