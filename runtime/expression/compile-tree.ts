import { compileArithmetic, compileNegation } from './compile-arithmetic.ts';
import { compileCompare } from './compile-compare.ts';
import { compileLoop } from './compile-loop.ts';
import { type Decide, deciderOf } from './decide.ts';
import type { DecisionTables } from './decision.ts';
import { applyOf } from './evaluate-call.ts';
import type { FunctionName } from './functions.ts';
import { literalValue } from './literal-value.ts';
import { equality } from './order.ts';
import { own } from './own.ts';
import { isPlain } from './plain.ts';
import { compilePath, type Run } from './read-path.ts';
import type { Tree, TreeOf } from './tree.ts';
import { isExact } from './types.ts';
import type { Value } from './value.ts';

/** What the parts of an evaluator are compiled with. */
export type Around = {
  readonly tables: DecisionTables;
  /** Variables, by their place in the locals. */
  readonly names: readonly string[];
};

/** The closure of a part. */
export function compileTree(tree: Tree, around: Around): Run {
  switch (tree.is) {
    case 'literal':
    case 'list': {
      const value = literalValue(tree);
      return () => value;
    }
    case 'path':
      return compilePath(tree, around.names);
    case 'not': {
      const of = compileTree(tree.of, around);
      return (facts, locals) => {
        const value = of(facts, locals);
        return value === null ? null : value !== true;
      };
    }
    case 'negate':
      return compileNegation(compileTree(tree.of, around), tree.type);
    case 'and':
    case 'or':
      return compileLogic(tree, around);
    case 'compare':
      return compileCompare(tree, compileTree(tree.left, around), compileTree(tree.right, around));
    case 'arithmetic':
      return compileArithmetic(tree, compileTree(tree.left, around), compileTree(tree.right, around));
    case 'in':
      return compileIn(tree, around);
    case 'if': {
      const test = compileTree(tree.test, around);
      const then = compileTree(tree.then, around);
      const otherwise = compileTree(tree.otherwise, around);
      return (facts, locals) => {
        const value = test(facts, locals);
        return value === null ? null : value === true ? then(facts, locals) : otherwise(facts, locals);
      };
    }
    case 'call':
      return compileCall(tree, around);
    case 'loop':
      return compileLoop(tree, compileTree(tree.list, around), (names) =>
        compileTree(tree.body, { ...around, names: [...around.names, ...names] }),
      );
    case 'decision':
    default:
      return compileDecision(tree, around);
  }
}

/** One false part decides `&&` and one true part `||`; else a part that is unknown makes the whole unknown. */
function compileLogic(tree: TreeOf<'and' | 'or'>, around: Around): Run {
  const parts = tree.parts.map((part) => compileTree(part, around));
  const deciding = tree.is === 'or';
  const [first, second] = parts;
  if (parts.length === 2 && first !== undefined && second !== undefined)
    return (facts, locals) => {
      const one = first(facts, locals);
      if (one === deciding) return deciding;
      const other = second(facts, locals);
      return other === deciding ? deciding : one === null || other === null ? null : !deciding;
    };
  return (facts, locals) => {
    let result: Value = !deciding;
    for (const part of parts) {
      const value = part(facts, locals);
      if (value === deciding) return deciding;
      if (value === null) result = null;
    }
    return result;
  };
}

function compileIn({ item, list }: TreeOf<'in'>, around: Around): Run {
  const [a, b] = [compileTree(item, around), compileTree(list, around)];
  const same = equality(item.type);
  const whenEmpty = isPlain(item) ? false : null;
  const native = !isExact(item.type) && item.type.is !== 'record';
  return (facts, locals) => {
    const one = a(facts, locals);
    const all = b(facts, locals) as readonly Value[] | null;
    if (all === null) return null;
    if (one === null) return whenEmpty;
    return native ? all.includes(one) : all.some((other) => same(one, other));
  };
}

function compileCall({ name, args, type }: TreeOf<'call'>, around: Around): Run {
  const [first, second] = args;
  const orderOf = name === 'min' || name === 'max' ? (first?.type ?? type) : type;
  const pattern = second?.is === 'literal' && typeof second.value === 'string' ? second.value : '';
  const apply = applyOf(name as FunctionName, orderOf, pattern);
  const runs = args.map((arg) => compileTree(arg, around));
  return (facts, locals) => {
    const values: Value[] = [];
    for (const run of runs) {
      const value = run(facts, locals);
      if (value === null) return null;
      values.push(value);
    }
    return apply(values);
  };
}

function compileDecision({ table, args, output }: TreeOf<'decision'>, around: Around): Run {
  const found = own(around.tables, table);
  if (found === undefined) return () => null;
  const decide: Decide = deciderOf(found, compileTree);
  const runs = args.map((arg) => compileTree(arg, around));
  return (facts, locals) => {
    const { outputs } = decide(
      runs.map((run) => run(facts, locals)),
      facts,
    );
    return own(outputs, output) ?? null;
  };
}
