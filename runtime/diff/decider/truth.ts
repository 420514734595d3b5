import type { DecisionTables } from '../../expression/decision.ts';
import { isPlain } from '../../expression/plain.ts';
import type { Tree, TreeOf } from '../../expression/tree.ts';
import { closedTruth } from './closed.ts';
import { compareTruth } from './compare-truth.ts';
import { FALSE, not } from './formula.ts';
import { membership } from './membership.ts';
import { relate, UNKNOWN } from './relate.ts';
import { sameValue } from './same-value.ts';
import { type Leaf, type LeafValue, type Scope, type Term, type Truth, whereLeaf } from './scope.ts';
import { termOf } from './term.ts';
import { textTest } from './text-test.ts';
import type { TextTest } from './unknown.ts';
import type { Unknowns } from './unknowns.ts';

/** The scope of a whole condition. */
export const scopeOf = (unknowns: Unknowns, tables: DecisionTables): Scope => ({
  unknowns,
  tables,
  inputs: new Map(),
  truth: truthOf,
  term: termOf,
});

/** Where a condition is true, and where it is false. */
export function truthOf(tree: Tree, scope: Scope): Truth {
  const { formulas } = scope.unknowns;
  switch (tree.is) {
    case 'not': {
      const { yes, no } = scope.truth(tree.of, scope);
      return { yes: no, no: yes };
    }
    case 'and':
    case 'or': {
      const parts = tree.parts.map((part) => scope.truth(part, scope));
      const [yes, no] = [parts.map((part) => part.yes), parts.map((part) => part.no)];
      return tree.is === 'and'
        ? { yes: formulas.and(...yes), no: formulas.or(...no) }
        : { yes: formulas.or(...yes), no: formulas.and(...no) };
    }
    case 'if': {
      const test = scope.truth(tree.test, scope);
      const [then, otherwise] = [scope.truth(tree.then, scope), scope.truth(tree.otherwise, scope)];
      const pick = (a: number, b: number): number =>
        formulas.or(formulas.and(test.yes, a), formulas.and(test.no, b));
      return { yes: pick(then.yes, otherwise.yes), no: pick(then.no, otherwise.no) };
    }
    case 'compare':
      return compareTruth(tree, scope);
    case 'in':
      return inTruth(tree, scope);
    case 'call':
      return isTextTest(tree.name) ? textTruth(tree, tree.name, scope) : closedTruth(tree, scope);
    case 'path':
    case 'literal':
    case 'decision':
      return flagTruth(scope.term(tree, scope), scope);
    case 'list':
    case 'negate':
    case 'arithmetic':
    case 'loop':
    default:
      return closedTruth(tree, scope);
  }
}

/** A value that is true or false, as a condition. */
function flagTruth(term: Term, { unknowns }: Scope): Truth {
  const { and } = unknowns.formulas;
  const isTrue: LeafValue = { is: 'constant', value: true };
  return {
    yes: whereLeaf(term, ({ empty, value }) => and(not(empty), sameValue(value, isTrue, unknowns)), unknowns),
    no: whereLeaf(
      term,
      ({ empty, value }) => and(not(empty), not(sameValue(value, isTrue, unknowns))),
      unknowns,
    ),
  };
}

const isTextTest = (name: string): name is TextTest =>
  name === 'startsWith' || name === 'endsWith' || name === 'contains';

function textTruth(tree: TreeOf<'call'>, test: TextTest, scope: Scope): Truth {
  const { unknowns } = scope;
  const { and } = unknowns.formulas;
  const [text, other] = tree.args.map((arg) => scope.term(arg, scope));
  if (text === undefined || other === undefined) return UNKNOWN;
  return relate(
    text,
    other,
    (a, b) => {
      const both = and(not(a.empty), not(b.empty));
      if (both === FALSE) return UNKNOWN;
      const holds = textTest(test, a.value, b.value, unknowns);
      if (holds === null) return closedTruth(tree, scope);
      return { yes: and(both, holds), no: and(both, not(holds)) };
    },
    scope,
  );
}

function inTruth(tree: TreeOf<'in'>, scope: Scope): Truth {
  const { and, or } = scope.unknowns.formulas;
  const plain = isPlain(tree.item);
  const term = scope.term(tree.item, scope);
  const holds = membership(tree, scope);
  if (holds === null) return closedTruth(tree, scope);
  const where = (of: (leaf: Leaf) => number): number => whereLeaf(term, of, scope.unknowns);
  return {
    yes: where((one) => and(not(one.empty), holds(one.value))),
    no: where((one) => or(and(not(one.empty), not(holds(one.value))), plain ? one.empty : FALSE)),
  };
}
