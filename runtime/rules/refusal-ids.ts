import type { Entity, Grant } from '../model/model.ts';

/** Ids of everything of an entity that can refuse something, in the order of its definition. */
export function refusalIds(entity: Entity): readonly string[] {
  return [
    ...Object.values(entity.fields).flatMap(({ name, required, requiredWhen, editableWhen }) => [
      ...(required ? [`${entity.name}.${name}.required`] : []),
      ...(requiredWhen === null ? [] : [`${entity.name}.${name}.required_when`]),
      ...(editableWhen === null ? [] : [`${entity.name}.${name}.editable_when`]),
    ]),
    ...Object.values(entity.checks).map(({ id }) => id),
    ...Object.values(entity.actions).flatMap(({ name, from, when, notBy }) => [
      ...(from.length === 0 ? [] : [`${entity.name}.actions.${name}.from`]),
      ...(when === null ? [] : [`${entity.name}.actions.${name}.when`]),
      ...(notBy.length === 0 ? [] : [`${entity.name}.actions.${name}.not_by`]),
    ]),
    ...Object.values(entity.never).map(({ id }) => id),
    ...grantsOf(entity).map(({ id }) => id),
  ];
}

/** Every grant of an entity, of all roles, those of actions included. */
export function grantsOf({ access }: Entity): readonly Grant[] {
  return Object.values(access).flatMap(({ actions = {}, ...operations }) => [
    ...Object.values(operations).flatMap((grants) => grants ?? []),
    ...Object.values(actions),
  ]);
}
