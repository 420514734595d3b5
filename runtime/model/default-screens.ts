import type { ChildrenField, Field, FieldTypeName } from './field.ts';
import type { Entity, Section, Sort } from './model.ts';

/** Columns beside the title that a list starts with when nobody chose any. */
const MOST_COLUMNS = 7;

/** How much a column of the type tells in a list, where it is one of many; 0 keeps it out. */
const TELLS: Readonly<Record<FieldTypeName, number>> = {
  choice: 90,
  reference: 85,
  money: 80,
  date: 75,
  datetime: 70,
  sequence: 65,
  user: 60,
  integer: 50,
  decimal: 50,
  percent: 50,
  boolean: 45,
  email: 42,
  phone: 41,
  text: 40,
  duration: 40,
  choices: 35,
  tags: 30,
  time: 30,
  url: 20,
  long_text: 0,
  markdown: 0,
  json: 0,
  references: 0,
  children: 0,
};

const LONG: ReadonlySet<FieldTypeName> = new Set(['long_text', 'markdown', 'json']);

/** What each further field of a type that is already chosen tells less. */
const REPEATED = 20;

/**
 * Title first, then the most telling fields in the author's order, of many kinds rather than one. Lines go by what they
 * refer to, so no title of theirs leads; the reference to the parent that owns them says nothing.
 */
export function defaultColumns(entity: Entity): readonly string[] {
  const lead = entity.partOf === null ? entity.titleField : null;
  const others = Object.values(entity.fields).filter(
    (field) => field.name !== lead && field.name !== entity.partOf?.field && TELLS[field.type] > 0,
  );
  const best = chooseColumns(entity, others, lead === null ? MOST_COLUMNS : MOST_COLUMNS - 1);
  const names = others.filter((field) => best.has(field)).map((field) => field.name);
  return lead === null ? names : [lead, ...names];
}

function chooseColumns(entity: Entity, fields: readonly Field[], most: number): ReadonlySet<Field> {
  const chosen = new Set<Field>();
  while (chosen.size < Math.min(most, fields.length)) {
    const worth = (field: Field): number =>
      weight(entity, field) - REPEATED * [...chosen].filter((other) => other.type === field.type).length;
    const left = fields.filter((field) => !chosen.has(field));
    chosen.add(left.reduce((best, field) => (worth(field) > worth(best) ? field : best)));
  }
  return chosen;
}

function weight(entity: Entity, field: Field): number {
  const marked = (field.required ? 20 : 0) + (field.unique ? 15 : 0);
  return TELLS[field.type] + marked + (entity.search.includes(field.name) ? 10 : 0);
}

/** No order is asked for: the newest come first then, by the primary key, so that no list waits for a sort. */
export const DEFAULT_SORT: readonly Sort[] = [];

/** Lines beside their parent stand in the order in which they were written; they are few. */
export function relatedSort(entity: Entity): readonly Sort[] {
  return entity.partOf === null ? DEFAULT_SORT : [{ path: 'created_at', descending: false }];
}

/** Short fields in the author's order, then long texts, then owned lines under their own titles. */
export function defaultSections(entity: Entity): readonly Section[] {
  const fields = Object.values(entity.fields);
  const plain = fields.filter((field) => field.type !== 'children');
  const short = plain.filter((field) => !LONG.has(field.type));
  const long = plain.filter((field) => LONG.has(field.type));
  const owned = fields.filter((field) => field.type === 'children' && field.owned);
  return [
    { title: null, fields: [...short, ...long].map((field) => field.name) },
    ...owned.map((field) => ({ title: field.label, fields: [field.name] })),
  ];
}

/** Lists beside a record: every declared inverse whose records stand on their own. */
export function defaultRelated(entity: Entity): readonly string[] {
  return Object.values(entity.fields)
    .filter((field): field is ChildrenField => field.type === 'children' && !field.owned)
    .map((field) => field.name);
}
