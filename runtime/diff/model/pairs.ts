import type { Field } from '../../model/field.ts';
import type { Entity, Model } from '../../model/model.ts';

/** The same thing in two models; null where one of them has it not. */
export type Pair<T> = { readonly base: T | null; readonly head: T | null };

type Named = { readonly name: string; readonly was: string | null };

/** Entities of two models, those of the head first, in its order. A declared renaming is one pair, going back to it too. */
export function pairEntities(base: Model | null, head: Model): readonly Pair<Entity>[] {
  return pairRenamed(base?.entities ?? {}, head.entities);
}

/** Fields of an entity in two models, as `pairEntities`. */
export function pairFields(base: Entity, head: Entity): readonly Pair<Field>[] {
  return pairRenamed<Field>(base.fields, head.fields);
}

/**
 * By name; else by `was`, where the new name was not there and the old one is gone. A definition that goes back to the former
 * name (its `was` stands in the base) is the same one as well: that is how releases are rolled back.
 */
function pairRenamed<T extends Named>(
  base: Readonly<Record<string, T>>,
  head: Readonly<Record<string, T>>,
): readonly Pair<T>[] {
  const isGone = (name: string): boolean => Object.hasOwn(base, name) && !Object.hasOwn(head, name);
  const taken = new Set<string>();
  const former = (item: T): T | null => {
    const same = own(base, item.name);
    if (same !== null) return same;
    const forward = item.was !== null && isGone(item.was) ? own(base, item.was) : null;
    return forward ?? Object.values(base).find(({ name, was }) => was === item.name && isGone(name)) ?? null;
  };
  const pairs = Object.values(head).map((item): Pair<T> => {
    const found = former(item);
    if (found === null || taken.has(found.name)) return { base: null, head: item };
    taken.add(found.name);
    return { base: found, head: item };
  });
  const removed = Object.values(base).filter(({ name }) => !taken.has(name));
  return [...pairs, ...removed.map((item) => ({ base: item, head: null }))];
}

/** Things that keep their names, by name: those of the head first. */
export function pairByName<T>(
  base: Readonly<Record<string, T>>,
  head: Readonly<Record<string, T>>,
): readonly (Pair<T> & { readonly name: string })[] {
  const names = [...new Set([...Object.keys(head), ...Object.keys(base)])];
  return names.map((name) => ({ name, base: own(base, name), head: own(head, name) }));
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}
