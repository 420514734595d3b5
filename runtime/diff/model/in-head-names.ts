import type { Expression } from '../../expression/tree.ts';
import type { Given } from '../../model/example.ts';
import type { Field } from '../../model/field.ts';
import type { Entity, Grant, Model, Screen } from '../../model/model.ts';
import type { Action, Message } from '../../model/rule.ts';
import { findField } from '../../model/system-fields.ts';
import { pairEntities, pairFields } from './pairs.ts';
import { type Names, renamePath, renameTree } from './rename-tree.ts';

/**
 * The base with the names of the head wherever something was renamed: keys, references, paths of screens, conditions. What is
 * different then was changed, and not merely renamed with the rest. Texts stay as their authors wrote them. Gives the base
 * itself where nothing was renamed.
 */
export function inHeadNames(base: Model, head: Model): Model {
  const entities = new Map<string, string>();
  const fields = new Map<string, string>();
  for (const pair of pairEntities(base, head)) {
    if (pair.base === null || pair.head === null) continue;
    if (pair.base.name !== pair.head.name) entities.set(pair.base.name, pair.head.name);
    for (const { base: old, head: now } of pairFields(pair.base, pair.head))
      if (old !== null && now !== null && old.name !== now.name)
        fields.set(`${pair.base.name}.${old.name}`, now.name);
  }
  if (entities.size === 0 && fields.size === 0) return base;
  const names: Names = {
    entity: (name) => entities.get(name) ?? name,
    field: (entity, name) => fields.get(`${entity}.${name}`) ?? name,
    target: (entity, name) => targetOf(base, entity, name),
  };
  return {
    ...base,
    entities: Object.fromEntries(
      Object.values(base.entities).map((entity) => [names.entity(entity.name), entityOf(entity, names)]),
    ),
    tools: mapValues(base.tools, (tool) => ({
      ...tool,
      screens: mapValues(tool.screens, (screen) => screenOf(screen, names)),
    })),
  };
}

function targetOf(model: Model, entity: string, name: string): string | null {
  const of = Object.hasOwn(model.entities, entity) ? model.entities[entity] : undefined;
  const field = of === undefined ? undefined : findField(of, name);
  if (field === undefined) return null;
  return 'to' in field ? field.to : field.type === 'children' ? field.of : null;
}

function entityOf(entity: Entity, names: Names): Entity {
  const own = (name: string): string => names.field(entity.name, name);
  const condition = conditionIn(entity.name, null, names);
  return {
    ...entity,
    name: names.entity(entity.name),
    fields: Object.fromEntries(
      Object.values(entity.fields).map((field) => [own(field.name), fieldOf(field, entity.name, names)]),
    ),
    titleField: own(entity.titleField),
    search: entity.search.map(own),
    indexes: entity.indexes.map(({ fields, unique }) => ({ fields: fields.map(own), unique })),
    access: mapValues(entity.access, ({ actions, ...operations }) => ({
      ...mapValues(operations, (grants) => (grants ?? []).map((grant) => grantOf(grant, own, condition))),
      ...(actions === undefined
        ? {}
        : { actions: mapValues(actions, (grant) => grantOf(grant, own, condition)) }),
    })),
    partOf:
      entity.partOf === null
        ? null
        : { field: own(entity.partOf.field), entity: names.entity(entity.partOf.entity) },
    checks: mapValues(entity.checks, (check) => ({
      ...check,
      that: condition(check.that),
      say: messageOf(check.say, entity.name, null, names),
      at: check.at === null ? null : own(check.at),
    })),
    never: mapValues(entity.never, (never) => ({
      ...never,
      that: condition(never.that),
      say: never.say === null ? null : messageOf(never.say, entity.name, null, names),
    })),
    lifecycle: entity.lifecycle === null ? null : { ...entity.lifecycle, field: own(entity.lifecycle.field) },
    actions: mapValues(entity.actions, (action) => actionOf(action, entity.name, names)),
    examples: mapValues(entity.examples, (example) => ({
      ...example,
      given: givenOf(example.given, entity.name, names),
      with: givenOf(example.with, entity.name, names),
      expect: { ...example.expect, values: givenOf(example.expect.values, entity.name, names) },
    })),
  };
}

