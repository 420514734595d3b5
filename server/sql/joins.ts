import type { Column } from '../../runtime/plan/column.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { SYSTEM_FIELDS } from '../../runtime/model/system-fields.ts';
import type { PhysicalNames } from '../migrate/physical-names.ts';
import { identifier } from './binder.ts';

/** What every builder needs to know of the active release. */
export type SqlModel = { readonly model: Model; readonly names: PhysicalNames };

/** Tables joined to a root row, each once, in the order in which they were first needed. */
export type Joins = {
  /** SQL of a column reached from the root. */
  readonly column: (at: Column) => string;
  /** Alias of the joined row that `steps` lead to. */
  readonly target: (steps: readonly string[]) => string;
  /** Alias of the actor that the user field at `at` names. */
  readonly person: (at: Column) => string;
  readonly sql: () => string;
  /** Columns of the root that were used, as quoted physical names. */
  readonly used: ReadonlySet<string>;
};

/** Physical name of a field's column; system fields keep their names. */
function columnName(names: PhysicalNames, entity: string, field: string): string {
  return Object.hasOwn(SYSTEM_FIELDS, field) ? identifier(field) : names.column(entity, field);
}

/** Starts with the row `alias` of `root` and nothing joined. `prefix` keeps aliases of nested queries apart. */
export function createJoins(sql: SqlModel, root: Entity, alias: string, prefix = 'j'): Joins {
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
  const column = (at: Column): string => columnOf(walk(at.steps).owner, at.entity, at.field.name);
  return {
    column,
    target: (steps) => walk(steps).owner,
    person: (at) => {
      const link = column(at);
      return add(
        `${[...at.steps, at.field.name].join('.')}!`,
        (name) => `left join jig.actor ${name} on ${name}.id = ${link}`,
      );
    },
    sql: () => clauses.join(' '),
    used,
  };
}
