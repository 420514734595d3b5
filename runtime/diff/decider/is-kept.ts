import { countCharacters } from '../../expression/text.ts';
import type { TreeOf } from '../../expression/tree.ts';
import { isOrdered, isText } from '../../expression/types.ts';
import { createOrdered, powerOf, readOrdered } from './ordered-values.ts';
import type { Survey } from './survey.ts';

/** Whether the database would keep the value, as it is sent, under the path. */
export function isKept(path: TreeOf<'path'>, wire: unknown, survey: Survey): boolean {
  if (wire === null || path.type.is === 'list') return true;
  const limits = survey.limits(path);
  if (isText(path.type)) {
    if (typeof wire !== 'string') return false;
    const options = survey.options(path);
    if (options !== null && !options.includes(wire)) return false;
    const length = countCharacters(wire);
    return length >= (limits?.minLength ?? 0) && length <= (limits?.maxLength ?? length);
  }
  if (!isOrdered(path.type)) return true;
  const kept = createOrdered('', path.type, path, null, survey);
  const value = readOrdered(wire, path.type);
  if (value === null || value.scale > kept.scale) return false;
  const units = value.units * powerOf(kept.scale - value.scale);
  return (
    units % kept.grid === 0n &&
    (kept.low === null || units >= kept.low) &&
    (kept.high === null || units <= kept.high)
  );
}
