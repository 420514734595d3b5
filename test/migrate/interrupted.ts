import type { Database } from '../../server/db/open.ts';
import { readDrift } from '../../server/migrate/read-drift.ts';
import { readTableShapes } from '../../server/migrate/table-shape.ts';
import { takeBackMigration } from '../../server/migrate/take-back-migration.ts';
import { activate, type ActiveRelease } from '../../server/releases/activate.ts';
import { insert, modelOf } from './model-of.ts';
import { begin, released, run } from './online.ts';

const BEFORE = `
  title_of: { type: text }
  amount: { type: integer, required: true }
  code: { type: text, unique: true, max_length: 10 }
  note: { type: text }
  twice: { type: integer, formula: amount * 2 }
  gone: { type: text, required: true }`;

/** Every kind of stage at once. */
const AFTER = `
  title_of: { type: text }
  amount: { type: decimal, scale: 2, required: true }
  code: { type: text }
  note: { type: text, required: true, unique: true }
  twice: { type: decimal, scale: 2, formula: amount * 2 }
  number: { type: sequence }
  by: { type: user, default: =user, required: true }
  state: { type: choice, options: [open], default: open, required: true }
  others: { type: references, to: SELF }`;

/** Beside those that a test counts itself. */
let counter = 100;

/** A table with a few records, and the definition to bring it to. */
export async function prepare(database: Database) {
  counter += 1;
  const entity = `thing${counter}`;
  const modelFor = (fields: string) => modelOf({ [entity]: fields.replaceAll('SELF', entity) });
  const base = modelFor(BEFORE);
  const first = await activate(database, base);
  const records = Array.from({ length: 7 }, (_, at) => ({
    amount: at,
    code: `c${at}`,
    note: `n${at}`,
    gone: 'x',
    created_at: new Date(Date.UTC(2026, 0, 20 - at)).toISOString(),
  }));
  await insert(database, first, entity, records);
  return { entity, base, first, head: modelFor(AFTER) };
}

/** All values of the fields of a release, by record. */
async function contents(
  { pool }: Database,
  { names, model }: ActiveRelease,
  entity: string,
): Promise<unknown> {
  const columns = Object.values(model.entities[entity]?.fields ?? {})
    .filter(({ type }) => type !== 'references')
    .map(({ name }) => `${names.column(entity, name)}::text as "${name}"`);
  const { rows } = await pool.query(
    `select ${columns.join(', ')} from ${names.table(entity)} order by created_at`,
  );
  return rows;
}

/** How a table looks, whatever it is called. */
export async function shapeOf({ pool }: Database, entity: string): Promise<unknown> {
  const shapes = await readTableShapes(pool, [entity]);
  const text = JSON.stringify(shapes[entity])
    .replaceAll(entity, 'thing')
    .replaceAll(/\.[0-9a-f]{8}/gu, '.<hash>');
  const lists = Object.entries(JSON.parse(text) as Record<string, unknown[]>);
  return lists.map(([name, items]) => [name, ...items.map((item) => JSON.stringify(item)).sort()]);
}

class Died extends Error {}

/** Dies at the n-th word of progress. */
function dyingAt(stop: number): { readonly progress: () => void } {
  let told = 0;
  return {
    progress: () => {
      if (told === stop) throw new Died();
      told += 1;
    },
  };
}

const survive = (error: unknown): null => {
  if (!(error instanceof Died)) throw error;
  return null;
};

/**
 * Runs one migration to its end and another one that dies after every few words of progress and is begun again; gives what both
 * left, and how often the second one died.
 */
export async function dieAndGoOn(database: Database, words: number) {
  const whole = await prepare(database);
  const begun = await begin(database, whole.head);
  const outcome = await run(database, begun.id, { batchRows: 3 });
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
  const undisturbed = {
    values: await contents(database, released(begun, outcome.release), whole.entity),
    shape: await shapeOf(database, whole.entity),
  };
  const broken = await prepare(database);
  const other = await begin(database, broken.head);
  for (let deaths = 0; ; deaths += 1) {
    const ended = await run(database, other.id, { batchRows: 3, ...dyingAt(words) }).catch(survive);
    if (ended === null) continue;
    if (ended.state !== 'done') throw new Error(JSON.stringify(ended));
    const disturbed = {
      values: await contents(database, released(other, ended.release), broken.entity),
      shape: await shapeOf(database, broken.entity),
    };
    return { undisturbed, disturbed, deaths };
  }
}

/**
 * Dies after every `step`th word on the way to the activation, takes the migration back each time, dying once on the way; gives how
 * the table looked before and after each, its values, and what drift was found.
 */
export async function takeBackFromEverywhere(database: Database, step: number) {
  const { entity, base, first, head } = await prepare(database);
  const before = { shape: await shapeOf(database, entity), values: await contents(database, first, entity) };
  const after: (typeof before)[] = [];
  const drift: unknown[] = [];
  for (let stop = 1; ; stop += step) {
    const begun = await begin(database, head);
    const dying = (): Promise<never> => Promise.reject(new Error('not to be activated'));
    const outcome = await run(database, begun.id, { ...dyingAt(stop), activate: dying }).catch(survive);
    const isBack = await takeBackMigration(database, begun.id, dyingAt(1)).then(
      () => true,
      (error: unknown) => survive(error) !== null,
    );
    if (!isBack) await takeBackMigration(database, begun.id, { progress: () => undefined });
    after.push({ shape: await shapeOf(database, entity), values: await contents(database, first, entity) });
    drift.push(...(await readDrift(database.pool)));
    if (outcome !== null) break;
  }
  const again = await activate(database, base);
  return { before, after, drift, isSameRelease: again.number === first.number };
}
