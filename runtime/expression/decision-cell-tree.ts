import type { Bound, Cell, CellTest } from './decision-cell.ts';
import type { CellValue } from './decision-literal.ts';
import type { FieldType } from './environment.ts';
import type { Comparison, Range, Tree } from './tree.ts';
import type { Type } from './type.ts';

const BOOL: Type = { is: 'bool' };
const DATE: Type = { is: 'date' };

/** The condition that a cell stands for, over the path `$input`. A null input matches only where `null` is listed. */
export function cellTree(cell: Cell, input: string, type: FieldType): Tree {
  const range = {
    start: Math.min(...cell.tests.map((test) => test.start)),
    end: Math.max(...cell.tests.map((test) => test.end)),
  };
  const path: Tree = {
    ...range,
    type: type.type,
    is: 'path',
    root: `$${input}`,
    steps: [],
    nullable: type.nullable,
  };
  const any = join('or', testTrees(cell.tests, path, range), range);
  if (!cell.not) return any;
  const negated: Tree = { ...range, type: BOOL, is: 'not', of: any };
  if (!type.nullable) return negated;
  const there = compare('!=', path, nullLiteral(range), range);
  // `not null` is all that `there` says.
  return cell.tests.every((test) => test.is === 'null') ? there : join('and', [there, negated], range);
}

/** The days on which a row is in force, over `today`: from the first one on, and before the second. */
export function effectiveTree(from: string | null, to: string | null): Tree | null {
  const range = { start: 0, end: 0 };
  const today: Tree = { ...range, type: DATE, is: 'path', root: 'today', steps: [], nullable: false };
  const parts = [
    ...(from === null ? [] : [compare('>=', today, literal(from, DATE, range), range)]),
    ...(to === null ? [] : [compare('<', today, literal(to, DATE, range), range)]),
  ];
  return parts.length === 0 ? null : join('and', parts, range);
}

/** Both must hold; null stands for anything. Keeps `and` flat. */
export function joinCells(first: Tree | null, second: Tree | null): Tree | null {
  if (first === null || second === null) return first ?? second;
  const parts = [first, second].flatMap((tree) => (tree.is === 'and' ? tree.parts : [tree]));
  return join('and', parts, { start: second.start, end: second.end });
}

function testTrees(tests: readonly CellTest[], path: Tree, range: Range): Tree[] {
  const values = tests.filter((test) => test.is === 'value');
  const [only] = values;
  const list: Tree[] = values.map((test) => literal(test.value, path.type, test));
  const equal: Tree[] =
    only === undefined
      ? []
      : values.length === 1
        ? [compare('==', path, literal(only.value, path.type, only), only)]
        : [{ ...range, type: BOOL, is: 'in', item: path, list: listOf(list, path.type, range) }];
  const others = tests.flatMap((test) =>
    test.is === 'value'
      ? []
      : [test.is === 'null' ? compare('==', path, nullLiteral(test), test) : rangeTree(test, path)],
  );
  return [...equal, ...others];
}

function rangeTree(test: CellTest & { readonly is: 'range' }, path: Tree): Tree {
  const bound = (side: Bound, operator: '<' | '>'): Tree =>
    compare(side.open ? operator : `${operator}=`, path, literal(side.value, path.type, test), test);
  const parts = [
    ...(test.from === null ? [] : [bound(test.from, '>')]),
    ...(test.to === null ? [] : [bound(test.to, '<')]),
  ];
  return join('and', parts, test);
}

function join(is: 'and' | 'or', parts: readonly Tree[], { start, end }: Range): Tree {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { start, end, type: BOOL, is, parts };
}

function compare(operator: Comparison, left: Tree, right: Tree, { start, end }: Range): Tree {
  return { start, end, type: BOOL, is: 'compare', operator, left, right };
}

function literal(value: CellValue, type: Type, { start, end }: Range): Tree {
  return { start, end, type, is: 'literal', value };
}

function nullLiteral({ start, end }: Range): Tree {
  return { start, end, type: { is: 'null' }, is: 'literal', value: null };
}

function listOf(items: readonly Tree[], of: Type, { start, end }: Range): Tree {
  return { start, end, type: { is: 'list', of }, is: 'list', items };
}
