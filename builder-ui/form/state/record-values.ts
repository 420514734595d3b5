import type { LinkJson, RecordJson } from '../../../runtime/wire/record.ts';
import type { FieldView } from '../../../runtime/wire/view.ts';
import type { FormFields } from './form-fields.ts';
import type { Values } from './form-store.ts';
import { isEmpty, sameValue } from './same-value.ts';

/** Titles of referenced records by id, gathered from what the server sent and from what was picked. */
export type Links = Map<string, LinkJson>;

const isLink = (value: unknown): value is LinkJson =>
  typeof value === 'object' && value !== null && 'id' in value && 'title' in value;

/** The form value of a field, as it is written: ids in place of links. What the links are called is kept in `links`. */
function fieldValue(field: FieldView, value: unknown, links: Links): unknown {
  if (field.type === 'reference' || field.type === 'user') {
    if (!isLink(value)) return null;
    links.set(value.id, value);
    return value.id;
  }
  if (field.type === 'references') {
    const found = Array.isArray(value) ? value.filter(isLink) : [];
    for (const link of found) links.set(link.id, link);
    return found.map((link) => link.id);
  }
  if (field.lines !== undefined) {
    const columns = field.lines.fields;
    return (Array.isArray(value) ? (value as readonly RecordJson[]) : []).map((line) => ({
      id: line.id,
      ...Object.fromEntries(
        columns.map((column) => [column.path, fieldValue(column, line[column.path], links)]),
      ),
    }));
  }
  return value ?? null;
}

/** Values of a record as the form edits them, for the fields that may be written. */
export function recordValues(record: Values, fields: FormFields, links: Links): Values {
  return Object.fromEntries(
    [...fields.byName.values()]
      .filter((field) => fields.isWritable(field.path))
      .map((field) => [field.path, fieldValue(field, record[field.path], links)]),
  );
}

export type LineValues = Readonly<Record<string, unknown>>;

/** The rows of a list of lines among the values. */
export function linesOf(value: unknown): readonly LineValues[] {
  return Array.isArray(value) ? (value as readonly LineValues[]) : [];
}

/** A new line in which nothing was filled in. */
export function isBlankLine(line: LineValues): boolean {
  return line['id'] === undefined && Object.values(line).every(isEmpty);
}

const nothingAsNull = (value: unknown): unknown => (value === '' || value === undefined ? null : value);

function bodyLine(name: string, line: LineValues, fields: FormFields): LineValues {
  const isNew = line['id'] === undefined;
  const entries = Object.entries(line).filter(
    ([column, value]) => fields.isLineWritable(name, column) && !(isNew && isEmpty(value)),
  );
  return {
    ...(isNew ? {} : { id: line['id'] }),
    ...Object.fromEntries(entries.map(([column, value]) => [column, nothingAsNull(value)])),
  };
}

function bodyValue(name: string, value: unknown, fields: FormFields): unknown {
  if (fields.byName.get(name)?.lines === undefined) return nothingAsNull(value);
  return linesOf(value)
    .filter((line) => !isBlankLine(line))
    .map((line) => bodyLine(name, line, fields));
}

/** Body of a create: what was filled in, and null for a default that was cleared. */
export function createBody(values: Values, defaults: Values, fields: FormFields): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => fields.isWritable(name) && !(isEmpty(value) && isEmpty(defaults[name])))
      .map(([name, value]) => [name, bodyValue(name, value, fields)]),
  );
}

/** Body of an update: the fields that changed, and nothing else. */
export function updateBody(values: Values, baseline: Values, fields: FormFields): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => fields.isWritable(name) && !sameValue(value, baseline[name]))
      .map(([name, value]) => [name, bodyValue(name, value, fields)])
      .filter(
        ([name, value]) => !sameValue(value, bodyValue(name as string, baseline[name as string], fields)),
      ),
  ) as Values;
}

/** Pointers into a body, turned into pointers into the form's values, in which blank lines still count. */
export function formPointer(pointer: string, values: Values): string {
  const [name = '', row, ...rest] = pointer.slice(1).split('/');
  if (row === undefined || !/^\d+$/u.test(row)) return pointer;
  const kept = linesOf(values[name]).flatMap((line, index) => (isBlankLine(line) ? [] : [index]));
  return [`/${name}`, kept[Number(row)] ?? row, ...rest].join('/');
}
