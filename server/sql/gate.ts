import type { Entity, Model } from '../../runtime/model/model.ts';
import type { GrantRule } from '../../runtime/policy/condition.ts';
import { bindFacts } from './bind-facts.ts';
import type { WithFacts } from './bind-facts.ts';
import type { Binder } from './binder.ts';
import { sqlTrue } from './expression/compile.ts';
import { recordTarget } from './expression/record-target.ts';
import type { Gate, Joins, SqlModel } from './joins.ts';

/** What a statement that reads for an actor is built with: conditions of grants become SQL, facts get places. */
export type Reading = { readonly sql: SqlModel; readonly gate: Gate };

/** Makes the gate of one statement. Rules look at every value as it is, not as the actor may see it. */
export function createReading<V extends WithFacts>(model: SqlModel, binder: Binder<V>): Reading {
  const sql: SqlModel = { ...model, known: bindFacts(binder, null) };
  const ruleSql = ({ rule, holding, at }: GrantRule, joins: Joins, root: Entity): string => {
    const entity = entityAt(sql.model, root, at);
    return sqlTrue(rule, recordTarget({ sql, joins, steps: at, entity, bind: bindFacts(binder, holding) }));
  };
  const gate: Gate = (condition, joins, root) => {
    if (typeof condition === 'boolean') return String(condition);
    if ('rule' in condition) return ruleSql(condition, joins, root);
    return 'any' in condition
      ? `(${condition.any.map((part) => gate(part, joins, root)).join(' or ')})`
      : condition.all.map((part) => gate(part, joins, root)).join(' and ');
  };
  return { sql, gate };
}

function entityAt(model: Model, root: Entity, steps: readonly string[]): Entity {
  let entity = root;
  for (const step of steps) {
    const field = entity.fields[step];
    const next = field !== undefined && 'to' in field ? model.entities[field.to] : undefined;
    if (next === undefined) throw new Error(`no reference ${steps.join('.')} in ${root.name}`);
    entity = next;
  }
  return entity;
}
