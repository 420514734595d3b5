import type { MapNode, Node } from '../definition/node.ts';
import type { ShapeCheck } from '../definition/shape/shape-check.ts';

/** Whether anything within the value was reported, so that nothing can be concluded from what it lacks. */
export function isTainted({ bad }: Pick<ShapeCheck, 'bad'>, node: Node | undefined): boolean {
  if (node === undefined || node.kind === 'broken' || node.kind === 'empty' || bad.has(node)) return true;
  if (node.kind === 'list') return node.items.some((item) => isTainted({ bad }, item));
  if (node.kind === 'map')
    return node.entries.some(({ key, value }) => bad.has(key) || isTainted({ bad }, value));
  return false;
}

/** Whether the value under a key is there and was reported in part or whole. */
export function isTaintedAt(check: ShapeCheck, map: MapNode, key: string): boolean {
  return isTainted(check, map.entries.find((entry) => entry.key.text === key)?.value);
}
