import type { Field } from '../model/field.ts';
import type { Section } from '../model/model.ts';
import type { DraftEntity } from './draft.ts';

/** Columns of a table whose author names none. */
const MOST_COLUMNS = 8;

const fieldsOf = (entity: DraftEntity): readonly Field[] =>
  [...entity.fields.values()].map((field) => field.field).filter((field) => field !== null);

const isShort = (field: Field): boolean =>
  !['long_text', 'markdown', 'json', 'children', 'references'].includes(field.type);

/** The first fields with short values. */
export function defaultColumns(entity: DraftEntity): readonly string[] {
  return fieldsOf(entity)
    .filter(isShort)
    .slice(0, MOST_COLUMNS)
    .map((field) => field.name);
}

/** Every field that the screen can show, in the order of the definition. */
export function defaultSection(entity: DraftEntity, kind: 'form' | 'detail'): Section {
  const shown = fieldsOf(entity).filter(
    (field) => field.type !== 'children' || (kind === 'form' && field.owned),
  );
  return { title: null, fields: shown.map((field) => field.name) };
}

/** Every list of records that refer to this one and that no section shows. */
export function defaultRelated(entity: DraftEntity, sections: readonly Section[]): readonly string[] {
  const shown = new Set(sections.flatMap((section) => section.fields));
  return fieldsOf(entity)
    .filter((field) => field.type === 'children' && !shown.has(field.name))
    .map((field) => field.name);
}
