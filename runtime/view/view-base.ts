import type { Entity } from '../model/model.ts';
import type { Abilities, EntityHead, TableView } from '../wire/view.ts';
import { canCreate } from './field-view.ts';
import type { ViewScope } from './scope.ts';

/** Which authored screen a view stands for; both null for the views that Jig makes itself. */
export type Origin = { readonly tool: string | null; readonly screen: string | null; readonly title: string };

/** The part that table, form and detail have in common. */
export function viewBase(
  scope: ViewScope,
  entity: Entity,
  origin: Origin,
): Pick<TableView, 'entity' | 'tool' | 'screen' | 'title' | 'can'> {
  return { entity: entityHead(entity), ...origin, can: abilities(scope, entity) };
}

function entityHead(entity: Entity): EntityHead {
  const { name, title, plural, about, titleField } = entity;
  return { name, title, plural, about, title_field: titleField };
}

/** Lines are changed and deleted only with the record that owns them. */
function abilities(scope: ViewScope, entity: Entity): Abilities {
  const alone = entity.partOf === null;
  return {
    create: canCreate(scope, entity),
    update: alone && scope.fieldsFor(entity.name, 'update').size > 0,
    delete: alone && scope.may(entity.name, 'delete'),
    export: scope.may(entity.name, 'export'),
  };
}
