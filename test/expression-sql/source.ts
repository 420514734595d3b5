import type { Environment, FieldType } from '../../runtime/expression/environment.ts';
import { FUNCTIONS } from '../../runtime/expression/functions.ts';
import type { Tree, TreeOf } from '../../runtime/expression/tree.ts';
import { expressionType } from '../../runtime/model/expression-type.ts';
import type { Model } from '../../runtime/model/model.ts';
import { findField } from '../../runtime/model/system-fields.ts';
import { KNOWN_PATHS } from './reachable.ts';
import { GBP, TIER } from './tables.ts';

const OUTPUTS: Readonly<Record<string, FieldType>> = {
  approver: { type: { is: 'string' }, nullable: true },
  rate: { type: { is: 'decimal' }, nullable: true },
  ok: { type: { is: 'bool' }, nullable: true },
};
const INPUTS: Readonly<Record<string, FieldType>> = {
  amount: { type: GBP, nullable: true },
  tier: { type: TIER, nullable: true },
};

/** What an author may name in a rule over the world's `item`. */
export function worldEnvironment(model: Model): Environment {
  const known = (root: string): Record<string, FieldType> =>
    Object.fromEntries(
      KNOWN_PATHS.flatMap((path) =>
        path.root === root && path.steps[0] !== undefined
          ? [[path.steps[0], { type: path.type, nullable: path.nullable }] as const]
          : [],
      ),
    );
  return {
    record: 'item',
    old: false,
    input: null,
    user: known('user'),
    params: known('params'),
    field: (entity, name) => {
      const owner = model.entities[entity];
      const field = owner === undefined ? undefined : findField(owner, name);
      return (field === undefined ? null : expressionType(field)) ?? undefined;
    },
    fieldNames: (entity) => Object.keys(model.entities[entity]?.fields ?? {}),
    decision: (name) =>
      Object.hasOwn(model.decisions, name) ? { inputs: INPUTS, outputs: OUTPUTS } : undefined,
    decisionNames: Object.keys(model.decisions),
  };
}

/** The tree as an author would write it. */
export function sourceOf(of: Tree): string {
  switch (of.is) {
    case 'literal':
      return literalSource(of);
    case 'list':
      return `[${of.items.map(sourceOf).join(', ')}]`;
    case 'path':
      return [...(of.root === 'record' ? [] : [of.root.replace(/^\$/u, '')]), ...of.steps].join('.');
    case 'not':
      return `!(${sourceOf(of.of)})`;
    case 'negate':
      return `-(${sourceOf(of.of)})`;
    case 'and':
      return `(${of.parts.map(sourceOf).join(' && ')})`;
    case 'or':
      return `(${of.parts.map(sourceOf).join(' || ')})`;
    case 'compare':
    case 'arithmetic':
      return `(${sourceOf(of.left)} ${of.operator} ${sourceOf(of.right)})`;
    case 'in':
      return `(${sourceOf(of.item)} in ${sourceOf(of.list)})`;
    case 'if':
      return `(${sourceOf(of.test)} ? ${sourceOf(of.then)} : ${sourceOf(of.otherwise)})`;
    case 'call':
      return callSource(of);
    case 'loop':
      return `${sourceOf(of.list)}.${of.kind}(${of.item}, ${sourceOf(of.body)})`;
    case 'decision':
      return `${of.table}(${of.args.map(sourceOf).join(', ')}).${of.output}`;
  }
  return of satisfies never;
}

function literalSource({ value, type }: TreeOf<'literal'>): string {
  if (value === null) return 'null';
  if (type.is === 'date' || type.is === 'time') return `${type.is}("${value}")`;
  if (type.is === 'datetime') return `timestamp("${value}")`;
  if (type.is === 'duration') return `duration("${value}ms")`;
  if (type.is === 'decimal' || type.is === 'money')
    return String(value).includes('.') ? String(value) : `${value}.0`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function callSource({ name, args }: TreeOf<'call'>): string {
  const [first, ...others] = args.map(sourceOf);
  const isMethod = FUNCTIONS[name as keyof typeof FUNCTIONS].style === 'method';
  return isMethod ? `${first}.${name}(${others.join(', ')})` : `${name}(${[first, ...others].join(', ')})`;
}
