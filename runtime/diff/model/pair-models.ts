import type { Field } from '../../model/field.ts';
import type { Entity, Model } from '../../model/model.ts';
import { inHeadNames } from './in-head-names.ts';
import { type Pair, pairEntities, pairFields } from './pairs.ts';

/** A thing of two models, the base's in the names of the head. `former`: its own name in the base; null where it is new. */
type Renamed<T> = Pair<T> & { readonly former: string | null };
export type FieldPair = Renamed<Field>;
export type EntityPair = Renamed<Entity> & {
  /** Of an entity that both have; else none. */
  readonly fields: readonly FieldPair[];
};

/** Entities and fields of two models as they belong together: those of the head first, in its order, then what is gone. */
export function pairModels(base: Model | null, head: Model): readonly EntityPair[] {
  const written = pairEntities(base, head);
  return pairEntities(base === null ? null : inHeadNames(base, head), head).map((pair, at) => {
    const own = written[at];
    return { ...pair, former: own?.base?.name ?? null, fields: fieldsOf(pair, own) };
  });
}

function fieldsOf(pair: Pair<Entity>, own: Pair<Entity> | undefined): readonly FieldPair[] {
  if (pair.base === null || pair.head === null || own === undefined || own.base === null) return [];
  const written = pairFields(own.base, pair.head);
  return pairFields(pair.base, pair.head).map((field, at) => ({
    ...field,
    former: written[at]?.base?.name ?? null,
  }));
}
