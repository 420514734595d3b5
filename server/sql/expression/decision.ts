import type { CompiledDecision, DecisionRow } from '../../../runtime/expression/decision.ts';
import { dependenciesOf } from '../../../runtime/expression/dependencies.ts';
import type { Tree, TreeOf } from '../../../runtime/expression/tree.ts';
import type { Compiler } from './compiler.ts';
import { allOf, anyOf, type Condition, enclosed } from './sql.ts';
import { sqlTypeOf } from './sql-type.ts';
import type { SqlTarget } from './target.ts';

/** Longest argument that is written once per cell instead of being worked out before. */
const SHORT = 80;

/** One output of a decision table. Where rows of `unique` or `any` contradict each other there is none. */
export function decisionSql(compiler: Compiler, tree: TreeOf<'decision'>, target: SqlTarget): string {
  const table = Object.hasOwn(target.tables, tree.table) ? target.tables[tree.table] : undefined;
  if (table === undefined) throw new Error(`There is no decision table \`${tree.table}\`.`);
  const read = inputsRead(table);
  const args = tree.args.map((arg, at) =>
    read.has(table.inputs[at] ?? '') ? compiler.value(arg, target) : `null::${sqlTypeOf(arg.type)}`,
  );
  const write = (values: readonly string[]): string => tableSql(compiler, table, tree, values, target);
  const isShort = args.every((arg) => arg.length <= SHORT && !arg.includes('(select'));
  if (isShort || !target.subqueries) return write(args);
  const columns = args.map(
    (arg, at) => `${arg}::${sqlTypeOf(tree.args[at]?.type ?? { is: 'null' })} as i${at}`,
  );
  // Without `offset` Postgres puts the arguments back into every cell.
  return `(select ${write(args.map((_, at) => `inputs.i${at}`))} from (select ${columns.join(', ')} offset 0) inputs)`;
}

function tableSql(
  compiler: Compiler,
  table: CompiledDecision,
  { output, type }: TreeOf<'decision'>,
  args: readonly string[],
  outer: SqlTarget,
): string {
  const place = table.outputs.indexOf(output);
  const inputs = new Map(table.inputs.map((name, at) => [`$${name}`, args[at] ?? 'null']));
  const target: SqlTarget = {
    ...outer,
    column: (path) => inputs.get(path.root) ?? outer.column(path),
    mayBeNull: (path) => inputs.has(path.root) || outer.mayBeNull?.(path) === true,
  };
  const literal = (tree: Tree | undefined): string =>
    tree === undefined ? 'null' : compiler.value(tree, target);
  const results = Map.groupBy(table.rows, ({ values }) =>
    JSON.stringify(values.map((value) => value.is === 'literal' && value.value)),
  );
  const groups = [...results.values()].map((rows) => ({
    met: anyOf(rows.map((row) => rowCondition(compiler, row, target))),
    value: literal(rows[0]?.values[place]),
  }));
  const cases =
    table.hit === 'first'
      ? table.rows.map((row) => ({
          met: rowCondition(compiler, row, target),
          value: literal(row.values[place]),
        }))
      : groups;
  const whens = [
    ...(table.hit === 'first' || groups.length < 2 ? [] : [`when ${several(groups)} then null`]),
    ...cases.map(({ met, value }) => `when ${met.sql} then ${value}`),
  ];
  const otherwise = literal(table.otherwise?.[place]);
  return whens.length === 0
    ? otherwise
    : `(case ${whens.join(' ')} else ${otherwise} end)::${sqlTypeOf(type)}`;
}

/** Inputs that some cell looks at: an argument that none does must not be bound. */
function inputsRead({ rows }: CompiledDecision): ReadonlySet<string> {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell !== null));
  return new Set(cells.flatMap((cell) => dependenciesOf(cell).map(({ root }) => root.replace(/^\$/u, ''))));
}

const rowCondition = (compiler: Compiler, { cells }: DecisionRow, target: SqlTarget): Condition =>
  allOf(cells.flatMap((cell) => (cell === null ? [] : [compiler.isTrue(cell, target)])));

/** Whether more than one of the results applies. */
const several = (groups: readonly { readonly met: Condition }[]): string =>
  `${groups.map(({ met }) => `(${enclosed(met)} is true)::int`).join(' + ')} > 1`;
