import { childrenOf } from '../expression/children.ts';
import { FUNCTIONS, LOOPS, type FunctionName } from '../expression/functions.ts';
import type { Problem } from '../expression/problem.ts';
import type { Tree } from '../expression/tree.ts';

/** Parts of an expression that the database cannot run. */
export function findOutsideSql(tree: Tree): readonly Problem[] {
  const name = tree.is === 'loop' ? tree.kind : tree.is === 'call' ? tree.name : null;
  const inside = childrenOf(tree).flatMap(findOutsideSql);
  if (name === null || isInSql(name)) return inside;
  return [
    {
      code: 'expression/not-here',
      start: tree.start,
      end: tree.end,
      message: `\`${name}\` cannot filter records inside the database.`,
      hint: tree.is === 'loop' ? 'use `exists` or `all`' : 'compare the fields themselves',
    },
    ...inside,
  ];
}

function isInSql(name: string): boolean {
  if (Object.hasOwn(LOOPS, name)) return LOOPS[name as keyof typeof LOOPS].sql;
  return !Object.hasOwn(FUNCTIONS, name) || FUNCTIONS[name as FunctionName].sql;
}
