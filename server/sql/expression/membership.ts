import { isPlain } from '../../../runtime/expression/plain.ts';
import type { Tree, TreeOf } from '../../../runtime/expression/tree.ts';
import { operandOf } from './comparison.ts';
import type { Compiler, ConditionKind } from './compiler.ts';
import { arraySql, itemsSql } from './literal.ts';
import { allOf, FALSE, one, TRUE } from './sql.ts';
import { isRows, sqlTypeOf } from './sql-type.ts';
import type { SqlTarget } from './target.ts';

/** `in`, over literals, words of a record or of the actor, and rows. */
export const membership: ConditionKind<TreeOf<'in'>> = {
  isTrue: (compiler, { item, list }, target) => {
    if (list.is === 'list' && list.items.length === 0) return FALSE;
    const { sql } = operandOf(compiler, item, target);
    if (list.is === 'list') return one(`${sql} in (${itemsSql(list.items)})`);
    if (list.is === 'path' && isRows(list.type)) {
      const rows = target.rows(list, 'in');
      return one(`exists (select 1 from ${rows.from()} where ${rows.where} and ${rows.id} = ${sql})`);
    }
    const array = compiler.value(list, target);
    // An index over words answers what they contain, not whether a value is one of them.
    return isOfRow(list) && !isOfRow(item)
      ? one(`${array} @> array[${sql}]::${sqlTypeOf(list.type)}`)
      : one(`${sql} = any(${array})`);
  },
  isFalse: (compiler, { item, list }, target) => {
    if (list.is === 'list' && list.items.length === 0 && isPlain(item)) return TRUE;
    const operand = operandOf(compiler, item, target);
    if (list.is === 'list' && list.items.length === 0) return one(`${operand.sql} is not null`);
    if (list.is === 'path' && isRows(list.type)) {
      const rows = target.rows(list, 'in');
      const none = `not exists (select 1 from ${rows.from()} where ${rows.where} and ${rows.id} = ${operand.sql})`;
      return allOf([...(isPlain(item) ? [] : [one(`${operand.sql} is not null`)]), one(none)]);
    }
    const array = filledArray(compiler, list, target);
    const known = list.is === 'path' || list.is === 'list' ? [] : [one(`${array} is not null`)];
    return allOf([...known, compiler.rules.isFalseIn(operand, array)]);
  },
};

/** A list of plain values as an array; a column without words holds an empty list. */
export function filledArray(compiler: Compiler, list: Tree, target: SqlTarget): string {
  if (list.is === 'list') return arraySql(list);
  const array = compiler.value(list, target);
  return list.is === 'path' && isOfRow(list) ? compiler.rules.filled(array) : array;
}

const isOfRow = (tree: Tree): boolean =>
  tree.is !== 'literal' && (tree.is !== 'path' || tree.root === 'record' || tree.root.startsWith('$'));
