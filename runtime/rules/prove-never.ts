import type { Expression, Tree, TreeOf } from '../expression/tree.ts';
import type { Entity, Grant, Model } from '../model/model.ts';
import type { Action, Never } from '../model/rule.ts';
import { possibleTruths, type Judged, type Possible, type Resolve } from './possible-worlds.ts';

/**
 * What can be said of a `never` and one way to write a record without running it. `safe`: it cannot become true that way;
 * `always`: that way always ends in its refusal; `possible`: it depends; `unproven`: too many cases.
 */
export type NeverProof = {
  /** Id of the `never`. */
  readonly never: string;
  readonly entity: string;
  /** Id of the grant (create, update), or name of the action. */
  readonly by: { readonly is: 'grant' | 'action'; readonly name: string };
  readonly outcome: 'safe' | 'possible' | 'always' | 'unproven';
};

/** Proofs for every `never` against every action and every grant to create or update. */
export function proveNever(model: Model): readonly NeverProof[] {
  return Object.values(model.entities).flatMap(proveEntity);
}

/** The proofs of one entity. */
export function proveEntity(entity: Entity): readonly NeverProof[] {
  return Object.values(entity.never).flatMap((never) => [
    ...Object.values(entity.actions).map((action): NeverProof => ({
      never: never.id,
      entity: entity.name,
      by: { is: 'action', name: action.name },
      outcome: outcomeOf(afterAction(entity, action, never)),
    })),
    ...writeGrants(entity).map(([operation, grant]): NeverProof => ({
      never: never.id,
      entity: entity.name,
      by: { is: 'grant', name: grant.id },
      outcome: outcomeOf(
        operation === 'create' ? afterCreate(entity, grant, never) : afterUpdate(entity, grant, never),
      ),
    })),
  ]);
}

function writeGrants({ access }: Entity): readonly (readonly ['create' | 'update', Grant])[] {
  return Object.values(access).flatMap(({ create = [], update = [] }) => [
    ...create.map((grant) => ['create', grant] as const),
    ...update.map((grant) => ['update', grant] as const),
  ]);
}

/** Unknown refuses as well. No truth at all: the write is never possible, so nothing is claimed of it. */
function outcomeOf(possible: Possible | null): NeverProof['outcome'] {
  if (possible === null) return 'unproven';
  if (!possible.isOther) return 'safe';
  return possible.isFalse ? 'possible' : 'always';
}

/** The record before a write. */
const before = ({ root, steps }: TreeOf<'path'>): string =>
  [root === 'old' ? 'record' : root, ...steps].join('.');

/** What a write does to a field: a value that is known, or anything. */
type Change = Judged | 'anything';

/** The record after a write that changes these fields, and with them whatever is computed or read through others. */
function after(entity: Entity, changes: ReadonlyMap<string, Change>): Resolve {
  return (path) => {
    const { root, steps } = path;
    const [first = ''] = steps;
    if (root !== 'record') return before(path);
    const change = changes.get(first);
    if (change === undefined && steps.length === 1 && isWritten(entity, first)) return before(path);
    if (change === undefined && changes.size === 0) return before(path);
    return change === undefined || change === 'anything' || steps.length > 1
      ? `after ${before(path)}`
      : change;
  };
}

const isWritten = ({ fields }: Entity, name: string): boolean =>
  Object.hasOwn(fields, name) && fields[name]?.computed === null && fields[name]?.type !== 'children';

const judged = ({ tree }: Expression, resolve: Resolve): Judged => ({ tree, resolve });

/** It was not true before: that is what a `never` is for. */
const notBefore = ({ that }: Never): Judged => ({
  tree: { start: 0, end: 0, type: { is: 'bool' }, is: 'not', of: that.tree },
  resolve: before,
});

function afterAction(entity: Entity, action: Action, never: Never): Possible | null {
  const changes = new Map<string, Change>();
  for (const [name, value] of Object.entries(action.set)) changes.set(name, judged(value, before));
  const state = stateOf(entity);
  if (state !== null && action.to !== null)
    changes.set(state.name, { tree: literal(state, action.to), resolve: before });
  const given = [
    ...(never.that.text.includes('old') ? [] : [notBefore(never)]),
    ...(state === null || action.from.length === 0
      ? []
      : [{ tree: isOneOf(state, action.from), resolve: before }]),
    ...(action.when === null ? [] : [judged(action.when, before)]),
    ...action.notBy.map((name) => ({ tree: isNotUser(entity, name), resolve: before })),
  ];
  return possibleTruths(judged(never.that, after(entity, changes)), given);
}

function afterCreate(entity: Entity, grant: Grant, never: Never): Possible | null {
  const state = stateOf(entity);
  const resolve: Resolve = (path) =>
    state !== null && path.root === 'record' && path.steps.length === 1 && path.steps[0] === state.name
      ? { tree: literal(state, entity.lifecycle?.initial ?? ''), resolve: before }
      : before(path);
  return possibleTruths(
    judged(never.that, resolve),
    grant.rows === null ? [] : [judged(grant.rows, resolve)],
  );
}

function afterUpdate(entity: Entity, grant: Grant, never: Never): Possible | null {
  const written = (grant.fields ?? Object.keys(entity.fields)).filter(
    (name) => isWritten(entity, name) && name !== entity.lifecycle?.field,
  );
  const resolve = after(entity, new Map(written.map((name) => [name, 'anything'])));
  return possibleTruths(judged(never.that, resolve), [
    ...(never.that.text.includes('old') ? [] : [notBefore(never)]),
    ...(grant.rows === null ? [] : [judged(grant.rows, before)]),
    ...(grant.after === null ? [] : [judged(grant.after, resolve)]),
  ]);
}

type State = { readonly name: string; readonly path: Tree };

function stateOf({ lifecycle, fields }: Entity): State | null {
  const field = lifecycle === null ? undefined : fields[lifecycle.field];
  if (field?.type !== 'choice') return null;
  const options = field.options.map(({ name }) => name);
  return { name: field.name, path: fieldPath(field.name, { is: 'choice', options }, false) };
}

const NOWHERE = { start: 0, end: 0 };

function fieldPath(name: string, type: Tree['type'], nullable: boolean): TreeOf<'path'> {
  return { ...NOWHERE, type, is: 'path', root: 'record', steps: [name], nullable };
}

const literal = ({ path: { type } }: State, value: string): Tree => ({
  ...NOWHERE,
  type,
  is: 'literal',
  value,
});

function isOneOf(state: State, states: readonly string[]): Tree {
  const { type } = state.path;
  const items = states.map((name) => literal(state, name));
  const list: Tree = { ...NOWHERE, type: { is: 'list', of: type }, is: 'list', items };
  return { ...NOWHERE, type: { is: 'bool' }, is: 'in', item: state.path, list };
}

/** Who acts is not the person in the field. */
function isNotUser(entity: Entity, name: string): Tree {
  const nullable = entity.fields[name]?.required !== true;
  const user: Tree = {
    ...NOWHERE,
    type: { is: 'user' },
    is: 'path',
    root: 'user',
    steps: ['id'],
    nullable: false,
  };
  const right = fieldPath(name, { is: 'user' }, nullable);
  return { ...NOWHERE, type: { is: 'bool' }, is: 'compare', operator: '!=', left: user, right };
}
