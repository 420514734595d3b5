import type { Tree, TreeOf } from '../../expression/tree.ts';
import type { Entity } from '../../model/model.ts';
import type { Witness } from '../access-difference.ts';
import type { Possible, World } from '../decider/possible.ts';
import { caseFacts } from './case-facts.ts';
import type { Compared } from './compare-cell.ts';
import { describeWitness } from './describe-witness.ts';
import { actionOf, type Cell } from './effective-access.ts';
import { judgeCell } from './judge-cell.ts';
import { pathsIn } from './map-paths.ts';
import { type Cells, cellOf, type Matrix, type Place } from './matrix.ts';
import { type Pair, settle } from './settle.ts';
import { treeKey } from './tree-key.ts';

/** `possible` once it was judged again, and its example. */
export type Judged = { readonly possible: Possible; readonly witness: Witness | null };

/**
 * What the decider found, judged again by the policy that enforces. An example that does not hold there proves nothing.
 * `elsewhere`: of somebody who may read the record by another role.
 */
export function findWitness(
  { pair }: Matrix,
  place: Place,
  cells: Cells,
  compared: Compared,
  side: 'gain' | 'loss',
  elsewhere = false,
): Judged {
  const possible = compared[side];
  if (possible.is !== 'here') return { possible, witness: null };
  const { world } = possible;
  const cell = cellOf(cells);
  const types = new Map(compared.paths.map((path) => [[path.root, ...path.steps].join('.'), path.type]));
  const allowed = (which: 'base' | 'head', entity: Entity | undefined): boolean =>
    entity !== undefined &&
    judgeCell(
      pair[which],
      entity,
      cell,
      caseFacts(pair[which], which, entity, place.role, world, types),
      elsewhere,
    );
  const [was, is] = [allowed('base', place.before), allowed('head', place.after)];
  if (was !== (side === 'loss') || is !== (side === 'gain'))
    return { possible: { is: 'undecided', why: CONTRADICTED }, witness: null };
  const gone = place.after === undefined || (side === 'loss' && isGone(place.after, cell));
  const [model, entity] = gone ? [pair.base, place.before] : [pair.head, place.after];
  if (entity === undefined) return { possible, witness: null };
  const asked = [cells.before, cells.after].map((one) => (elsewhere ? one?.own : one?.when) ?? false);
  const always = asked.every((truth) => typeof truth === 'boolean');
  const told = inOwnWords(pair, place.name, cells, world, compared.paths);
  return {
    possible,
    witness: describeWitness({
      model,
      entity,
      cell,
      side,
      always,
      elsewhere,
      role: place.role,
      afterwards: place.twice && cell.operation === 'update',
      ...told,
    }),
  };
}

/** The world as the definitions name it: a field that repeats another one goes by its own name again. */
function inOwnWords(
  pair: Pair,
  entity: string,
  cells: Cells,
  world: World,
  paths: readonly TreeOf<'path'>[],
): { readonly world: World; readonly paths: readonly TreeOf<'path'>[] } {
  const named = new Map<string, TreeOf<'path'>>();
  for (const side of ['base', 'head'] as const) {
    const when = cells[side === 'base' ? 'before' : 'after']?.when;
    if (when === undefined || typeof when === 'boolean') continue;
    for (const path of pathsIn(when)) {
      const meant = settle(pair, side, entity, path);
      if (meant.is === 'path' && treeKey(meant) !== treeKey(path)) named.set(treeKey(meant), path);
    }
  }
  const own = (name: string): string => (named.has(name) ? treeKey(named.get(name) as Tree) : name);
  return {
    world: new Map([...world].map(([name, value]) => [own(name), value])),
    paths: paths.map((path) => named.get(treeKey(path)) ?? path),
  };
}

const CONTRADICTED =
  'the only example that was found is impossible, because of what values are computed from';

/** Whether the head has no more what the row is about, so that only the base has words for it. */
function isGone(entity: Entity, { operation, field }: Cell): boolean {
  if (field !== null) return !Object.hasOwn(entity.fields, field);
  return operation.startsWith('action ') && actionOf(entity, operation) === undefined;
}
