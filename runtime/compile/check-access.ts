import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type Entry, type MapNode, type ScalarNode } from '../definition/node.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import { RECORD_OPERATIONS, type Grant, type RecordOperation, type RoleAccess } from '../model/model.ts';
import { findOwnField } from './find-field.ts';
import { isTainted, isTaintedAt } from './taint.ts';
import { entriesOf, hasKey, mapAt, scalarsAt, type Draft, type DraftEntity, namesFor } from './draft.ts';

/** `open`: a role was misnamed, so nothing can be said of roles that are absent. */
export type CheckedAccess = { readonly access: Readonly<Record<string, RoleAccess>>; readonly open: boolean };

/**
 * Grants of an entity by role; reports unknown roles and fields, and a create grant that could never be used. What was
 * reported counts as granted, so that no screen is blamed for it.
 */
export function checkAccess(draft: Draft, entity: DraftEntity): CheckedAccess {
  const access: Record<string, RoleAccess> = {};
  let open = !entity.complete || isTaintedAt(draft.check, entity.map, 'access');
  for (const entry of entriesOf(draft.check, mapAt(draft.check, entity.map, 'access'))) {
    const { key, value } = entry;
    if (!draft.roles.has(key.text)) {
      open = true;
      if (!draft.check.meant.has(`role ${key.text}`)) reportRole(draft, key);
    }
    if (value.kind === 'map') access[key.text] = readGrants(draft, entity, key.text, value);
  }
  return { access, open };
}

function reportRole(draft: Draft, key: ScalarNode): void {
  const name = excerpt(key.text);
  draft.report.add({
    code: 'reference/unknown-role',
    span: spanOf(key),
    message: `There is no role \`${name}\`.`,
    hint: suggest(key.text, namesFor(draft, 'role'), `declare it: a document \`role: ${name}\``),
  });
}

function readGrants(draft: Draft, entity: DraftEntity, role: string, map: MapNode): RoleAccess {
  const grants: { [operation in RecordOperation]?: readonly Grant[] } = {};
  const id = (operation: RecordOperation): string => `${entity.name}.access.${role}.${operation}`;
  const base = { rows: null, masks: {}, after: null };
  if (isTainted(draft.check, map))
    for (const operation of RECORD_OPERATIONS)
      grants[operation] = [{ ...base, id: id(operation), fields: null, span: spanOf(map) }];
  for (const entry of entriesOf(draft.check, map)) {
    const operation = RECORD_OPERATIONS.find((name) => name === entry.key.text);
    if (operation === undefined) continue;
    const span = spanOf(entry.key);
    if (entry.value.kind === 'scalar' && !draft.check.bad.has(entry.value))
      grants[operation] = [{ ...base, id: id(operation), fields: null, span }];
    if (entry.value.kind !== 'map') continue;
    const fields = readFields(draft, entity, operation, entry);
    grants[operation] = [{ ...base, id: id(operation), fields, span }];
  }
  return grants;
}

function readFields(
  draft: Draft,
  entity: DraftEntity,
  operation: RecordOperation,
  entry: Entry,
): readonly string[] | null {
  const map = entry.value.kind === 'map' ? entry.value : null;
  const nodes = scalarsAt(draft.check, map, 'fields');
  if (nodes === null) return null;
  for (const node of nodes) {
    const field = findOwnField(draft, entity, node);
    if (field === null || operation === 'read' || operation === 'export' || isWritable(field)) continue;
    draft.report.add({
      code: 'access/unwritable-field',
      span: spanOf(node),
      message: `Nobody can write \`${field.name}\`: a ${field.type} field is ${field.type === 'sequence' ? 'given by the server' : 'changed through the records that refer here'}.`,
      hint: 'remove it from the list',
    });
  }
  const names = nodes.map((node) => node.text);
  if (operation === 'create') checkCreate(draft, entity, entry, names);
  return names.every((name) => entity.fields.has(name)) ? names : null;
}

const isWritable = (field: Field): boolean =>
  FIELD_TYPES[field.type].writable && (field.type !== 'children' || field.owned);

/** A field list on create must hold every field without which no record can be made. */
function checkCreate(draft: Draft, entity: DraftEntity, entry: Entry, names: readonly string[]): void {
  for (const draftField of entity.fields.values()) {
    const field = draftField.field;
    if (field === null || !field.required || names.includes(field.name) || !isWritable(field)) continue;
    // Lines get their parent from the form of the parent.
    // A required reference to the entity itself was reported as a cycle.
    if (field.type === 'reference' && (field.partOf || field.to === entity.name)) continue;
    // A default that was reported counts: the author meant to give one.
    if (hasKey(draftField.map, 'default')) continue;
    draft.report.add({
      code: 'access/create-without-required',
      span: spanOf(entry.key),
      message: `This create grant leaves out \`${field.name}\`, which is required and has no default.`,
      hint: `add \`${field.name}\` to the list, or give it a default`,
      labels: [{ span: spanOf(draftField.key), message: 'required here' }],
    });
  }
}
