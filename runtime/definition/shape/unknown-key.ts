import { suggest } from '../../diagnostics/nearest-name.ts';
import { entryOf, excerpt, type MapNode, type ScalarNode } from '../node.ts';
import { markBad, type ShapeCheck } from './shape-check.ts';
import { withArticle, type Keys } from './shape.ts';

/** Keys of the record that are not there yet. */
export const freeKeys = (node: MapNode, keys: Keys): readonly string[] =>
  Object.keys(keys).filter((name) => entryOf(node, name) === undefined);

/** Reports a key that a record does not have. */
export function reportUnknownKey(
  check: ShapeCheck,
  key: ScalarNode,
  noun: string,
  keys: Keys,
  node: MapNode,
): void {
  if (key.text === '<<')
    return markBad(check, key, {
      code: 'yaml/merge-key',
      message: 'Definitions have no merge keys.',
      hint: 'write the keys out',
    });
  const value = entryOf(node, key.text)?.value;
  if (noun === 'entity' && value?.kind === 'map' && entryOf(value, 'type') !== undefined) {
    check.meant.add(`field ${key.text}`);
    return markBad(check, key, {
      code: 'key/unknown',
      message: `\`${excerpt(key.text)}\` is no key of an entity; it looks like a field.`,
      hint: 'indent it like the other fields below `fields`',
    });
  }
  const free = freeKeys(node, keys);
  markBad(check, key, {
    code: 'key/unknown',
    message: `\`${excerpt(key.text)}\` is no key of ${withArticle(noun)}.`,
    hint: suggest(key.text, free.length > 0 ? free : Object.keys(keys), 'remove the key'),
  });
}
