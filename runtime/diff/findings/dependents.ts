import { fieldsRead } from '../../expression/dependencies.ts';
import type { FieldType } from '../../expression/environment.ts';
import type { Expression, Tree } from '../../expression/tree.ts';
import { expressionType } from '../../model/expression-type.ts';
import type { Entity, Model } from '../../model/model.ts';
import { RECORD_OPERATIONS } from '../../model/model.ts';
import { findField } from '../../model/system-fields.ts';

type Reader = { readonly name: string; readonly entity: string; readonly tree: Tree };

/** What reads a field, in words: rules, grants, screens and indexes of the whole model. */
export function dependentsOf(model: Model, entity: string, field: string): readonly string[] {
  const lookUp = (of: string, name: string): FieldType | undefined => {
    const found = Object.hasOwn(model.entities, of) ? model.entities[of] : undefined;
    const own = found === undefined ? undefined : findField(found, name);
    return own === undefined ? undefined : (expressionType(own) ?? undefined);
  };
  const rules = readersOf(model)
    .filter(({ entity: of, tree }) =>
      fieldsRead(tree, of, lookUp).some((read) => read.entity === entity && read.field === field),
    )
    .map(({ name }) => `\`${name}\``);
  const indexes = (model.entities[entity]?.indexes ?? [])
    .filter(({ fields }) => fields.includes(field))
    .map(({ fields }) => `the index [${fields.join(', ')}]`);
  return [...new Set([...rules, ...indexes])];
}

function readersOf(model: Model): readonly Reader[] {
  return Object.values(model.entities).flatMap((entity) => readersIn(entity));
}

function readersIn(entity: Entity): readonly Reader[] {
  const one = (name: string, expression: Expression | null): Reader[] =>
    expression === null
      ? []
      : [{ name: `${entity.name}.${name}`, entity: entity.name, tree: expression.tree }];
  return [
    ...Object.values(entity.fields).flatMap((field) => [
      ...one(field.name, field.computed?.is === 'formula' ? field.computed.expression : null),
      ...one(`${field.name}.required_when`, field.requiredWhen),
      ...one(`${field.name}.visible_when`, field.visibleWhen),
      ...one(`${field.name}.editable_when`, field.editableWhen),
      ...one(`${field.name}.default`, field.defaultExpression),
    ]),
    ...Object.values(entity.checks).flatMap(({ name, that }) => one(`checks.${name}`, that)),
    ...Object.values(entity.never).flatMap(({ name, that }) => one(`never.${name}`, that)),
    ...Object.values(entity.actions).flatMap(({ name, when, set }) => [
      ...one(`actions.${name}.when`, when),
      ...Object.entries(set).flatMap(([of, value]) => one(`actions.${name}.set.${of}`, value)),
    ]),
    ...Object.entries(entity.access).flatMap(([role, granted]) => [
      ...RECORD_OPERATIONS.flatMap((operation) =>
        (granted[operation] ?? []).flatMap(({ rows, after }) => [
          ...one(`access.${role}.${operation}`, rows),
          ...one(`access.${role}.${operation}.after`, after),
        ]),
      ),
      ...Object.entries(granted.actions ?? {}).flatMap(([action, { rows }]) =>
        one(`access.${role}.actions.${action}`, rows),
      ),
    ]),
  ];
}
