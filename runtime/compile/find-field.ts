import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type ScalarNode } from '../definition/node.ts';
import type { Field } from '../model/field.ts';
import type { Draft, DraftEntity } from './draft.ts';

/** The entity's own field of that name; null when there is none, which is reported, or when its definition was. */
export function findOwnField(draft: Draft, entity: DraftEntity, node: ScalarNode): Field | null {
  const found = entity.fields.get(node.text);
  if (found !== undefined || !entity.complete) return found?.field ?? null;
  if (draft.check.meant.has(`field ${node.text}`)) return null;
  draft.report.add({
    code: 'reference/unknown-field',
    span: spanOf(node),
    message: `\`${entity.name}\` has no field \`${excerpt(node.text)}\`.`,
    hint: suggest(node.text, [...entity.fields.keys()], 'add the field, or correct the name'),
  });
  return null;
}

/** The field of an entity by name, where both are known. */
export function findField({ entities }: Draft, entity: string, name: string): Field | null {
  return entities.get(entity)?.fields.get(name)?.field ?? null;
}
