import type { MapNode } from '../definition/node.ts';
import { placeIn } from '../definition/place-in.ts';
import type { Expression } from '../expression/tree.ts';
import { scalarAt } from './draft.ts';
import { readExpression, ROW_CONDITION } from './read-expression.ts';
import { isGranted } from './readable.ts';
import { readsIn } from './reads-in.ts';
import { environmentOf } from './rule-scope.ts';
import type { ScreenCheck } from './screen-check.ts';

/** The condition of a table; reports what none of the tool's roles may read, which would count as empty for all of them. */
export function checkWhere(
  { scope, draft, compiled, entity, roles }: ScreenCheck,
  map: MapNode,
): Expression | null {
  const node = scalarAt(draft.check, map, 'where');
  if (node === null) return null;
  const where = readExpression(scope, node, environmentOf(scope, entity.name), ROW_CONDITION);
  if (where === null || roles === null) return where;
  for (const { entity: owner, field, at } of readsIn(scope, entity.name, where.tree))
    if (!isGranted(compiled, owner, 'read', field, roles)) {
      draft.report.add({
        code: 'screen/unreadable-field',
        span: placeIn(node, at.start, at.end),
        message: `None of the tool's roles may read \`${owner}.${field}\`.`,
        hint: 'filter by another field, or grant `read` of it',
      });
      break;
    }
  return where;
}
