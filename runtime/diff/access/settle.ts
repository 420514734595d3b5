import { isPlain } from '../../expression/plain.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import type { Type } from '../../expression/type.ts';
import { expressionType } from '../../model/expression-type.ts';
import type { Field } from '../../model/field.ts';
import type { Model } from '../../model/model.ts';
import { fieldsAlong } from './lookups.ts';
import { type Items, mapPaths } from './map-paths.ts';
import { treeKey } from './tree-key.ts';

/**
 * Behind the name of a field or a decision table of the base that means something else than in the head: the two are told
 * apart, so that nobody takes one for the other.
 */
const FORMER = '@base';

export const isFormer = (name: string): boolean => name.endsWith(FORMER);
export const formerName = (name: string): string => (isFormer(name) ? name : `${name}${FORMER}`);
export const withoutMark = (name: string): string => (isFormer(name) ? name.slice(0, -FORMER.length) : name);

/** Both models, the base in the names of the head, and what has the same name in both without meaning the same. */
export type Pair = {
  readonly base: Model;
  readonly head: Model;
  /** Names of decision tables. */
  readonly changedTables: ReadonlySet<string>;
};

/** Whether a tree comes from the base or the head. */
export type Side = 'base' | 'head';

/**
 * The tree as both sides can be compared: fields that merely repeat another one are replaced by what they repeat, every path
 * may be empty that may be so on either side, options are those of both, and what means something else is marked.
 */
export function settle(pair: Pair, side: Side, entity: string, tree: Tree): Tree {
  const tables = (name: string): string =>
    side === 'base' && pair.changedTables.has(name) ? formerName(name) : name;
  return mapPaths(tree, (path, items) => settlePath(pair, side, entity, path, items), { tables });
}

function settlePath(pair: Pair, side: Side, entity: string, path: TreeOf<'path'>, items: Items): Tree {
  const start = startOf(entity, path, items);
  if (start === null) return path.root === 'input' ? anyInput(path) : path;
  const found = fieldsAlong(pair[side], start, path.steps);
  const last = found.length === path.steps.length ? found.at(-1) : undefined;
  const other = fieldsAlong(pair[side === 'base' ? 'head' : 'base'], start, path.steps)[
    path.steps.length - 1
  ];
  const repeated = repeats(last?.field);
  const alike = other === undefined || last === undefined || !differs(last.field, other.field);
  if (repeated !== null && (alike || repeats(other.field) !== null))
    return settle(pair, side, entity, behind(repeated, path.root, path.steps.slice(0, -1), items));
  return markPath(pair, side, start, path);
}

/** What the field repeats, where its formula is nothing but another field; else null. */
export function repeats(field: Field | undefined): Tree | null {
  if (field?.computed?.is !== 'formula') return null;
  const { tree } = field.computed.expression;
  return isPlain(tree) ? tree : null;
}

/** Entity of the record at which the path begins; null where it begins at none that is known. */
function startOf(entity: string, { root, steps }: TreeOf<'path'>, items: Items): string | null {
  if (root === 'record' || root === 'old') return steps.length === 0 ? null : entity;
  return items.get(root) ?? null;
}

/** An input may be left out unless its definition says otherwise, and the two may not say the same. */
const anyInput = (path: TreeOf<'path'>): Tree =>
  path.type.is === 'list' ? path : { ...path, nullable: true, emptyAt: path.steps.map((_, place) => place) };

/** What `tree` says of a record, said of the one from which `steps` lead to it. */
export function behind(tree: Tree, root: string, steps: readonly string[], items: Items = new Map()): Tree {
  return mapPaths(
    tree,
    (path) =>
      path.root !== 'record'
        ? path
        : {
            ...path,
            root,
            steps: [...steps, ...path.steps],
            nullable: path.nullable || (steps.length > 0 && path.type.is !== 'list'),
            emptyAt: [
              ...steps.map((_, place) => place),
              ...(path.emptyAt ?? [path.steps.length - 1]).map((place) => place + steps.length),
            ],
          },
    { items },
  );
}

function markPath(pair: Pair, side: Side, start: string, path: TreeOf<'path'>): TreeOf<'path'> {
  const base = fieldsAlong(pair.base, start, path.steps);
  const head = fieldsAlong(pair.head, start, path.steps);
  const emptyAt = path.steps.flatMap((_, place) =>
    mayBeEmpty(base[place]?.field) || mayBeEmpty(head[place]?.field) ? [place] : [],
  );
  const [before, after] = [base[path.steps.length - 1]?.field, head[path.steps.length - 1]?.field];
  const type = commonType(before, after, path.type);
  const changed = type === null || (before !== undefined && after !== undefined && differs(before, after));
  const last = path.steps.at(-1) ?? '';
  return {
    ...path,
    steps: changed && side === 'base' ? [...path.steps.slice(0, -1), formerName(last)] : path.steps,
    type: type ?? path.type,
    nullable: (type ?? path.type).is !== 'list' && emptyAt.length > 0,
    emptyAt,
  };
}

const mayBeEmpty = (field: Field | undefined): boolean =>
  field !== undefined && (expressionType(field)?.nullable ?? true);

/** The type that holds the values of both; null where there is none. */
function commonType(before: Field | undefined, after: Field | undefined, read: Type): Type | null {
  const [a, b] = [before, after].map((field) => (field === undefined ? null : expressionType(field)));
  if (a === null || a === undefined || b === null || b === undefined) return read;
  return merged(a.type, b.type);
}

function merged(a: Type, b: Type): Type | null {
  if (a.is === 'choice' && b.is === 'choice')
    return { is: 'choice', options: [...new Set([...b.options, ...a.options])] };
  if (a.is === 'list' && b.is === 'list') {
    const of = merged(a.of, b.of);
    return of === null ? null : { is: 'list', of };
  }
  if (a.is === 'money' && b.is === 'money') return a.currency === b.currency ? b : null;
  if (a.is === 'record' && b.is === 'record') return a.entity === b.entity ? b : null;
  return a.is === b.is ? b : null;
}

/** Whether a field gets its value in another way. */
function differs({ computed: a }: Field, { computed: b }: Field): boolean {
  if (a === null || b === null) return a !== b;
  if (a.is === 'formula' && b.is === 'formula')
    return treeKey(a.expression.tree) !== treeKey(b.expression.tree);
  if (a.is !== 'rollup' || b.is !== 'rollup') return true;
  const where = (of: typeof a): string => (of.where === null ? '' : treeKey(of.where.tree));
  return a.measure !== b.measure || a.children !== b.children || a.field !== b.field || where(a) !== where(b);
}
