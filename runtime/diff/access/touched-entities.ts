import { childrenOf } from '../../expression/children.ts';
import { fieldsRead } from '../../expression/dependencies.ts';
import type { Tree } from '../../expression/tree.ts';
import type { FieldType } from '../../expression/environment.ts';
import { expressionType } from '../../model/expression-type.ts';
import type { Entity, Model } from '../../model/model.ts';
import { findField } from '../../model/system-fields.ts';
import { grantsOf } from '../../rules/refusal-ids.ts';
import { own } from './lookups.ts';
import { sameDefinition } from './same-definition.ts';
import type { Pair } from './settle.ts';

/**
 * Entities on which anything may have changed that access depends on: their own grants, fields and actions, a record that
 * owns theirs, fields that their conditions and formulas read elsewhere, and decision tables. All others need no look.
 */
export function touchedEntities(pair: Pair): ReadonlySet<string> {
  const names = new Set([...Object.keys(pair.head.entities), ...Object.keys(pair.base.entities)]);
  const touched = new Set<string>();
  for (const name of names) {
    const [before, after] = [own(pair.base.entities, name), own(pair.head.entities, name)];
    if (before === undefined || after === undefined || !sameAccess(before, after)) touched.add(name);
  }
  if (touched.size === 0 && pair.changedTables.size === 0) return touched;
  const reads = new Map([...names].map((name) => [name, readBy(pair, name)]));
  for (let size = -1; size !== touched.size;) {
    size = touched.size;
    for (const [name, read] of reads) if ([...read].some((other) => touched.has(other))) touched.add(name);
    for (const [name, read] of reads)
      if ([...pair.changedTables].some((table) => read.has(tableName(table)))) touched.add(name);
  }
  return touched;
}

const tableName = (table: string): string => `decision ${table}`;

function sameAccess(a: Entity, b: Entity): boolean {
  return (
    sameDefinition(a.access, b.access) &&
    sameDefinition(a.fields, b.fields) &&
    sameDefinition(a.partOf, b.partOf) &&
    sameDefinition(a.lifecycle, b.lifecycle) &&
    sameDefinition(a.actions, b.actions)
  );
}

/** Entities, and decision tables, that access to the entity depends on in either model. */
function readBy(pair: Pair, name: string): ReadonlySet<string> {
  const read = new Set<string>();
  for (const model of [pair.base, pair.head]) {
    const entity = own(model.entities, name);
    if (entity === undefined) continue;
    if (entity.partOf !== null) read.add(entity.partOf.entity);
    for (const field of Object.values(entity.fields)) {
      if (field.computed?.is !== 'rollup') continue;
      const children = own(entity.fields, field.computed.children);
      if (children?.type === 'children') read.add(children.of);
    }
    for (const tree of treesOf(entity)) {
      for (const { entity: other } of fieldsRead(tree, name, (of, at) => typeOf(model, of, at)))
        read.add(other);
      for (const table of tablesIn(tree)) read.add(tableName(table));
    }
  }
  read.delete(name);
  return read;
}

function typeOf(model: Model, entity: string, name: string): FieldType | undefined {
  const of = own(model.entities, entity);
  const field = of === undefined ? undefined : findField(of, name);
  return field === undefined ? undefined : (expressionType(field) ?? undefined);
}

function treesOf(entity: Entity): readonly Tree[] {
  return [
    ...grantsOf(entity).flatMap(({ rows, after }) => [rows?.tree, after?.tree]),
    ...Object.values(entity.actions).map(({ when }) => when?.tree),
    ...Object.values(entity.fields).flatMap(({ computed, editableWhen }) => [
      editableWhen?.tree,
      computed?.is === 'formula' ? computed.expression.tree : undefined,
      computed?.is === 'rollup' ? computed.where?.tree : undefined,
    ]),
  ].filter((tree) => tree !== undefined);
}

/** Names of the decision tables that a condition calls. */
export function tablesIn(tree: Tree): readonly string[] {
  const own = tree.is === 'decision' ? [tree.table] : [];
  return [...own, ...childrenOf(tree).flatMap(tablesIn)];
}
