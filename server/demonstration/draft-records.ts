import type { Field, FieldTypeName } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { cellParts, cellValue } from './cell-value.ts';
import type { DemonstrationFile, DemonstrationRow } from './demonstration-file.ts';

/** A record as an operation takes it, and the row that it was written in. */
export type DraftRecord = {
  readonly row: DemonstrationRow;
  readonly key: string | null;
  readonly body: Record<string, unknown>;
  /** References to records of the same file, set once all of them exist. */
  readonly later: Readonly<Record<string, unknown>>;
};

/** Ids of records that exist, by entity and key. */
export type KnownIds = ReadonlyMap<string, ReadonlyMap<string, string>>;

type Column = { readonly at: number; readonly field: Field };

const NOT_IN_FILES: Readonly<Partial<Record<FieldTypeName, string>>> = {
  sequence: 'is given by the server',
  children: 'is the other side of a reference',
  user: 'names people who sign in, and they are no part of the data',
};

/** Where a cell stands, for people: `order.csv:12:4`. */
function placeOf(file: DemonstrationFile, row: DemonstrationRow, column: string): string {
  return `${file.name}:${row.line}:${file.columns.indexOf(column) + 1}`;
}

/**
 * The rows of `file` as bodies for `entity`, references turned into ids by `known`. What cannot be turned is added to
 * `problems`, with its place. References to the entity itself are checked against the file's own keys and left for `later`.
 */
export function draftRecords(
  entity: Entity,
  file: DemonstrationFile,
  known: KnownIds,
  problems: string[],
): readonly DraftRecord[] {
  const columns = fieldColumns(entity, file);
  const keyAt = file.columns.indexOf('key');
  const keys = new Set<string>();
  for (const row of keyAt === -1 ? [] : file.rows) {
    const key = row.cells[keyAt] ?? '';
    if (key === '' || keys.has(key))
      problems.push(
        `${placeOf(file, row, 'key')} ${key === '' ? 'the key is missing' : `the key \`${key}\` is used twice`}`,
      );
    keys.add(key);
  }
  return file.rows.map((row) => {
    const body: Record<string, unknown> = {};
    const later: Record<string, unknown> = {};
    for (const { at, field } of columns) {
      const text = row.cells[at] ?? '';
      if (text === '') continue;
      const place = (): string => placeOf(file, row, field.name);
      if (field.type === 'reference' || field.type === 'references') {
        const self = field.to === entity.name;
        const found = cellParts(text).map((key) => {
          const id = self ? (keys.has(key) ? key : undefined) : known.get(field.to)?.get(key);
          if (id === undefined)
            problems.push(`${place()} \`${field.name}\`: no row of ${field.to}.csv has the key \`${key}\``);
          return id;
        });
        (self ? later : body)[field.name] = field.type === 'references' ? found : found[0];
        continue;
      }
      const result = cellValue(field, text);
      if (result.ok) body[field.name] = result.value;
      else problems.push(`${place()} \`${field.name}\`: expected ${result.expected}, found \`${text}\``);
    }
    return { row, key: keyAt === -1 ? null : (row.cells[keyAt] ?? null), body, later };
  });
}

function fieldColumns(entity: Entity, file: DemonstrationFile): readonly Column[] {
  return file.columns.flatMap((name, at) => {
    const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined;
    return field === undefined || name === 'key' ? [] : [{ at, field }];
  });
}

/** Problems that the names of files and columns have, before any row is read. */
export function checkNames(model: Model, files: readonly DemonstrationFile[]): readonly string[] {
  return files.flatMap((file) => {
    const entity = Object.hasOwn(model.entities, file.entity) ? model.entities[file.entity] : undefined;
    if (entity === undefined)
      return [`${file.name}:1 there is no entity \`${file.entity}\` in the definitions`];
    return file.columns.flatMap((name, at) => {
      if (name === 'key') return [];
      const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined;
      const place = `${file.name}:1:${at + 1}`;
      if (field === undefined) return [`${place} \`${entity.name}\` has no field \`${name}\``];
      const reason = NOT_IN_FILES[field.type];
      return reason === undefined ? [] : [`${place} \`${name}\` ${reason}; leave the column out`];
    });
  });
}
