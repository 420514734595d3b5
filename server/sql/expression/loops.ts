import type { TreeOf } from '../../../runtime/expression/tree.ts';
import { identifier } from '../binder.ts';
import type { Compiler, ConditionKind } from './compiler.ts';
import { filledArray } from './membership.ts';
import { allOf, type Condition, one } from './sql.ts';
import { isRows } from './sql-type.ts';
import type { SqlTarget } from './target.ts';

type Loop = TreeOf<'loop'>;
type Body = { readonly target: SqlTarget; readonly from: () => string; readonly where: string | null };

/** `exists` is false, and `all` true, only where every element is decided. */
export const loop: ConditionKind<Loop> = {
  isTrue: (compiler, tree, target) =>
    tree.kind === 'exists'
      ? some(compiler, tree, target, compiler.isTrue)
      : none(compiler, tree, target, compiler.isTrue),
  isFalse: (compiler, tree, target) =>
    tree.kind === 'exists'
      ? none(compiler, tree, target, compiler.isFalse)
      : some(compiler, tree, target, compiler.isFalse),
};

function some(compiler: Compiler, tree: Loop, target: SqlTarget, holds: Compiler['isTrue']): Condition {
  const body = bodyOf(compiler, tree, target);
  const condition = holds(tree.body, body.target);
  const all = allOf([...(body.where === null ? [] : [one(body.where)]), condition]);
  return one(`exists (select 1 from ${body.from()} where ${all.sql})`);
}

function none(compiler: Compiler, tree: Loop, target: SqlTarget, holds: Compiler['isTrue']): Condition {
  const body = bodyOf(compiler, tree, target);
  const condition = holds(tree.body, body.target);
  return compiler.rules.noneBut(`from ${body.from()} where ${body.where ?? 'true'}`, condition);
}

function bodyOf(compiler: Compiler, { kind, list, item }: Loop, target: SqlTarget): Body {
  if (kind !== 'exists' && kind !== 'all') throw new Error(`The loop \`${kind}\` has no form in SQL.`);
  if (list.is === 'path' && isRows(list.type)) {
    const rows = target.rows(list, item);
    return { ...rows, target: withVariable(target, `$${item}`, rows.target) };
  }
  const alias = identifier(`$${item}`);
  return {
    from: () => `unnest(${filledArray(compiler, list, target)}) as ${alias}(v)`,
    where: null,
    target: {
      ...target,
      column: (path) => (path.root === `$${item}` ? `${alias}.v` : target.column(path)),
    },
  };
}

/** What is around, with one more variable. */
function withVariable(around: SqlTarget, root: string, inner: SqlTarget): SqlTarget {
  const of = (path: TreeOf<'path'>): SqlTarget => (path.root === root ? inner : around);
  return {
    ...around,
    column: (path) => of(path).column(path),
    rows: (path, item) => of(path).rows(path, item),
    mayBeNull: (path) => of(path).mayBeNull?.(path) === true,
  };
}

/** SQL of the number of elements. */
export function sizeOfList(
  compiler: Compiler,
  list: TreeOf<'path'> | TreeOf<'list'>,
  target: SqlTarget,
): string {
  if (list.is === 'list') return String(list.items.length);
  if (!isRows(list.type)) return `cardinality(${filledArray(compiler, list, target)})::bigint`;
  const rows = target.rows(list, 'size');
  return `(select count(*) from ${rows.from()} where ${rows.where})`;
}
