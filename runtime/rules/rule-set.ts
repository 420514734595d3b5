import { dependenciesOf } from '../expression/dependencies.ts';
import type { Dependency } from '../expression/dependencies.ts';
import type { Tree } from '../expression/tree.ts';
import type { Field } from '../model/field.ts';
import type { Entity, Model, RecordOperation } from '../model/model.ts';
import type { Action, Check, Message, Never } from '../model/rule.ts';
import type { Decision } from '../policy/decision.ts';
import { needsOf } from './needs.ts';
import type { Needs } from './needs.ts';

/** What is done with a record; `restore` needs the grant for `delete`. */
export type JudgedOperation = RecordOperation | 'restore' | `action ${string}`;

/** Everything that is judged when one operation of one kind of actor writes a record of one entity. */
export type RuleSet = {
  readonly entity: Entity;
  readonly operation: JudgedOperation;
  readonly decision: Decision;
  /** The decision on reading, which says whose existence may be told. */
  readonly read: Decision;
  readonly action: Action | null;
  readonly checks: readonly Ruled<Check>[];
  readonly nevers: readonly Ruled<Never>[];
  /** Fields that are required, shown or edited by rules of their own. */
  readonly fields: readonly Field[];
  /** What of the record all of these read. */
  readonly needs: Needs;
  /** Whether the record itself has rules, whoever writes it. */
  readonly hasRules: boolean;
  /** Fields that grants without a condition cover; null where one of these covers all. */
  readonly free: ReadonlySet<string> | null;
  /** Whether there is a grant without a condition. */
  readonly always: boolean;
};
export type Ruled<Rule> = { readonly of: Rule; readonly that: Tree };

/** After these there is no record that is other than before, so that its own rules have no say. */
const NOTHING_LEFT: ReadonlySet<JudgedOperation> = new Set<JudgedOperation>(['read', 'export', 'delete']);

/** Gathers the rules of an operation. Worked out once for all actors whose decisions are the same. */
export function createRuleSet(
  model: Model,
  entity: Entity,
  operation: JudgedOperation,
  decision: Decision,
  read: Decision,
): RuleSet {
  const leaves = !NOTHING_LEFT.has(operation);
  const action = actionOf(entity, operation);
  const checks = leaves ? ruled(Object.values(entity.checks)) : [];
  const nevers = leaves ? ruled(Object.values(entity.never)) : [];
  const fields = leaves && operation !== 'restore' ? Object.values(entity.fields).filter(hasFieldRules) : [];
  const unconditional = decision.grants.filter((grant) => grant.rows === null && grant.after === null);
  const all = unconditional.some((grant) => grant.fields === null);
  return {
    entity,
    operation,
    decision,
    read,
    action,
    checks,
    nevers,
    fields,
    needs: needsOf(model, entity, dependencies(entity, decision, read, action, checks, nevers, fields), [
      'record',
      'old',
    ]),
    hasRules: action !== null || checks.length + nevers.length + fields.length > 0,
    free: all ? null : new Set(unconditional.flatMap((grant) => grant.fields ?? [])),
    always: unconditional.length > 0,
  };
}

/** Whether nothing has to be judged: the actor may write these fields of every record, and no rule looks at them. */
export function isFree(rules: RuleSet, written: readonly string[]): boolean {
  const { hasRules, read, always, free, decision, operation } = rules;
  if (hasRules || !always || !readsEveryRow(read)) return false;
  const byField = operation === 'create' || operation === 'update';
  return decision.allowed && (!byField || free === null || written.every((name) => free.has(name)));
}

/** Who may read nothing of the entity at all is not told apart by rows. */
function readsEveryRow({ grants }: Decision): boolean {
  return grants.length === 0 || grants.some((grant) => grant.rows === null);
}

function actionOf(entity: Entity, operation: JudgedOperation): Action | null {
  const name = operation.startsWith('action ') ? operation.slice('action '.length) : '';
  return Object.hasOwn(entity.actions, name) ? (entity.actions[name] ?? null) : null;
}

function ruled<Rule extends { readonly that: { readonly tree: Tree } }>(
  rules: readonly Rule[],
): readonly Ruled<Rule>[] {
  return rules.map((of) => ({ of, that: of.that.tree }));
}

/** A field that is required as well as shown by a rule is only required where it is shown, so that is one of its own too. */
function hasFieldRules(field: Field): boolean {
  const { requiredWhen, visibleWhen, editableWhen } = field;
  return requiredWhen !== null || editableWhen !== null || (visibleWhen !== null && field.required);
}

function dependencies(
  entity: Entity,
  decision: Decision,
  read: Decision,
  action: Action | null,
  checks: readonly Ruled<Check>[],
  nevers: readonly Ruled<Never>[],
  fields: readonly Field[],
): Dependency[] {
  const grants = [...decision.grants, ...read.grants];
  const trees: (Tree | null | undefined)[] = [
    ...grants.flatMap((grant) => [grant.rows?.tree, grant.after?.tree]),
    ...fields.flatMap((field) => [
      field.requiredWhen?.tree,
      field.visibleWhen?.tree,
      field.editableWhen?.tree,
    ]),
    ...[...checks, ...nevers].flatMap(({ of, that }) => [that, ...messageTrees(of.say)]),
    ...(action === null ? [] : [action.when?.tree, ...messageTrees(action.say)]),
    ...Object.values(action?.set ?? {}).map(({ tree }) => tree),
  ];
  const names = [
    ...fields.map(({ name }) => name),
    ...(action?.notBy ?? []),
    ...(action !== null && entity.lifecycle !== null ? [entity.lifecycle.field] : []),
  ];
  return [
    ...trees.flatMap((tree) => (tree === null || tree === undefined ? [] : dependenciesOf(tree))),
    ...names.map((name): Dependency => ({ root: 'record', steps: [name], rows: null })),
  ];
}

export function messageTrees(message: Message | null): Tree[] {
  return (message?.parts ?? []).filter((part): part is Tree => typeof part !== 'string');
}
