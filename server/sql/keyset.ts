import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { ListPlan } from '../../runtime/plan/list-plan.ts';
import type { Binder } from './binder.ts';
import type { Cursor } from './cursor.ts';
import type { Joins } from './joins.ts';
import { sortKey } from './sort-key.ts';

/** One column of the order. The id comes last, in the direction of the key before it, so that an index covers both. */
export type Key = {
  readonly sql: string;
  /** Type to which the cursor's text is cast. */
  readonly type: string;
  readonly descending: boolean;
  readonly nullable: boolean;
};

/** Columns of the order of a list over the root row `alias`, `id` last; newest first when nothing is asked for. */
export function orderKeys(plan: ListPlan, joins: Joins, alias: string): Key[] {
  const keys = plan.sort.map((key): Key => {
    const type = key.person ? 'text' : (FIELD_TYPES[key.at.field.type].sqlType(key.at.field) ?? 'text');
    const sql = key.person
      ? `${joins.person(key.at)}.name collate jig.listing`
      : sortKey(key.at.field, joins.column(key.at));
    return { sql, type, descending: key.descending, nullable: key.nullable };
  });
  const descending = keys.at(-1)?.descending ?? true;
  return [...keys, { sql: `${alias}.id`, type: 'uuid', descending, nullable: false }];
}

/** The `order by` list: values that are not there come last in both directions. */
export function orderBy(
  keys: readonly Key[],
  column: (key: Key, index: number) => string = (key) => key.sql,
): string {
  return keys
    .map((key, index) => {
      const text = column(key, index);
      return key.descending ? `${text} desc${key.nullable ? ' nulls last' : ''}` : text;
    })
    .join(', ');
}

/**
 * Conditions whose results, one after the other, are the rows after the cursor. Each is a range that an index can answer;
 * a single condition with `or` would make Postgres read everything before the page. `isNull` tells which of the cursor's
 * values are null.
 */
export function rangesAfter<V extends { readonly cursor: Cursor | null }>(
  keys: readonly Key[],
  isNull: readonly boolean[],
  binder: Binder<V>,
): string[] {
  const places = keys.map((key, index) =>
    isNull[index] === true
      ? 'null'
      : `${binder.bind((values) => values.cursor?.values[index] ?? null)}::${key.type}`,
  );
  const last = keys.length - 1;
  const equal = (until: number): string[] =>
    keys
      .slice(0, until)
      .map((key, index) => (isNull[index] === true ? `${key.sql} is null` : `${key.sql} = ${places[index]}`));
  const ranges: string[] = [];
  for (let at = last; at >= 0; at -= 1) {
    const key = keys[at];
    if (key === undefined || isNull[at] === true) continue;
    const before = keys[at - 1];
    const sign = key.descending ? '<' : '>';
    if (at === last && before !== undefined && isNull[at - 1] !== true) {
      // Key and id run in the same direction: one range instead of two.
      const pair = `(${before.sql}, ${key.sql}) ${sign} (${places[at - 1]}, ${places[at]})`;
      ranges.push([...equal(at - 1), pair].join(' and '));
      if (before.nullable) ranges.push([...equal(at - 1), `${before.sql} is null`].join(' and '));
      at -= 1;
      continue;
    }
    ranges.push([...equal(at), `${key.sql} ${sign} ${places[at]}`].join(' and '));
    if (key.nullable) ranges.push([...equal(at), `${key.sql} is null`].join(' and '));
  }
  return ranges;
}
