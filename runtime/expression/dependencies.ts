import { childrenOf } from './children.ts';
import type { FieldType } from './environment.ts';
import type { Tree, TreeOf } from './tree.ts';

/**
 * A value that an evaluation reads. Those of rows are relative to the row: their root is `$`. A path to a record without
 * further steps needs its id alone.
 */
export type Dependency = {
  readonly root: string;
  readonly steps: readonly string[];
  /** For a list of records: what is read of each row (nothing where only their number or identity counts). Else null. */
  readonly rows: readonly Dependency[] | null;
};

export type FieldRead = { readonly entity: string; readonly field: string };

/** A dependency while it is collected; `rows` by their key. */
type Node = { readonly root: string; readonly steps: readonly string[]; rows: Nodes | null };
type Nodes = Map<string, Node>;
/** Where the reads of a loop's variable belong: the rows of its list, or nowhere for items that are plain values. */
type Variables = ReadonlyMap<string, Nodes | null>;

const cache = new WeakMap<Tree, readonly Dependency[]>();

/** Exactly what an evaluation of `tree` reads, each once. Decision tables read their arguments, and `today`. */
export function dependenciesOf(tree: Tree): readonly Dependency[] {
  let known = cache.get(tree);
  if (known === undefined) {
    const nodes: Nodes = new Map();
    visit(tree, nodes, new Map());
    cache.set(tree, (known = finish(nodes)));
  }
  return known;
}

function finish(nodes: Nodes): readonly Dependency[] {
  return [...nodes.values()].map(({ root, steps, rows }) => ({
    root,
    steps,
    rows: rows === null ? null : finish(rows),
  }));
}

function visit(tree: Tree, nodes: Nodes, variables: Variables): void {
  if (tree.is === 'path') read(tree, nodes, variables);
  else if (tree.is === 'loop') {
    visit(tree.list, nodes, variables);
    const rows = rowsOf(tree.list, nodes, variables);
    visit(tree.body, nodes, new Map(variables).set(`$${tree.item}`, rows));
  } else for (const child of childrenOf(tree)) visit(child, nodes, variables);
}

/** Takes down a path, and gives where reads of its rows belong. */
function read({ root, steps, type }: TreeOf<'path'>, nodes: Nodes, variables: Variables): Nodes | null {
  const bound = variables.get(root);
  if (bound === null || (bound !== undefined && steps.length === 0)) return null;
  const [into, from] = bound === undefined ? [nodes, root] : [bound, '$'];
  const key = [from, ...steps].join('.');
  const isRows = type.is === 'list' && type.of.is === 'record';
  let node = into.get(key);
  if (node === undefined) into.set(key, (node = { root: from, steps, rows: isRows ? new Map() : null }));
  return node.rows;
}

function rowsOf(list: Tree, nodes: Nodes, variables: Variables): Nodes | null {
  if (list.is === 'path') return read(list, nodes, variables);
  return list.is === 'loop' && list.kind === 'filter' ? rowsOf(list.list, nodes, variables) : null;
}

/** Which fields of which entities a rule reads: those on the way to others included. `input` gives the types of `input`. */
export function fieldsRead(
  tree: Tree,
  recordEntity: string | null,
  lookUp: (entity: string, field: string) => FieldType | undefined,
  input: Readonly<Record<string, FieldType>> | null = null,
): readonly FieldRead[] {
  const found = new Map<string, FieldRead>();
  const follow = ({ root, steps, rows }: Dependency, rowEntity: string | null): void => {
    const inputField = root === 'input' ? input?.[steps[0] ?? ''] : undefined;
    let entity =
      root === 'input' ? entityOf(inputField) : ['record', 'old', '$'].includes(root) ? rowEntity : null;
    for (const field of root === 'input' ? steps.slice(1) : steps) {
      if (entity === null) break;
      found.set(`${entity}.${field}`, { entity, field });
      entity = entityOf(lookUp(entity, field));
    }
    for (const row of rows ?? []) follow(row, entity);
  };
  for (const dependency of dependenciesOf(tree)) follow(dependency, recordEntity);
  return [...found.values()];
}

/** The entity of a record, or of a list of records. */
function entityOf(field: FieldType | undefined): string | null {
  const type = field?.type.is === 'list' ? field.type.of : field?.type;
  return type?.is === 'record' ? type.entity : null;
}
