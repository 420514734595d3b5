import { v7 } from 'uuid';
import type { Given } from '../../runtime/model/example.ts';
import type { ChildrenField, Field, ReferencesField } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import type { ParameterValues } from '../../runtime/model/parameter-value.ts';
import { defaultValue } from '../../runtime/validate/defaults.ts';
import { cellValue } from '../demonstration/cell-value.ts';
import type { Database } from '../db/open.ts';
import { columns } from '../operations/new-record.ts';
import { toolsOf } from '../operations/release-tools.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import { runStatement } from '../sql/statement-cache.ts';
import { buildInsertMany } from '../sql/write-many.ts';
import { SOMEBODY, type People } from './example-people.ts';
import { ExampleProblem } from './example-problem.ts';
import { applyDefaults } from './given-defaults.ts';
import { plausibleValue } from './plausible-value.ts';

/** Everything that the records of one example are made with. */
export type ExampleWorld = {
  readonly release: ActiveRelease;
  readonly database: Database;
  readonly people: People;
  readonly params: ParameterValues;
  readonly now: Date;
  readonly today: string;
  readonly sizes: Sizes;
  /** How many values were made up. */
  turn: number;
  /** Whether any of them was a number. */
  sized: boolean;
};

/** How large made-up numbers are: of the record that an example is about, and of those around it. */
export type Sizes = { readonly own: number; readonly other: number };

/** What is around is ample: an order large enough for the refund that an example is about. */
export const USUAL_SIZES: Sizes = { own: 1, other: 1000 };

export type GivenValues = Readonly<Record<string, Given>>;

const SIZED: ReadonlySet<string> = new Set(['integer', 'duration', 'decimal', 'money']);

/** Longest way of required references that is made up: `a` needs a `b` that needs a `c` … */
const MOST_DEPTH = 8;

/**
 * Puts a record there as it is given, with the records and lines it names, without asking any rule. What is required and
 * not given is made up. Gives its id.
 */
export async function insertGiven(
  world: ExampleWorld,
  entity: Entity,
  given: GivenValues,
  fixed: Readonly<Record<string, string>> = {},
  depth = 0,
): Promise<string> {
  if (depth > MOST_DEPTH)
    throw new ExampleProblem(
      `\`${entity.name}\` requires a chain of more than ${MOST_DEPTH} records: give the one where it ends.`,
    );
  const id = v7();
  const values: Record<string, unknown> = {};
  for (const field of Object.values(entity.fields)) {
    if (!isStored(field)) continue;
    const value = Object.hasOwn(fixed, field.name)
      ? fixed[field.name]
      : await storedGiven(world, entity, field, given, depth);
    if (value !== undefined) values[field.name] = value;
  }
  await insert(world, entity, id, values);
  for (const field of Object.values(entity.fields)) {
    const list = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    if (list === undefined || list === null) continue;
    if (field.type === 'children') await insertLines(world, field, id, list, depth);
    if (field.type === 'references') await insertLinks(world, entity, field, id, list, depth);
  }
  await applyDefaults(world, entity, id, { ...given, ...fixed });
  return id;
}

function isStored({ type, computed }: Field): boolean {
  return computed === null && !['children', 'references', 'sequence'].includes(type);
}

async function storedGiven(
  world: ExampleWorld,
  entity: Entity,
  field: Field,
  given: GivenValues,
  depth: number,
): Promise<unknown> {
  if (Object.hasOwn(given, field.name))
    return await givenValue(world, field, given[field.name] ?? null, depth);
  if (field.name === entity.lifecycle?.field) return entity.lifecycle.initial;
  const usual = await usualValue(world, field);
  if (usual !== null && usual !== undefined) return usual;
  return field.required ? await madeUp(world, entity, field, depth) : undefined;
}

/** What nobody gave is what somebody else would have left it at. */
async function usualValue(world: ExampleWorld, field: Field): Promise<unknown> {
  const actorId = await world.people.idOf(SOMEBODY);
  const { timeZone } = world.release.model.workspace;
  return defaultValue(field, { now: world.now, timeZone, actorId });
}

