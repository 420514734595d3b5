import type { TreeOf } from '../../runtime/expression/tree.ts';
import type { Column, Place } from '../../runtime/plan/column.ts';
import type { Condition } from '../../runtime/policy/condition.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { SYSTEM_FIELDS } from '../../runtime/model/system-fields.ts';
import type { PhysicalNames } from '../migrate/physical-names.ts';
import { identifier } from './binder.ts';
import { isComputedOnRead } from './column-type.ts';
import { computedSql } from './computed.ts';

/**
 * What every builder needs to know of the active release. `known` gives the places of values that a statement is told when
 * it runs (`params`, `now`, `today`), for fields that are computed from them.
 */
export type SqlModel = {
  readonly model: Model;
  readonly names: PhysicalNames;
  readonly known?: (path: TreeOf<'path'>) => string;
};

/** Tables joined to a root row, each once, in the order in which they were first needed. */
export type Joins = {
  /** The root row. */
  readonly alias: string;
  /** SQL of a column reached from the root as the actor may see it: null wherever it is not shown. */
  readonly column: (at: Column) => string;
  /** SQL of the value as it is, for rules, which look at everything: a column, or what is computed in its place. */
  readonly raw: (at: Place) => string;
  /** The value where the condition is true, else null. */
  readonly gated: (shown: Condition, value: string) => string;
  /** SQL of a condition on the root, true where it holds; null or false elsewhere. */
  readonly condition: (condition: Condition) => string;
  /** What turns conditions into SQL, for nested queries of the same statement. */
  readonly gate: Gate;
  /** Alias of the joined row that `steps` lead to. */
  readonly target: (steps: readonly string[]) => string;
  /** Alias of the actor that the user field at `at` names. */
  readonly person: (at: Column) => string;
  readonly sql: () => string;
  /** Nothing joined to a row of `entity` in a subquery of this query, under an alias of its own. */
  readonly inner: (entity: Entity) => Joins;
  /** Columns of the root that were used, as quoted physical names. */
  readonly used: ReadonlySet<string>;
};

/** Turns a condition on the root of `joins` into SQL. */
export type Gate = (condition: Condition, joins: Joins, root: Entity) => string;

/** For statements that hold no condition: one that comes all the same is a fault, and never left out. */
const noGate: Gate = () => {
  throw new Error('A condition on rows has no place in this statement.');
};

/** Physical name of a field's column; system fields keep their names. */
function columnName(names: PhysicalNames, entity: string, field: string): string {
  return Object.hasOwn(SYSTEM_FIELDS, field) ? identifier(field) : names.column(entity, field);
}

/** Starts with the row `alias` of `root` and nothing joined. `prefix` keeps aliases of nested queries apart. */
export function createJoins(
  sql: SqlModel,
  root: Entity,
  alias: string,
  prefix = 'j',
  gate: Gate = noGate,
): Joins {
  const clauses: string[] = [];
  const aliases = new Map<string, string>();
  const used = new Set<string>();
  const add = (key: string, clause: (name: string) => string): string => {
    const known = aliases.get(key);
    if (known !== undefined) return known;
    const name = `${prefix}${aliases.size + 1}`;
    aliases.set(key, name);
    clauses.push(clause(name));
    return name;
  };
  const columnOf = (owner: string, entity: Entity, field: string): string => {
    const name = columnName(sql.names, entity.name, field);
    if (owner === alias) used.add(name);
    return `${owner}.${name}`;
  };
  const walk = (steps: readonly string[]): { owner: string; entity: Entity } => {
    const last = steps.at(-1);
    if (last === undefined) return { owner: alias, entity: root };
    const from = walk(steps.slice(0, -1));
    const field = from.entity.fields[last];
    const entity = field !== undefined && 'to' in field ? sql.model.entities[field.to] : undefined;
    if (entity === undefined) throw new Error(`no reference ${steps.join('.')} in ${root.name}`);
    const link = columnOf(from.owner, from.entity, last);
    const owner = add(
      steps.join('.'),
      (name) => `left join ${sql.names.table(entity.name)} ${name} on ${name}.id = ${link}`,
    );
    return { owner, entity };
  };
  const computed = new Map<string, string>();
  const compute = (at: Place): string => {
    const key = [...at.steps, at.field.name].join('.');
    const value = computed.get(key) ?? computedSql(sql, joins, at);
    computed.set(key, value);
    return value;
  };
  const raw = (at: Place): string =>
    isComputedOnRead(at.field) ? compute(at) : columnOf(walk(at.steps).owner, at.entity, at.field.name);
  const condition = (wanted: Condition): string =>
    typeof wanted === 'boolean' ? String(wanted) : gate(wanted, joins, root);
  const gated = (shown: Condition, value: string): string =>
    shown === true ? value : `case when ${condition(shown)} then ${value} end`;
  const column = (at: Column): string => gated(at.shown, raw(at));
  let subqueries = 0;
  const joins: Joins = {
    alias,
    column,
    raw,
    gated,
    condition,
    gate,
    target: (steps) => walk(steps).owner,
    person: (at) => {
      const link = column(at);
      return add(
        `${[...at.steps, at.field.name].join('.')}!`,
        (name) => `left join jig.actor ${name} on ${name}.id = ${link}`,
      );
    },
    sql: () => clauses.join(' '),
    inner: (entity) => {
      subqueries += 1;
      const name = `${prefix}_${subqueries}`;
      return createJoins(sql, entity, name, `${name}_`, gate);
    },
    used,
  };
  return joins;
}
