import type { TreeOf } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import { expressionType } from '../../runtime/model/expression-type.ts';
import type { Model } from '../../runtime/model/model.ts';
import { GBP } from './tables.ts';
import { path } from './trees.ts';

/** References that generated paths follow at most. */
const MOST_STEPS = 2;

/** A variable of a loop around, or the record. */
export type Scope = { readonly root: string; readonly type: Type };

/** Types are the same where values of one may stand for the other. */
export function typeKey(type: Type): string {
  return type.is === 'list' ? `list ${typeKey(type.of)}` : JSON.stringify(type);
}

const STRINGS: Type = { is: 'list', of: { is: 'string' } };

/** Values that do not depend on a record. */
export const KNOWN_PATHS: readonly TreeOf<'path'>[] = [
  path({ is: 'user' }, 'user', [], false),
  path({ is: 'user' }, 'user', ['id'], false),
  path({ is: 'string' }, 'user', ['name'], false),
  path(STRINGS, 'user', ['roles'], false),
  path(STRINGS, 'user', ['regions'], false),
  path(STRINGS, 'user', ['none'], false),
  path({ is: 'int' }, 'user', ['level'], true),
  path({ is: 'string' }, 'user', ['home'], true),
  path({ is: 'string' }, 'user', ['nowhere'], true),
  path({ is: 'bool' }, 'user', ['trusted'], true),
  path(GBP, 'params', ['limit'], false),
  path({ is: 'decimal' }, 'params', ['rate'], false),
  path({ is: 'int' }, 'params', ['cap'], false),
  path({ is: 'int' }, 'params', ['unset'], true),
  path({ is: 'string' }, 'params', ['word'], false),
  path({ is: 'date' }, 'params', ['cutoff'], false),
  path({ is: 'datetime' }, 'now', [], false),
  path({ is: 'date' }, 'today', [], false),
];

/** Every path that an expression may name, by the key of its type. */
export function reachablePaths(
  model: Model,
  scopes: readonly Scope[],
): ReadonlyMap<string, readonly TreeOf<'path'>[]> {
  const found = [...KNOWN_PATHS, ...scopes.flatMap((scope) => pathsFrom(model, scope))];
  return Map.groupBy(found, ({ type }) => typeKey(type));
}

function pathsFrom(model: Model, { root, type }: Scope): TreeOf<'path'>[] {
  const own = root === 'record' ? [] : [path(type, root, [], false)];
  return type.is === 'record' ? [...own, ...fieldPaths(model, root, type.entity, [], false)] : own;
}

function fieldPaths(
  model: Model,
  root: string,
  entity: string,
  steps: readonly string[],
  nullable: boolean,
): TreeOf<'path'>[] {
  return Object.values(model.entities[entity]?.fields ?? {}).flatMap((field) => {
    const known = expressionType(field);
    // The way back from a line to its item is left out: the values of the evaluator are trees.
    if (known === null || ('to' in field && field.to === 'item')) return [];
    if (field.type === 'children' && field.of === 'item') return [];
    const at = [...steps, field.name];
    const empty = known.type.is !== 'list' && (nullable || known.nullable);
    const here = path(known.type, root, at, empty);
    const further =
      field.type === 'reference' && steps.length < MOST_STEPS
        ? fieldPaths(model, root, field.to, at, empty)
        : [];
    return [here, ...further];
  });
}
