import { childrenOf } from '../../expression/children.ts';
import { own } from '../../expression/own.ts';
import type { DecisionTables } from '../../expression/decision.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import { isExact } from '../../expression/types.ts';
import { parseDecimal } from '../../model/decimal.ts';
import type { Facts, Limits } from './possible.ts';

type Path = TreeOf<'path'>;

/** One condition with the tables that it calls. */
export type Asked = { readonly tree: Tree; readonly tables: DecisionTables };

/** What has to be known of all conditions of a question before the first of them is looked at. */
export type Survey = {
  /** Paths that may be empty of themselves, by their names: the last step, whatever is on the way. */
  readonly empties: ReadonlySet<string>;
  readonly limits: (path: Path) => Limits | null;
  /** Options of choices and of lists of them, by name, as the database or else either condition has them. */
  readonly options: (path: Path) => readonly string[] | null;
  /** Most digits behind the point of a written number or a kept one. */
  readonly digits: number;
  /** How many ordered values are compared at the most. */
  readonly size: number;
};

export const nameOf = ({ root, steps }: Path): string => [root, ...steps].join('.');

/** Names of the path and of the references on its way, `record` itself left out: `record.a`, `record.a.b`. */
export function prefixesOf({ root, steps }: Path): readonly string[] {
  return [root, ...steps.map((_, at) => [root, ...steps.slice(0, at + 1)].join('.'))];
}

/** Goes through the conditions, and through the cells of the tables that they call. */
export function surveyOf(asked: readonly Asked[], facts: Facts): Survey {
  const paths = new Map<string, Path[]>();
  let digits = 0;
  let size = 8;
  const visit = (tree: Tree, tables: DecisionTables): void => {
    size += 1;
    if (tree.is === 'path' && !tree.root.startsWith('$'))
      paths.set(nameOf(tree), [...(paths.get(nameOf(tree)) ?? []), tree]);
    if (tree.is === 'literal' && isExact(tree.type)) digits = Math.max(digits, digitsOf(tree.value));
    if (tree.is === 'decision')
      for (const row of own(tables, tree.table)?.rows ?? [])
        for (const cell of [...row.cells, ...row.values]) if (cell !== null) visit(cell, tables);
    for (const child of childrenOf(tree)) visit(child, tables);
  };
  for (const { tree, tables } of asked) visit(tree, tables);

  const limitsOf = new Map<string, Limits | null>();
  const limits = (path: Path): Limits | null => {
    const name = nameOf(path);
    let found = limitsOf.get(name);
    if (found === undefined) limitsOf.set(name, (found = facts.limits(path)));
    return found;
  };
  const empties = new Set<string>();
  for (const same of paths.values())
    for (const path of same) for (const name of emptiesOf(path)) empties.add(name);
  for (const [name, [path]] of paths) {
    const kept = path === undefined ? null : limits(path);
    if (kept?.required === true) empties.delete(name);
    else if (kept?.required === false && path?.type.is !== 'list') empties.add(name);
    digits = Math.max(digits, kept?.scale ?? 0, digitsOf(kept?.min ?? null), digitsOf(kept?.max ?? null));
  }
  return {
    empties,
    limits,
    options: (path) => limits(path)?.options ?? optionsOf(paths.get(nameOf(path)) ?? [path]),
    digits,
    size,
  };
}

function emptiesOf(path: Path): readonly string[] {
  const names = prefixesOf(path);
  if (path.emptyAt !== undefined) return path.emptyAt.map((at) => names[at + 1] ?? '');
  return path.nullable ? names.slice(path.steps.length === 0 ? 0 : 1) : [];
}

const digitsOf = (value: boolean | number | string | null): number =>
  typeof value === 'string' ? (parseDecimal(value)?.scale ?? 0) : 0;

/** All options that any of the paths may have; null where one of them may be any text. */
function optionsOf(paths: readonly Path[]): readonly string[] | null {
  const types = paths.map(({ type }) => (type.is === 'list' ? type.of : type));
  const options = types.map((type) => (type.is === 'choice' ? type.options : null));
  const known = options.filter((some) => some !== null);
  return known.length < options.length ? null : [...new Set(known.flat())];
}
