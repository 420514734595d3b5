import { excerpt, spanOf, type MapNode, type Node, type ScalarNode } from '../definition/node.ts';
import { withArticle } from '../definition/shape/shape.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Expression } from '../expression/tree.ts';
import type { Field, FieldTypeName } from '../model/field.ts';
import type { Grant, Mask, RecordOperation } from '../model/model.ts';
import { entriesOf, hasKey, mapAt, scalarAt, scalarsAt, type DraftEntity } from './draft.ts';
import { findOwnField } from './find-field.ts';
import { CONDITION, readExpression, ROW_CONDITION } from './read-expression.ts';
import { environmentOf, type RuleScope } from './rule-scope.ts';

/** Where a grant stands: `key` is the operation or action that it is for. */
export type GrantPlace = {
  readonly entity: DraftEntity;
  readonly operation: RecordOperation | 'action';
  readonly id: string;
  readonly key: ScalarNode;
  /** Whether it is one of several, each at a place of its own. */
  readonly listed: boolean;
};

/** One grant: `true`, a condition, or a map. Null where it was reported as a whole. */
export function readGrant(scope: RuleScope, place: GrantPlace, node: Node): Grant | null {
  const { check } = scope.draft;
  if (check.bad.has(node) || (node.kind !== 'scalar' && node.kind !== 'map')) return null;
  const base = {
    id: place.id,
    fields: null,
    masks: {},
    after: null,
    span: spanOf(place.listed ? node : place.key),
  };
  if (node.kind === 'scalar') {
    if (node.text === 'true') return { ...base, rows: null };
    return { ...base, rows: readRows(scope, place, node) };
  }
  const when = scalarAt(check, node, 'when');
  const after = scalarAt(check, node, 'after');
  const fields = readFields(scope, place, node);
  return {
    ...base,
    rows: when === null ? null : readRows(scope, place, when),
    fields,
    masks: readMasks(scope, place.entity, node, fields),
    after: after === null ? null : readAfter(scope, place, after),
  };
}

function readRows(scope: RuleScope, { entity }: GrantPlace, node: ScalarNode): Expression | null {
  return readExpression(scope, node, environmentOf(scope, entity.name), ROW_CONDITION);
}

function readAfter(scope: RuleScope, { entity }: GrantPlace, node: ScalarNode): Expression | null {
  return readExpression(scope, node, environmentOf(scope, entity.name, { old: true }), CONDITION);
}

function readFields(scope: RuleScope, place: GrantPlace, map: MapNode): readonly string[] | null {
  const { draft } = scope;
  const { entity, operation } = place;
  const nodes = scalarsAt(draft.check, map, 'fields');
  if (nodes === null) return null;
  const reads = operation === 'read' || operation === 'export';
  for (const node of nodes) {
    const field = findOwnField(draft, entity, node);
    if (field !== null && !reads) reportUnwritable(scope, entity, field, node);
  }
  const names = nodes.map((node) => node.text);
  if (operation === 'create') checkCreate(scope, place, names);
  return names.every((name) => entity.fields.has(name)) ? names : null;
}

function reportUnwritable(scope: RuleScope, entity: DraftEntity, field: Field, node: ScalarNode): void {
  const lifecycle = scope.lifecycles.get(entity.name);
  if (lifecycle?.field === field.name) {
    scope.draft.report.add({
      code: 'lifecycle/written',
      span: spanOf(node),
      message: `\`${field.name}\` is a state, which only actions change.`,
      hint: 'remove it from the list, and grant `actions`',
      labels: [{ span: lifecycle.span, message: 'the lifecycle is declared here' }],
    });
    return;
  }
  if (isWritable(field)) return;
  const why =
    field.computed !== null
      ? `it gets its value from its ${field.computed.is === 'formula' ? 'formula' : 'children'}`
      : field.type === 'sequence'
        ? 'a sequence field is given by the server'
        : `a ${field.type} field is changed through the records that refer here`;
  scope.draft.report.add({
    code: 'access/unwritable-field',
    span: spanOf(node),
    message: `Nobody can write \`${field.name}\`: ${why}.`,
    hint: 'remove it from the list',
  });
}

/** Whether people can write the field at all. */
function isWritable(field: Field): boolean {
  if (field.computed !== null) return false;
  return FIELD_TYPES[field.type].writable && (field.type !== 'children' || field.owned);
}

/** A field list on create must hold every field without which no record can be made. */
function checkCreate({ draft, lifecycles }: RuleScope, place: GrantPlace, names: readonly string[]): void {
  const { entity, key } = place;
  for (const draftField of entity.fields.values()) {
    const field = draftField.field;
    if (field === null || !field.required || names.includes(field.name) || !isWritable(field)) continue;
    // Lines get their parent from the form of the parent.
    // A required reference to the entity itself was reported as a cycle.
    if (field.type === 'reference' && (field.partOf || field.to === entity.name)) continue;
    // A default that was reported counts: the author meant to give one. A state begins at the first one.
    if (hasKey(draftField.map, 'default') || lifecycles.get(entity.name)?.field === field.name) continue;
    draft.report.add({
      code: 'access/create-without-required',
      span: spanOf(key),
      message: `This create grant leaves out \`${field.name}\`, which is required and has no default.`,
      hint: `add \`${field.name}\` to the list, or give it a default`,
      labels: [{ span: spanOf(draftField.key), message: 'required here' }],
    });
  }
}

const TEXTS: readonly FieldTypeName[] = [
  'text',
  'long_text',
  'markdown',
  'email',
  'url',
  'phone',
  'sequence',
];
/** Types that a mask can show a part of; `hidden` fits every one. */
const MASKED: Readonly<Record<Exclude<Mask, 'hidden'>, readonly FieldTypeName[]>> = {
  last_4: TEXTS,
  initial: TEXTS,
  domain: ['email'],
};

function readMasks(
  { draft }: RuleScope,
  entity: DraftEntity,
  map: MapNode,
  fields: readonly string[] | null,
): Readonly<Record<string, Mask>> {
  const masks: Record<string, Mask> = {};
  const refuse = (node: ScalarNode, message: string, hint: string): void =>
    draft.report.add({ code: 'access/mask', span: spanOf(node), message, hint });
  for (const { key, value } of entriesOf(draft.check, mapAt(draft.check, map, 'mask'))) {
    const field = findOwnField(draft, entity, key);
    if (field === null || value.kind !== 'scalar' || draft.check.bad.has(value)) continue;
    const mask = value.text as Mask;
    const single = FIELD_TYPES[field.type].sqlType(field) !== null && field.type !== 'reference';
    if (fields !== null && !fields.includes(field.name))
      refuse(
        key,
        `This grant does not cover \`${field.name}\`, so there is nothing to mask.`,
        `add \`${excerpt(field.name)}\` to its \`fields\`, or remove the mask`,
      );
    else if (!single || (mask !== 'hidden' && !MASKED[mask].includes(field.type)))
      refuse(
        single ? value : key,
        `\`${mask}\` cannot mask \`${field.name}\`, which is ${withArticle(field.type)} field.`,
        single ? 'write `hidden`' : 'leave it out of `fields` instead',
      );
    else masks[field.name] = mask;
  }
  return masks;
}
