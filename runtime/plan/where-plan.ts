import { checkExpression } from '../expression/check.ts';
import { childrenOf } from '../expression/children.ts';
import type { DecisionType, Environment, FieldType } from '../expression/environment.ts';
import type { Tree } from '../expression/tree.ts';
import { expressionType } from '../model/expression-type.ts';
import type { Entity, UserAttribute } from '../model/model.ts';
import type { ReadScope } from '../policy/read-scope.ts';
import type { FieldErrorJson } from '../wire/record.ts';

/** A condition that a request states itself. It sees every value as the actor may, so it is compiled with the actor's scope. */
export type PlannedWhere = { readonly tree: Tree; readonly scope: ReadScope };

/** Checks the text of `where`; reports its problems with their places in it. */
export function planWhere(
  scope: ReadScope,
  entity: Entity,
  text: string,
  errors: FieldErrorJson[],
): PlannedWhere | null {
  const { tree, problems } = checkExpression(text, readableEnvironment(scope, entity), { is: 'bool' });
  for (const { message, hint, start, end } of problems)
    errors.push({
      pointer: '?where',
      code: 'query/where',
      message: hint === null ? message : `${message} ${hint}`,
      at: { start, end },
    });
  if (tree === null || problems.length > 0) return null;
  if (!/[\0]|\p{Surrogate}/u.test(JSON.stringify(literalsOf(tree)))) return { tree, scope };
  const message = 'Expected text without null characters or halves of characters.';
  errors.push({ pointer: '?where', code: 'query/text', message });
  return null;
}

/** What an actor may name: fields that are shown on some rows, which may be empty where they are not shown on all. */
function readableEnvironment(scope: ReadScope, entity: Entity): Environment {
  const { model } = scope;
  const field = (name: string, of: string): FieldType | undefined => {
    const holder = Object.hasOwn(model.entities, of) ? model.entities[of] : undefined;
    const found = holder === undefined ? undefined : scope.field(holder, name);
    const type = found === undefined ? null : expressionType(found);
    if (holder === undefined || type === null) return undefined;
    const always = scope.rows(holder) === true && scope.visibility(holder, name).clear === true;
    return always ? type : { ...type, nullable: type.type.is !== 'list' };
  };
  return {
    record: entity.name,
    old: false,
    input: null,
    user: userTypes(model.workspace.userAttributes),
    params: Object.fromEntries(
      Object.values(model.parameters).map(({ name, type }) => [name, { ...type, nullable: false }]),
    ),
    field: (of, name) => field(name, of),
    fieldNames: (of) => {
      const holder = Object.hasOwn(model.entities, of) ? model.entities[of] : undefined;
      return holder === undefined ? [] : [...scope.names(holder)];
    },
    decision: (name): DecisionType | undefined =>
      Object.hasOwn(model.decisions, name) ? model.decisions[name] : undefined,
    decisionNames: Object.keys(model.decisions),
  };
}

function userTypes(attributes: Readonly<Record<string, UserAttribute>>): Readonly<Record<string, FieldType>> {
  const own = Object.values(attributes).map(({ name, type }) => [name, ATTRIBUTE_TYPES[type]] as const);
  return { ...Object.fromEntries(own), id: ID, name: NAME, roles: WORDS };
}

const ID: FieldType = { type: { is: 'user' }, nullable: false };
const NAME: FieldType = { type: { is: 'string' }, nullable: false };
const WORDS: FieldType = { type: { is: 'list', of: { is: 'string' } }, nullable: false };
const ATTRIBUTE_TYPES: Readonly<Record<UserAttribute['type'], FieldType>> = {
  text: { type: { is: 'string' }, nullable: true },
  integer: { type: { is: 'int' }, nullable: true },
  boolean: { type: { is: 'bool' }, nullable: true },
  tags: WORDS,
};

/** Every text that the expression holds itself. */
function literalsOf(tree: Tree): unknown[] {
  const own = tree.is === 'literal' ? [tree.value] : [];
  return [...own, ...childrenOf(tree).flatMap(literalsOf)];
}
