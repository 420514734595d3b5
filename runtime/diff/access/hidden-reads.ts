import { fieldsRead } from '../../expression/dependencies.ts';
import type { Tree } from '../../expression/tree.ts';
import { expressionType } from '../../model/expression-type.ts';
import type { Entity } from '../../model/model.ts';
import { findField } from '../../model/system-fields.ts';
import type { RoleView } from './effective-access.ts';
import { own } from './lookups.ts';

/** Labels of the fields that a rule of the entity looks at and that the role sees on no record, not even masked. */
export function hiddenReads({ model, scope }: RoleView, entity: Entity, tree: Tree): readonly string[] {
  const typeOf = (of: string, name: string): ReturnType<typeof expressionType> | undefined => {
    const owner = own(model.entities, of);
    const field = owner === undefined ? undefined : findField(owner, name);
    return field === undefined ? undefined : expressionType(field);
  };
  return fieldsRead(tree, entity.name, (of, name) => typeOf(of, name) ?? undefined).flatMap((read) => {
    const of = own(model.entities, read.entity);
    const field = of === undefined ? undefined : own(of.fields, read.field);
    if (of === undefined || field === undefined) return [];
    const { clear, masked } = scope.visibility(of, field.name);
    if (clear !== false || masked.length > 0) return [];
    return [of.name === entity.name ? field.label : `${of.title}: ${field.label}`];
  });
}