function fieldOf(field: Field, entity: string, names: Names): Field {
  const condition = conditionIn(entity, null, names);
  const maybe = (expression: Expression | null): Expression | null =>
    expression === null ? null : condition(expression);
  const child = field.type === 'children' ? field.of : '';
  return {
    ...field,
    name: names.field(entity, field.name),
    requiredWhen: maybe(field.requiredWhen),
    visibleWhen: maybe(field.visibleWhen),
    editableWhen: maybe(field.editableWhen),
    defaultExpression: maybe(field.defaultExpression),
    computed:
      field.computed === null
        ? null
        : field.computed.is === 'formula'
          ? { ...field.computed, expression: condition(field.computed.expression) }
          : rollupOf(field.computed, entity, names),
    ...('to' in field ? { to: names.entity(field.to) } : {}),
    ...(field.type === 'children' ? { of: names.entity(child), by: names.field(child, field.by) } : {}),
  };
}

function rollupOf(
  rollup: Extract<Field['computed'], { is: 'rollup' }>,
  entity: string,
  names: Names,
): typeof rollup {
  const child = names.target(entity, rollup.children) ?? '';
  const where = conditionIn(child, null, names);
  return {
    ...rollup,
    children: names.field(entity, rollup.children),
    field: rollup.field === null ? null : names.field(child, rollup.field),
    where: rollup.where === null ? null : where(rollup.where),
  };
}

function grantOf(
  grant: Grant,
  own: (name: string) => string,
  condition: (expression: Expression) => Expression,
): Grant {
  return {
    ...grant,
    rows: grant.rows === null ? null : condition(grant.rows),
    after: grant.after === null ? null : condition(grant.after),
    fields: grant.fields === null ? null : grant.fields.map(own),
    masks: Object.fromEntries(Object.entries(grant.masks).map(([name, mask]) => [own(name), mask])),
  };
}

function actionOf(action: Action, entity: string, names: Names): Action {
  const own = (name: string): string => names.field(entity, name);
  const condition = conditionIn(entity, action.input, names);
  return {
    ...action,
    when: action.when === null ? null : condition(action.when),
    say: action.say === null ? null : messageOf(action.say, entity, action.input, names),
    notBy: action.notBy.map(own),
    set: Object.fromEntries(Object.entries(action.set).map(([name, value]) => [own(name), condition(value)])),
    input: mapValues(action.input, (field) =>
      'to' in field ? { ...field, to: names.entity(field.to) } : field,
    ),
  };
}

function screenOf(screen: Screen, names: Names): Screen {
  const path = (text: string): string => renamePath(text.split('.'), screen.entity, names).join('.');
  const entity = names.entity(screen.entity);
  if (screen.kind === 'table') {
    const condition = conditionIn(screen.entity, null, names);
    return {
      ...screen,
      entity,
      columns: screen.columns.map(path),
      sort: screen.sort.map((sort) => ({ ...sort, path: path(sort.path) })),
      filters: screen.filters.map((filter) => ({ ...filter, path: path(filter.path) })),
      where: screen.where === null ? null : condition(screen.where),
    };
  }
  const sections = screen.sections.map((section) => ({ ...section, fields: section.fields.map(path) }));
  return screen.kind === 'form'
    ? { ...screen, entity, sections }
    : { ...screen, entity, sections, related: screen.related.map(path) };
}

type Input = Readonly<Record<string, Field>> | null;

const conditionIn =
  (entity: string, input: Input, names: Names) =>
  (expression: Expression): Expression => ({
    ...expression,
    tree: renameTree(expression.tree, { entity, input, names, items: new Map() }),
  });

const messageOf = (message: Message, entity: string, input: Input, names: Names): Message => ({
  ...message,
  parts: message.parts.map((part) =>
    typeof part === 'string' ? part : renameTree(part, { entity, input, names, items: new Map() }),
  ),
});

function givenOf(
  given: Readonly<Record<string, Given>>,
  entity: string,
  names: Names,
): Readonly<Record<string, Given>> {
  const value = (item: Given, target: string | null): Given => {
    if (item === null || typeof item === 'string' || target === null) return item;
    if (Array.isArray(item)) return item.map((each: Given) => value(each, target));
    return givenOf(item as Readonly<Record<string, Given>>, target, names);
  };
  return Object.fromEntries(
    Object.entries(given).map(([name, item]) => [
      names.field(entity, name),
      value(item, names.target(entity, name)),
    ]),
  );
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
