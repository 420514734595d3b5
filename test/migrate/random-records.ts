import { codeOf } from '../../server/db/connection-problem.ts';
import type { Database } from '../../server/db/open.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import { columnType } from '../../server/sql/column-type.ts';
import type { ActiveRelease } from '../../server/releases/activate.ts';
import type { Random } from './random.ts';
import { type EntitySpec, type FieldSpec, NUMBERS, OPTIONS, type Spec, TEXTS } from './random-spec.ts';

export type Tables = { readonly database: Database; readonly release: ActiveRelease; readonly spec: Spec };

/** Writes so many records of each entity as a program under the release would, deleted ones among them. */
export async function writeRecords(tables: Tables, random: Random, count: number): Promise<void> {
  for (const entity of tables.spec.entities)
    for (let at = 0; at < count; at += 1) await writeRecord(tables, random, entity, at);
}

async function writeRecord(tables: Tables, random: Random, entity: EntitySpec, at: number): Promise<void> {
  const { database, release } = tables;
  const values = await valuesFor(tables, random, entity, at);
  const deleted = random.chance(0.15) ? `now()` : 'null';
  const created = `'2026-0${random.between(1, 9)}-1${random.between(0, 9)}T2${random.between(0, 3)}:30:00Z'`;
  const own = values.filter(({ field }) => field.type !== 'references');
  const { rows } = await passingDoubles(() =>
    database.pool.query<{ id: string }>(
      `insert into ${release.names.table(entity.name)} (id, created_by, updated_by, created_at, deleted_at${own.map(({ column }) => `, ${column}`).join('')})
       values ($1, $2, $2, ${created}, ${deleted}${own.map(({ type }, place) => `, $${place + 3}::${type}`).join('')}) returning id`,
      [uuid(random), SYSTEM_ACTOR_ID, ...own.map(({ value }) => value)],
    ),
  );
  const [record] = rows;
  if (record === undefined) return;
  for (const { field, value } of values)
    if (field.type === 'references' && value !== null)
      await database.pool.query(
        `insert into ${release.names.link(entity.name, field.name).table} (from_id, to_id) values ($1, $2)`,
        [record.id, value],
      );
}

/** Changes one value of some records, as people do all day. */
export async function changeRecords(tables: Tables, random: Random): Promise<void> {
  const { database, release, spec } = tables;
  for (const entity of spec.entities) {
    const table = release.names.table(entity.name);
    const { rows } = await database.pool.query<{ id: string }>(`select id from ${table} order by id limit 3`);
    for (const [at, { id }] of rows.entries()) {
      const values = await valuesFor(tables, random, entity, 100 + at);
      const own = values.filter(({ field }) => field.type !== 'references');
      if (own.length === 0) continue;
      const { column, type, value } = random.pick(own);
      await passingDoubles(() =>
        database.pool.query(
          `update ${table} set ${column} = $2::${type}, version = version + 1, updated_at = now() where id = $1`,
          [id, value],
        ),
      );
    }
  }
}

type Value = {
  readonly field: FieldSpec;
  readonly column: string;
  readonly type: string;
  readonly value: string | null;
};

async function valuesFor(
  { database, release, spec }: Tables,
  random: Random,
  entity: EntitySpec,
  at: number,
): Promise<Value[]> {
  const values: Value[] = [];
  for (const field of entity.fields) {
    if (field.formula !== null || field.type === 'sequence') continue;
    const model = release.model.entities[entity.name]?.fields[field.name];
    if (model === undefined) throw new Error(`no field ${entity.name}.${field.name}`);
    const isEmpty = !field.required && random.chance(0.25);
    const value = isEmpty
      ? null
      : field.to === null
        ? valueOf(field, random, at)
        : await anyRecord(database, release, spec, field.to, random);
    const column = field.type === 'references' ? '' : release.names.column(entity.name, field.name);
    values.push({ field, column, type: columnType(model) ?? '', value });
  }
  return values;
}

async function anyRecord(
  { pool }: Database,
  { names }: ActiveRelease,
  { entities }: Spec,
  to: number,
  random: Random,
): Promise<string | null> {
  const entity = entities.find(({ id }) => id === to)?.name ?? '';
  const { rows } = await pool.query<{ id: string }>(
    `select id from ${names.table(entity)} order by id limit 9`,
  );
  return rows.length === 0 ? null : random.pick(rows).id;
}

/** As Postgres reads it: a value that the field takes, often one that another type takes as well. */
function valueOf(field: FieldSpec, random: Random, at: number): string {
  const { type, keys, unique } = field;
  if (TEXTS.has(type)) {
    const most = Number(keys['max_length'] ?? 100);
    const text =
      type === 'email'
        ? `u${at}@x.uk`
        : type === 'url'
          ? `http://x.uk/${at}`
          : type === 'phone'
            ? `0${at}`
            : unique
              ? random.pick([String(at), `t${at}`])
              : random.pick([
                  '12',
                  '-7',
                  '0',
                  'abc',
                  '1.50',
                  'true',
                  '2026-03-04',
                  'open',
                  'a b',
                  "it's",
                  'ünï',
                ]);
    return text.slice(0, most);
  }
  if (NUMBERS.has(type)) return numberOf(field, random, at);
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- texts and numbers are done
  switch (type) {
    case 'boolean':
      return random.pick(['true', 'false']);
    case 'date':
      return `2026-${String((at % 12) + 1).padStart(2, '0')}-0${random.between(1, 9)}`;
    case 'datetime':
      return `2026-02-0${random.between(1, 9)}T0${at % 10}:${random.between(10, 59)}:05.678Z`;
    case 'time':
      return `${String(at % 24).padStart(2, '0')}:${random.between(10, 59)}:${random.between(10, 59)}`;
    case 'duration':
      return String(at * 60 + random.between(0, 59));
    case 'choice':
      return random.pick(optionsOf(field));
    case 'choices':
      return `{${optionsOf(field)
        .filter(() => random.chance(0.5))
        .join(',')}}`;
    case 'tags':
      return random.pick(['{red}', '{red,green}', '{}', '{"a b"}']);
    case 'user':
      return SYSTEM_ACTOR_ID;
    case 'json':
      return random.pick(['{"a": [1, 2]}', '5', '"text"']);
    default:
      throw new Error(`no value of ${type}`);
  }
}

function numberOf({ type, keys, unique }: FieldSpec, random: Random, at: number): string {
  const scale = type === 'integer' ? 0 : Number(keys['scale'] ?? (type === 'percent' ? 4 : 2));
  const [min, max] = [Number(keys['min'] ?? -1e9), Number(keys['max'] ?? 1e9)];
  const wanted = unique
    ? [at, at + 0.5]
    : [0, 1, -1, 3, 7, 42, 1.5, 0.25, -0.5, 999, ...(type === 'integer' ? [] : [12_345.678_9])];
  const fit = wanted
    .map((value) => value.toFixed(scale))
    .filter((value) => Number(value) >= min && Number(value) <= max);
  return fit.length === 0 ? String(keys['min'] ?? keys['max']) : random.pick(fit);
}

const optionsOf = ({ keys }: FieldSpec): string[] =>
  OPTIONS.filter((option) => new RegExp(`[[ ]${option}[,\\]]`, 'u').test(keys['options'] ?? ''));

/** A double in a unique field is refused as it should be, and another record is as good. */
async function passingDoubles<Result extends { rows: unknown[] }>(
  work: () => Promise<Result>,
): Promise<{ rows: Result['rows'] }> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) !== '23505') throw error;
    return { rows: [] };
  }
}

function uuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => random.between(0, 15).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/u, '$1-$2-4$3-a$4-$5');
}
