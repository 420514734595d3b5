import type { ClientBase } from 'pg';
import { createEvaluator } from '../../runtime/expression/evaluate.ts';
import type { Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import type { Value } from '../../runtime/expression/value.ts';
import { formatDecimal } from '../../runtime/model/decimal.ts';
import { factsFor } from '../../runtime/rules/run-facts.ts';
import { bindFacts, type WithFacts } from '../../server/sql/bind-facts.ts';
import { createBinder } from '../../server/sql/binder.ts';
import { createExpressionSql, type ExpressionSql } from '../../server/sql/expression/compile.ts';
import { recordTarget } from '../../server/sql/expression/record-target.ts';
import { SQL_RULES } from '../../server/sql/expression/rules.ts';
import type { SqlTarget } from '../../server/sql/expression/target.ts';
import { createJoins } from '../../server/sql/joins.ts';
import type { World } from './world.ts';

/** Both sides of a comparison, which the tests of the pins bend. */
export type Sides = {
  readonly sql: ExpressionSql;
  readonly target: (target: SqlTarget) => SqlTarget;
  readonly text: (statement: string) => string;
  readonly evaluate: (tree: Tree, world: World) => readonly Value[];
};

export const STANDARD: Sides = {
  sql: createExpressionSql(SQL_RULES),
  target: (target) => target,
  text: (statement) => statement,
  evaluate: (tree, { items, facts, tables }) => {
    const evaluate = createEvaluator(tree, tables);
    return items.map((item) => evaluate(factsFor(facts, item, null)));
  },
};

/** What differs between evaluator and Postgres, in words; null where they agree on every record. */
export async function disagreement(
  client: Pick<ClientBase, 'query'>,
  world: World,
  tree: Tree,
  sides: Sides = STANDARD,
): Promise<string | null> {
  const values = sides.evaluate(tree, world);
  const isCondition = tree.type.is === 'bool';
  const { text, values: bound } = isCondition
    ? setsQuery(world, tree, sides)
    : valuesQuery(world, tree, sides);
  const { rows } = await client.query<{ found: (string | null)[]; other: string[] | null }>(
    sides.text(text),
    bound,
  );
  const { found, other } = rows[0] ?? { found: [], other: null };
  if (!isCondition)
    return firstDifference(
      values.map((value) => textOf(value, tree.type)),
      found,
    );
  const numbers = (wanted: boolean): string[] =>
    values.flatMap((value, at) => (value === wanted ? [String(at)] : []));
  const [yes, no] = [firstDifference(numbers(true), found), firstDifference(numbers(false), other ?? [])];
  if (yes !== null) return `is true: ${yes}`;
  return no === null ? null : `is false: ${no}`;
}

/** The same, with an error of Postgres as a disagreement. */
export async function disagreementOrError(
  client: Pick<ClientBase, 'query'>,
  world: World,
  tree: Tree,
  sides: Sides = STANDARD,
): Promise<string | null> {
  try {
    return await disagreement(client, world, tree, sides);
  } catch (error) {
    return `SQL error: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function firstDifference(
  expected: readonly (string | null)[],
  found: readonly (string | null)[],
): string | null {
  const at = expected.findIndex((value, index) => value !== (found[index] ?? null));
  if (at < 0 && expected.length === found.length) return null;
  return `at ${at < 0 ? expected.length : at}, expected ${expected[at]} and found ${found[at]} (${expected.length}, ${found.length})`;
}

type Query = { readonly text: string; readonly values: unknown[] };

/** The records of which a condition is true, and those of which it is false, each as a filter of its own. */
export function setsQuery(world: World, tree: Tree, { sql, target }: Sides): Query {
  return build(world, (select) => {
    const yes = select((place) => sql.sqlTrue(tree, target(place)), null);
    const no = select((place) => sql.sqlFalse(tree, target(place)), null);
    return `select array(${yes}) as found, array(${no}) as other`;
  });
}

function valuesQuery(world: World, tree: Tree, { sql, target }: Sides): Query {
  return build(world, (select) => {
    const values = select(null, (place) => printed(sql.sqlValue(tree, target(place)), tree.type));
    return `select array(${values}) as found`;
  });
}

type Part = (target: SqlTarget) => string;

function build(
  world: World,
  write: (select: (where: Part | null, value: Part | null) => string) => string,
): Query {
  const { release, facts } = world;
  const binder = createBinder<WithFacts>();
  const bind = bindFacts(binder, null);
  const entity = release.model.entities['item'];
  if (entity === undefined) throw new Error('The world has no items.');
  const number = `t.${release.names.column('item', 'n')}`;
  const text = write((where, value) => {
    const sql = { ...release, known: bind };
    const joins = createJoins(sql, entity, 't');
    const place = recordTarget({ sql, joins, steps: [], entity, bind });
    const [condition, column] = [where?.(place) ?? 'true', value?.(place) ?? `${number}::text`];
    return `select ${column} from ${release.names.table('item')} t ${joins.sql()} where ${condition} order by ${number}`;
  });
  const statement = binder.finish(text);
  return { text: statement.text, values: statement.binds.map((pick) => pick({ facts })) };
}

/** A value of Postgres as text that does not depend on the session. */
function printed(value: string, type: Type): string {
  if (type.is === 'decimal' || type.is === 'money') return `trim_scale(${value})::text`;
  return type.is === 'datetime' ? `jig.ms(${value})::text` : `(${value})::text`;
}

function textOf(value: Value, type: Type): string | null {
  if (value === null) return null;
  if (typeof value !== 'object') return String(value);
  if ('units' in value) {
    const { units, scale } = value as { units: bigint; scale: number };
    const text = formatDecimal({ units, scale }, scale) ?? '';
    return text.includes('.')
      ? text.replace(/\.?0+$/u, '').replace(/^-0$/u, '0')
      : text.replace(/^-0$/u, '0');
  }
  if ('id' in value) return value.id;
  throw new Error(`${type.is} is no single value.`);
}
