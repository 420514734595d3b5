import type { Code } from '../diagnostics/registry.ts';
import { spanOf, type ScalarNode } from '../definition/node.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Field } from '../model/field.ts';
import type { Entity, Index } from '../model/model.ts';
import { checkAcceptances } from './check-acceptances.ts';
import { checkOwner } from './check-workspace.ts';
import {
  flagAt,
  scalarAt,
  scalarsAt,
  scalarsOf,
  textAt,
  valueAt,
  type Draft,
  type DraftEntity,
} from './draft.ts';
import { findOwnField } from './find-field.ts';
import { nameInWords, pluralOf } from './words.ts';

/** What other phases found out about an entity. */
export type EntityRules = Pick<Entity, 'access' | 'checks' | 'never' | 'lifecycle' | 'actions'>;

/** The compiled entity but for its examples; its fields and rules are settled. */
export function deriveEntity(draft: Draft, entity: DraftEntity, rules: EntityRules): Entity {
  const { check } = draft;
  const { map, name } = entity;
  const fields: Record<string, Field> = {};
  for (const field of entity.fields.values()) if (field.field !== null) fields[field.name] = field.field;
  const title = textAt(check, map, 'title') ?? nameInWords(name);
  const titleField = checkTitleField(draft, entity);
  const parent = Object.values(fields)
    .filter((field) => field.type === 'reference')
    .find((field) => field.partOf);
  return {
    name,
    title,
    plural: textAt(check, map, 'plural') ?? pluralOf(title),
    about: textAt(check, map, 'about'),
    owner: checkOwner(draft, map),
    was: textAt(check, map, 'was'),
    fields,
    titleField,
    search: checkSearch(draft, entity, titleField),
    indexes: checkIndexes(draft, entity),
    partOf: parent === undefined ? null : { field: parent.name, entity: parent.to },
    ...rules,
    examples: {},
    accepts: checkAcceptances(draft, map),
    span: spanOf(entity.nameNode),
  };
}

/** Whether a field may stand for a record: it has one short value that people can read. */
const namesRecords = (field: Field): boolean =>
  !['children', 'references', 'json', 'long_text', 'markdown', 'choices', 'tags', 'boolean'].includes(
    field.type,
  );

const isTextLike = (field: Field): boolean => ['text', 'email', 'url', 'phone'].includes(field.type);

function checkTitleField(draft: Draft, entity: DraftEntity): string {
  const node = scalarAt(draft.check, entity.map, 'title_field');
  if (node !== null) {
    const field = findOwnField(draft, entity, node);
    if (field !== null && !namesRecords(field))
      reportUnfit(
        draft,
        entity,
        node,
        field,
        'entity/title-field',
        'cannot name a record',
        'choose a field with one short value, such as a text or a sequence',
      );
    return node.text;
  }
  const fields = [...entity.fields.values()].map((field) => field.field).filter((field) => field !== null);
  const chosen =
    fields.find((field) => field.type === 'sequence') ??
    fields.find((field) => field.type === 'text' && field.required) ??
    fields.find((field) => field.type === 'text') ??
    fields.find(isTextLike) ??
    fields.find(namesRecords);
  if (chosen !== undefined) return chosen.name;
  const unsure = !entity.complete || [...entity.fields.values()].some((field) => field.field === null);
  if (!unsure)
    draft.report.add({
      code: 'entity/title-field',
      span: spanOf(entity.nameNode),
      message: `No field of \`${entity.name}\` can name a record to people.`,
      hint: 'add a text or a sequence field',
    });
  return '';
}

function reportUnfit(
  draft: Draft,
  entity: DraftEntity,
  node: ScalarNode,
  field: Field,
  code: Code,
  why: string,
  hint: string,
): void {
  const place = entity.fields.get(field.name)?.key;
  draft.report.add({
    code,
    span: spanOf(node),
    message: `\`${field.name}\` is a ${field.type} field, which ${why}.`,
    hint,
    labels: place === undefined ? [] : [{ span: spanOf(place), message: 'it is defined here' }],
  });
}

function checkSearch(draft: Draft, entity: DraftEntity, titleField: string): readonly string[] {
  const nodes = scalarsAt(draft.check, entity.map, 'search');
  if (nodes === null) {
    const title = entity.fields.get(titleField)?.field ?? null;
    return title !== null && FIELD_TYPES[title.type].searchable ? [titleField] : [];
  }
  for (const node of nodes) {
    const field = findOwnField(draft, entity, node);
    if (field !== null && !FIELD_TYPES[field.type].searchable)
      reportUnfit(
        draft,
        entity,
        node,
        field,
        'entity/search-field',
        'the search box cannot look into',
        'name text fields and sequences',
      );
  }
  return nodes.map((node) => node.text);
}

function checkIndexes(draft: Draft, entity: DraftEntity): readonly Index[] {
  const { check } = draft;
  const list = valueAt(check, entity.map, 'indexes');
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => {
    if (item.kind !== 'list' && item.kind !== 'map') return [];
    const nodes = item.kind === 'list' ? scalarsOf(check, item) : (scalarsAt(check, item, 'fields') ?? []);
    for (const node of nodes) checkIndexField(draft, entity, node);
    if (nodes.length > MOST_INDEX_FIELDS && nodes[0] !== undefined)
      draft.report.add({
        code: 'entity/index-field',
        span: spanOf(nodes[0]),
        message: `An index has at most ${MOST_INDEX_FIELDS} fields, and this has ${nodes.length}.`,
        hint: 'keep the fields that narrow the search most',
      });
    return [
      {
        fields: nodes.map((node) => node.text),
        unique: item.kind === 'map' && flagAt(check, item, 'unique'),
      },
    ];
  });
}

/** Postgres allows 32 columns; one is kept for the id. */
const MOST_INDEX_FIELDS = 31;

function checkIndexField(draft: Draft, entity: DraftEntity, node: ScalarNode): void {
  if (/^(?:created|updated)_(?:at|by)$/u.test(node.text)) return;
  const field = findOwnField(draft, entity, node);
  if (field === null) return;
  const fits = FIELD_TYPES[field.type].sqlType(field) !== null && FIELD_TYPES[field.type].sortable;
  if (!fits)
    reportUnfit(
      draft,
      entity,
      node,
      field,
      'entity/index-field',
      'an index cannot order',
      'name fields with one short stored value',
    );
}
