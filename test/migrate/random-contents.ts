import type { Database } from '../../server/db/open.ts';
import type { ActiveRelease } from '../../server/releases/activate.ts';
import { columnType } from '../../server/sql/column-type.ts';
import type { FieldSpec, Spec } from './random-spec.ts';

/** Values by id of the field; of links the sorted ids, joined. */
type RecordContents = { readonly system: string; readonly values: ReadonlyMap<number, string | null> };
type EntityContents = {
  readonly fields: ReadonlyMap<number, FieldSpec>;
  readonly records: ReadonlyMap<string, RecordContents>;
};
/** By id of the entity. */
export type Contents = ReadonlyMap<number, EntityContents>;

/** Everything that a release can show of the records, as canonical text. */
export async function readContents(
  { pool }: Database,
  { names, model }: ActiveRelease,
  spec: Spec,
): Promise<Contents> {
  const contents = new Map<number, EntityContents>();
  for (const entity of spec.entities) {
    const own = entity.fields.flatMap((field) => {
      const known = model.entities[entity.name]?.fields[field.name];
      const type = known === undefined ? null : columnType(known);
      if (field.type === 'references')
        return {
          field,
          sql: `(select string_agg(to_id::text, ' ' order by to_id) from ${names.link(entity.name, field.name).table} l where l.from_id = r.id)`,
          type: 'links',
        };
      return type === null ? [] : { field, sql: `r.${names.column(entity.name, field.name)}::text`, type };
    });
    const { rows } = await pool.query<{ id: string; system: string; found: (string | null)[] }>(
      `select id, concat_ws(' ', version, created_at, created_by, updated_at, updated_by, deleted_at) as system,
         array[${own.map(({ sql }) => sql).join(', ')}]::text[] as found from ${names.table(entity.name)} r order by id`,
    );
    contents.set(entity.id, {
      fields: new Map(own.map(({ field }) => [field.id, field])),
      records: new Map(
        rows.map(({ id, system, found }) => [
          id,
          {
            system,
            values: new Map(own.map(({ field, type }, at) => [field.id, canonical(found[at] ?? null, type)])),
          },
        ]),
      ),
    });
  }
  return contents;
}

/** The same text for the same value in whatever type: numbers without zeros at their end, one word in a list as the word. */
function canonical(text: string | null, type: string): string | null {
  if (text === null) return null;
  // Also as a text, as which a number keeps the digits that it had.
  if (/^-?\d+\.\d+$/u.test(text)) return text.replace(/\.?0+$/u, '');
  if (type !== 'text[]') return text;
  const single = /^\{(?:"((?:[^"\\]|\\.)*)"|([^",{}]+))\}$/u.exec(text);
  return text === '{}' ? null : (single?.[1] ?? single?.[2] ?? text);
}

/**
 * What a migration between two states lost or changed of what both can hold, a sentence each: of records, of what is said of them,
 * and of fields that people write. `isWrittenMeanwhile`: records may have come and changed, but not in these fields.
 */
export function lostBetween(before: Contents, after: Contents, isWrittenMeanwhile = false): string[] {
  const lost: string[] = [];
  for (const [entity, was] of before) {
    const is = after.get(entity);
    if (is === undefined) continue;
    for (const [id, record] of was.records) {
      const now = is.records.get(id);
      if (now === undefined) {
        lost.push(`entity ${entity}: record ${id} is gone`);
        continue;
      }
      if (now.system !== record.system && !isWrittenMeanwhile)
        lost.push(`entity ${entity}: record ${id}: ${record.system} became ${now.system}`);
      for (const [field, value] of record.values) {
        const [from, to] = [was.fields.get(field), is.fields.get(field)];
        if (from === undefined || to === undefined || from.formula !== null || to.formula !== null) continue;
        const found = now.values.get(field) ?? null;
        const isNumbered = value === null && to.type === 'sequence' && found !== null;
        if (found !== value && !isNumbered)
          lost.push(
            `entity ${entity}: ${from.name} (${from.type} to ${to.type}) of ${id}: ${value} became ${found}`,
          );
      }
    }
    for (const id of is.records.keys())
      if (!was.records.has(id) && !isWrittenMeanwhile)
        lost.push(`entity ${entity}: record ${id} came from nowhere`);
  }
  return lost;
}
