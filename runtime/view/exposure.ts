import type { Entity } from '../model/model.ts';
import { anyOf, given } from '../policy/condition.ts';
import type { ReadScope } from '../policy/read-scope.ts';

/** How much of a readable field an actor sees over all the records that they see. */
export type Exposure = {
  /** Some records show it as it is: lists may be filtered, sorted and summed by it. */
  readonly clear: boolean;
  /** Some records show it only masked. */
  readonly masked: boolean;
  /** Some records hide it. */
  readonly conditional: boolean;
};

/** Null where no record shows the field, masked or not. */
export function exposureOf(scope: ReadScope, entity: Entity, name: string): Exposure | null {
  const { clear, masked } = scope.visibility(entity, name);
  const shown = anyOf([clear, ...masked.map(({ when }) => when)]);
  if (shown === false) return null;
  return {
    clear: clear !== false,
    masked: masked.length > 0,
    conditional: given(scope.rows(entity), shown) !== true,
  };
}