/** A value for a required field that nobody gave. */
export async function madeUp(
  world: ExampleWorld,
  entity: Entity,
  field: Field,
  depth: number,
): Promise<unknown> {
  if (field.type === 'user') return await world.people.idOf(SOMEBODY);
  if (field.type === 'reference')
    return await insertGiven(world, targetOf(world, field.to), {}, {}, depth + 1);
  if (field.type === 'choices' || field.type === 'tags')
    return [field.type === 'choices' ? (field.options[0]?.name ?? '') : 'example'];
  world.turn += 1;
  const size = depth === 0 ? world.sizes.own : world.sizes.other;
  const moment = { today: world.today, now: world.now.toISOString(), turn: world.turn, size };
  const value = plausibleValue(field, moment);
  if (SIZED.has(field.type)) world.sized = true;
  if (value !== null) return value;
  throw new ExampleProblem(
    `\`${entity.name}.${field.name}\` is required and no value for it can be made up: give one.`,
  );
}

/** A written value as it is sent and stored; of references the id of a record that is made for it. */
export async function givenValue(
  world: ExampleWorld,
  field: Field,
  given: Given,
  depth: number,
): Promise<unknown> {
  if (given === null) return null;
  if (field.type === 'reference') return await referredId(world, field.to, given, depth);
  if (typeof given === 'string')
    return field.type === 'user' ? await world.people.idOf(given) : scalar(field, given);
  if (Array.isArray(given) && (field.type === 'choices' || field.type === 'tags')) return given;
  throw new ExampleProblem(`\`${field.name}\` takes a single value.`);
}

function scalar(field: Field, text: string): unknown {
  const read = cellValue(field, text);
  if (read.ok) return read.value;
  throw new ExampleProblem(`\`${field.name}\` expects ${read.expected}, and \`${text}\` is none.`);
}

async function referredId(world: ExampleWorld, to: string, given: Given, depth: number): Promise<string> {
  if (isMap(given)) return await insertGiven(world, targetOf(world, to), given, {}, depth + 1);
  throw new ExampleProblem(`A reference to \`${to}\` is given as a map of the other record's values.`);
}

export function isMap(given: Given | undefined): given is GivenValues {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

/** The ids of the records that a list of references names. */
export async function referredIds(
  world: ExampleWorld,
  { to }: ReferencesField,
  given: Given,
  depth: number,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const item of listOf(given)) ids.push(await referredId(world, to, item, depth));
  return ids;
}

export function listOf(given: Given): readonly Given[] {
  return Array.isArray(given) ? (given as readonly Given[]) : given === null ? [] : [given];
}

async function insertLines(
  world: ExampleWorld,
  { of, by }: ChildrenField,
  parent: string,
  given: Given,
  depth: number,
): Promise<void> {
  for (const line of listOf(given))
    if (isMap(line)) await insertGiven(world, targetOf(world, of), line, { [by]: parent }, depth + 1);
}

async function insertLinks(
  world: ExampleWorld,
  entity: Entity,
  field: ReferencesField,
  id: string,
  given: Given,
  depth: number,
): Promise<void> {
  const ids = await referredIds(world, field, given, depth);
  const link = world.release.names.link(entity.name, field.name);
  await world.database.pool.query(
    `insert into ${link.table} (${link.from}, ${link.to}) select $1::uuid, unnest($2::uuid[])`,
    [id, ids],
  );
}

async function insert(
  world: ExampleWorld,
  entity: Entity,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { release, database } = world;
  const fields = Object.values(entity.fields).filter(({ name }) => Object.hasOwn(values, name));
  const key = `example ${entity.name} ${fields.map(({ name }) => name).join()}`;
  const statement = toolsOf(release).once(key, () => buildInsertMany(release, entity, fields, false));
  const note = {
    actorId: await world.people.idOf(SOMEBODY),
    at: world.now.toISOString(),
    operation: 'example',
    release: release.number,
    decidedBy: 'example',
    requestId: 'example',
    reason: null,
  };
  const rows = JSON.stringify([{ id, besides: null, ...columns(fields, values) }]);
  await runStatement(database.pool, statement, { note, rows });
}

export function targetOf({ release }: ExampleWorld, name: string): Entity {
  const entity = release.model.entities[name];
  if (entity === undefined) throw new Error(`There is no entity \`${name}\`.`);
  return entity;
}
