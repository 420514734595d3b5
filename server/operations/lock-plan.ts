import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import type { Dependency } from '../../runtime/expression/dependencies.ts';
import type { ChildrenField, Field, ReferencesField, Rollup } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { bothNeeds, needsOf } from '../../runtime/rules/needs.ts';
import type { Needs } from '../../runtime/rules/needs.ts';

/** Records that rules read from one of an entity: along which references, and which rows of it. */
export type LockPlan = {
  readonly entity: Entity;
  readonly references: readonly { readonly name: string; readonly plan: LockPlan }[];
  readonly rows: readonly { readonly field: ChildrenField | ReferencesField; readonly plan: LockPlan }[];
};

/** Computed fields are followed to what they are computed from; a reference whose record nobody looks at is left out. */
export function planLocks(model: Model, entity: Entity, needs: Needs): LockPlan {
  const references: LockPlan['references'][number][] = [];
  const rows: LockPlan['rows'][number][] = [];
  for (const [name, { field, into }] of withInputs(model, entity, needs)) {
    if (into === null) continue;
    const plan = planLocks(model, into.entity, into.needs);
    if (field.type === 'children' || field.type === 'references') rows.push({ field, plan });
    else if (into.needs.size > 0) references.push({ name, plan });
  }
  return { entity, references, rows };
}

function withInputs(model: Model, entity: Entity, needs: Needs): Needs {
  let all = needs;
  const open = [...needs.values()].map(({ field }) => field);
  const done = new Set<string>();
  for (let field = open.pop(); field !== undefined; field = open.pop()) {
    if (done.has(field.name)) continue;
    done.add(field.name);
    const inputs = needsOf(model, entity, inputsOf(field), ['record']);
    open.push(...[...inputs.values()].map((need) => need.field));
    all = bothNeeds(all, inputs);
  }
  return all;
}

function inputsOf({ computed }: Field): readonly Dependency[] {
  if (computed === null) return [];
  return computed.is === 'formula' ? dependenciesOf(computed.expression.tree) : [rollupInput(computed)];
}

function rollupInput({ children, field, where }: Rollup): Dependency {
  const measured: Dependency[] = field === null ? [] : [{ root: '$', steps: [field], rows: null }];
  const asked = where === null ? [] : dependenciesOf(where.tree).filter(({ root }) => root === 'record');
  return { root: 'record', steps: [children], rows: [...measured, ...asked] };
}
