import { childrenOf } from '../../expression/children.ts';
import { literalValue } from '../../expression/literal-value.ts';
import { own } from '../../expression/own.ts';
import type { Comparison, Tree, TreeOf } from '../../expression/tree.ts';
import { isAmount, isExact } from '../../expression/types.ts';
import type { Decimal } from '../../model/decimal.ts';
import { boundOf, type Scope } from './scope.ts';
import { nameOf } from './survey.ts';

const TURNED: Readonly<Partial<Record<Comparison, Comparison>>> = { '>': '<', '>=': '<=' };
const NEGATED: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/**
 * What a part says, without the ways of saying it that mean the same: order of what may be reordered, direction of comparisons,
 * negations, names of loop variables, zeros behind the point. Parts with one text have one value.
 */
export function canonicalText(tree: Tree, scope: Scope, negated = false): string {
  return write(tree, negated, [], scope);
}

function write(tree: Tree, negated: boolean, items: readonly string[], scope: Scope): string {
  const inside = (part: Tree, turned = false): string => write(part, turned, items, scope);
  switch (tree.is) {
    case 'not':
      return inside(tree.of, !negated);
    case 'and':
    case 'or': {
      const parts = [...new Set(tree.parts.map((part) => inside(part, negated)))].toSorted();
      return `(${parts.join((tree.is === 'and') === negated ? ' || ' : ' && ')})`;
    }
    case 'compare':
      return writeCompare(tree, negated ? NEGATED[tree.operator] : tree.operator, inside);
    case 'loop': {
      const kind = negated
        ? tree.kind === 'all'
          ? 'exists'
          : tree.kind === 'exists'
            ? 'all'
            : null
        : tree.kind;
      const body = write(tree.body, negated && kind !== null, [...items, tree.item], scope);
      return `${kind ?? `!${tree.kind}`}(${inside(tree.list)}, ${body})`;
    }
    case 'if':
      return `(${inside(tree.test)} ? ${inside(tree.then, negated)} : ${inside(tree.otherwise, negated)})`;
    case 'literal':
    case 'list':
    case 'path':
    case 'negate':
    case 'arithmetic':
    case 'in':
    case 'call':
    case 'decision':
    default:
      return (negated ? '!' : '') + writePart(tree, inside, items, scope);
  }
}

function writeCompare(
  { left, right }: TreeOf<'compare'>,
  operator: Comparison,
  inside: (part: Tree) => string,
): string {
  const sides = [inside(left), inside(right)];
  const turned = TURNED[operator];
  if (operator === '==' || operator === '!=') return `(${sides.toSorted().join(` ${operator} `)})`;
  return `(${turned === undefined ? sides.join(` ${operator} `) : sides.toReversed().join(` ${turned} `)})`;
}

function writePart(
  tree: Tree,
  inside: (part: Tree) => string,
  items: readonly string[],
  scope: Scope,
): string {
  switch (tree.is) {
    case 'literal':
      return writeLiteral(tree);
    case 'path': {
      const bound = boundOf(tree, scope);
      if (bound !== undefined) return canonicalText(bound.tree, bound.scope);
      const at = tree.root.startsWith('$') ? items.lastIndexOf(tree.root.slice(1)) : -1;
      return at < 0 ? nameOf(tree) : [`$${at}`, ...tree.steps].join('.');
    }
    case 'arithmetic': {
      const sides = [inside(tree.left), inside(tree.right)];
      const free = tree.operator === '*' || (tree.operator === '+' && isAmount(tree.type));
      return `(${(free ? sides.toSorted() : sides).join(` ${tree.operator} `)})`;
    }
    case 'negate':
      return `-${inside(tree.of)}`;
    case 'in':
      return `(${inside(tree.item)} in ${inside(tree.list)})`;
    case 'list':
      return `[${[...new Set(tree.items.map(inside))].toSorted().join(', ')}]`;
    case 'decision': {
      const table = JSON.stringify(own(scope.tables, tree.table) ?? null, withoutPlaces);
      return `${tree.table}(${tree.args.map(inside).join(', ')}).${tree.output} of ${table}`;
    }
    case 'call':
      return `${tree.name}(${tree.args.map(inside).join(', ')})`;
    case 'not':
    case 'and':
    case 'or':
    case 'compare':
    case 'if':
    case 'loop':
    default:
      return childrenOf(tree)
        .map((part) => inside(part))
        .join();
  }
}

function writeLiteral(tree: TreeOf<'literal'>): string {
  if (!isExact(tree.type) || tree.value === null) return JSON.stringify(tree.value);
  let { units, scale } = literalValue(tree) as Decimal;
  for (; scale > 0 && units % 10n === 0n; units /= 10n) scale -= 1;
  return `${units}e-${scale}`;
}

const withoutPlaces = (key: string, value: unknown): unknown =>
  key === 'start' || key === 'end' ? undefined : value;
