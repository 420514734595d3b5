import type { FunctionName } from '../../../runtime/expression/functions.ts';
import type { Tree, TreeOf } from '../../../runtime/expression/tree.ts';
import type { Compiler } from './compiler.ts';
import { sizeOfList } from './loops.ts';
import { isText } from './sql-type.ts';
import type { SqlTarget } from './target.ts';

type Call = {
  readonly compiler: Compiler;
  readonly tree: TreeOf<'call'>;
  readonly target: SqlTarget;
  /** SQL of each argument. */
  readonly args: readonly string[];
};

/** SQL of a call. Every function is null where an argument is. */
export function callSql(compiler: Compiler, tree: TreeOf<'call'>, target: SqlTarget): string {
  const [list] = tree.args;
  if (tree.name === 'size' && list?.type.is === 'list') {
    if (list.is === 'path' || list.is === 'list') return sizeOfList(compiler, list, target);
    return `cardinality(${compiler.value(list, target)})::bigint`;
  }
  const write = Object.hasOwn(CALLS, tree.name) ? CALLS[tree.name as FunctionName] : undefined;
  if (write === undefined) throw new Error(`The function \`${tree.name}\` has no form in SQL.`);
  return write({ compiler, tree, target, args: tree.args.map((arg) => compiler.value(arg, target)) });
}

const at = (args: readonly string[], place: number): string => args[place] ?? 'null';

/** The text of an argument that the checker made sure is a literal. */
function given(tree: Tree | undefined): string {
  if (tree?.is !== 'literal' || tree.value === null) throw new Error('A literal argument is missing.');
  return String(tree.value);
}

const inUnits =
  (ms: number) =>
  ({ args }: Call): string =>
    `(${at(args, 0)} / ${ms})`;

const part =
  (field: string) =>
  ({ args }: Call): string =>
    `extract(${field} from ${at(args, 0)})::bigint`;

const outermost =
  (name: 'least' | 'greatest') =>
  ({ args, tree }: Call): string => {
    const known = args.map((arg) => `${arg} is not null`).join(' and ');
    const text = tree.args.some((arg) => isText(arg.type)) ? ' collate "C"' : '';
    return `case when ${known} then ${name}(${args.map((arg) => arg + text).join(', ')}) end`;
  };

/** White space of ASCII. */
const SPACES = ' \t\n\v\f\r';

const CALLS: Readonly<Record<FunctionName, (call: Call) => string>> = {
  startsWith: ({ args }) => `starts_with(${at(args, 0)}, ${at(args, 1)})`,
  endsWith: ({ args }) => `(right(${at(args, 0)}, char_length(${at(args, 1)})) = ${at(args, 1)})`,
  contains: ({ args }) => `(strpos(${at(args, 0)}, ${at(args, 1)}) > 0)`,
  matches: ({ args, tree, compiler }) => compiler.rules.matches(at(args, 0), given(tree.args[1])),
  lowerAscii: ({ args, compiler }) => compiler.rules.lower(at(args, 0)),
  upperAscii: ({ args, compiler }) => compiler.rules.upper(at(args, 0)),
  trim: ({ args, compiler }) => compiler.rules.trim(at(args, 0), SPACES),
  size: ({ args, compiler }) => `${compiler.rules.length(at(args, 0))}::bigint`,
  string: ({ args }) => `${at(args, 0)}::text`,
  decimal: ({ args }) => `${at(args, 0)}::numeric`,
  abs: ({ args }) => `abs(${at(args, 0)})`,
  min: outermost('least'),
  max: outermost('greatest'),
  round: ({ args, tree, compiler }) => compiler.rules.round(at(args, 0), given(tree.args[1])),
  div: ({ args, tree, compiler }) => compiler.rules.quotient(at(args, 0), at(args, 1), given(tree.args[2])),
  addDays: ({ args }) => `jig.add_days(${at(args, 0)}, ${at(args, 1)})`,
  daysBetween: ({ args }) => `(${at(args, 1)} - ${at(args, 0)})::bigint`,
  year: part('year'),
  month: part('month'),
  day: part('day'),
  dayOfWeek: part('isodow'),
  getHours: inUnits(3_600_000),
  getMinutes: inUnits(60_000),
  getSeconds: inUnits(1000),
};
