import type { CompiledDecision, DecisionTables } from '../../runtime/expression/decision.ts';
import type { Comparison, Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import { literalTree as literal, tree } from './trees.ts';

export const GBP: Type = { is: 'money', currency: 'GBP' };
export const TIER: Type = { is: 'choice', options: ['gold', 'silver', 'none'] };

const input = (name: string, type: Type): Tree =>
  tree({ is: 'path', type, root: `$${name}`, steps: [], nullable: false });
const cell = (name: string, type: Type, operator: Comparison, value: string): Tree =>
  tree({
    is: 'compare',
    type: { is: 'bool' },
    operator,
    left: input(name, type),
    right: literal(type, value),
  });
const outputs = (approver: string | null, rate: string, ok: boolean): Tree[] => [
  literal({ is: 'string' }, approver),
  literal({ is: 'decimal' }, rate),
  literal({ is: 'bool' }, ok),
];

const INPUTS = ['amount', 'tier'];
const OUTPUTS = ['approver', 'rate', 'ok'];

const ROUTE: CompiledDecision = {
  inputs: INPUTS,
  outputs: OUTPUTS,
  hit: 'unique',
  rows: [
    { id: 'small', cells: [cell('amount', GBP, '<', '1'), null], values: outputs('support', '0.05', true) },
    {
      id: 'gold',
      cells: [cell('amount', GBP, '>=', '1'), cell('tier', TIER, '==', 'gold')],
      values: outputs('finance', '0.1', false),
    },
    // Contradicts the row before for gold of 100 and more.
    { id: 'large', cells: [cell('amount', GBP, '>=', '100'), null], values: outputs(null, '1.5', true) },
  ],
  otherwise: null,
};

/** Tables of each kind, one of them with rows that contradict each other. */
export const TABLES: DecisionTables = {
  route: ROUTE,
  first: { ...ROUTE, hit: 'first', otherwise: outputs('ab', '2', false) },
  any: {
    ...ROUTE,
    hit: 'any',
    rows: [
      { id: 'not_gold', cells: [null, cell('tier', TIER, '!=', 'gold')], values: outputs('a', '3', true) },
      {
        id: 'not_silver',
        cells: [null, cell('tier', TIER, '!=', 'silver')],
        values: outputs('a', '3', true),
      },
    ],
    otherwise: outputs('b', '0', false),
  },
};
