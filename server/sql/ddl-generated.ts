import { createHash } from 'node:crypto';
import type { TreeOf } from '../../runtime/expression/tree.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { findField, SYSTEM_FIELDS } from '../../runtime/model/system-fields.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { isComputedOnRead } from './column-type.ts';
import { formulaSql } from './computed.ts';
import type { Places } from './ddl.ts';
import { quote } from './ddl-quote.ts';
import { ruleValue } from './expression/record-target.ts';
import type { SqlTarget } from './expression/target.ts';

/** A column that Postgres fills: the expression over the row's other columns, and what tells it from any other. */
export type Generated = { readonly expression: string; readonly mark: string };

/** How the column of a stored formula comes about; null for a field that is written. */
export function generatedColumn(
  model: Model,
  places: Places,
  entity: Entity,
  field: Field,
  type: string,
): Generated | null {
  if (field.computed?.is !== 'formula' || isComputedOnRead(field)) return null;
  const expression = formulaSql(field, field.computed, rowTarget(model, places, entity));
  const hash = createHash('sha256').update(`${type} ${expression}`).digest('hex').slice(0, 16);
  return { expression, mark: `formula ${hash}` };
}

/**
 * The row itself, without its name: a generated column sees the other columns of its row only, and none that is generated,
 * so that a formula over another one repeats it.
 */
function rowTarget(model: Model, places: Places, entity: Entity): SqlTarget {
  const outside = (path: TreeOf<'path'>): never => {
    const name = [path.root, ...path.steps].join('.');
    throw new Error(
      `A stored formula of \`${entity.name}\` looks at \`${name}\`, which is not in its own row.`,
    );
  };
  const target: SqlTarget = {
    column: (path) => {
      const [name, ...further] = path.steps;
      if (path.root !== 'record' || further.length > 0) return outside(path);
      if (name === undefined || name === 'id') return quote('id');
      const field = findField(entity, name);
      if (field === undefined || isComputedOnRead(field)) return outside(path);
      if (field.computed?.is === 'formula')
        return ruleValue(field, formulaSql(field, field.computed, target));
      const isSystem = Object.hasOwn(SYSTEM_FIELDS, name);
      return ruleValue(field, quote(isSystem ? name : places.column(entity.name, name)));
    },
    rows: outside,
    bind: outside,
    tables: decisionTables(model),
    subqueries: false,
  };
  return target;
}
