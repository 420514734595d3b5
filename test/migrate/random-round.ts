import { isDeepStrictEqual } from 'node:util';
import { OPERATOR } from '../../server/cli/with-release.ts';
import type { Database } from '../../server/db/open.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import { prepareMigration, type Preparation } from '../../server/migrate/prepare-migration.ts';
import { SchemaRefusal } from '../../server/migrate/schema-refusal.ts';
import { takeBackMigration } from '../../server/migrate/take-back-migration.ts';
import { readTableShapes } from '../../server/migrate/table-shape.ts';
import { makePlan } from '../../server/plan/make-plan.ts';
import { activate, type ActiveRelease } from '../../server/releases/activate.ts';
import { sha256 } from '../../server/releases/active-release.ts';
import { contentHash, releaseFiles } from '../../server/releases/content-hash.ts';
import { loadNewestRelease } from '../../server/releases/load-release.ts';
import { openMigration } from '../../server/releases/migration-rows.ts';
import { publish } from '../../server/releases/publish.ts';
import { hooksOf, runRelease } from '../../server/releases/run-release.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import type { Random } from './random.ts';
import { type Contents, lostBetween, readContents } from './random-contents.ts';
import type { Definitions } from './random-edits.ts';
import { changeRecords, writeRecords } from './random-records.ts';
import type { Spec } from './random-spec.ts';
import { unsafeStages } from './unsafe-statements.ts';

/** What a pair of definitions came to; `wrong` has a sentence for everything that must not be. */
export type Round = {
  readonly mode: Preparation['mode'];
  readonly isPublished: boolean;
  readonly isRefused: boolean;
  /** Null where it was refused, so that there was nothing to go back from. */
  readonly back: 'done' | 'refused' | null;
  readonly statements: number;
  readonly wrong: readonly string[];
};

type Applied = Pick<Round, 'mode' | 'isPublished' | 'isRefused' | 'statements'> & {
  readonly wrong: string[];
};

const TODAY = '2026-11-26';

/** Puts the first definitions in force and fills their tables. */
export async function begin(database: Database, definitions: Definitions, random: Random): Promise<void> {
  const { files, model, spec } = definitions;
  const release = await activate(database, model, { files });
  await writeRecords({ database, release, spec }, random, random.between(2, 9));
}

/**
 * Goes from the definitions in force to others and back: plans, applies, plans again, looks for everything that was lost; writes under
 * the new ones, then goes back and looks again. `isOnline` makes it do so step by step.
 */
export async function goThereAndBack(
  database: Database,
  base: Definitions,
  head: Definitions,
  random: Random,
  isOnline: boolean,
): Promise<Round> {
  await pretendToServe(database, isOnline);
  const first = await inForce(database);
  const before = await readContents(database, first, base.spec);
  const there = await apply(database, base, head, null);
  if (there.isRefused) return { ...there, back: null };
  const second = await inForce(database);
  const { wrong } = there;
  wrong.push(...lostBetween(before, await readContents(database, second, head.spec)));
  const removed = without(base.spec, head.spec);
  const kept = await readContents(database, first, removed);
  wrong.push(...lostBetween(only(before, removed), kept).map((words) => `set aside: ${words}`));

  await writeRecords({ database, release: second, spec: head.spec }, random, 2);
  await changeRecords({ database, release: second, spec: head.spec }, random);
  const written = await readContents(database, second, head.spec);
  const back = await apply(database, head, base, first.number);
  wrong.push(...back.wrong.map((words) => `back: ${words}`));
  const done = { ...there, statements: there.statements + back.statements, wrong };
  if (back.isRefused) return { ...done, back: 'refused' };
  const after = await readContents(database, await inForce(database), base.spec);
  wrong.push(...lostBetween(written, after).map((words) => `back: ${words}`));
  // What the new definitions had not was there all the time.
  wrong.push(
    ...lostBetween(only(before, removed), only(after, removed))
      .filter((words) => !words.includes('came from nowhere') && !/: .* became 1?\d? ?2026/u.test(words))
      .map((words) => `came back otherwise: ${words}`),
  );
  const added = without(head.spec, base.spec);
  const aside = await readContents(database, second, added);
  wrong.push(...lostBetween(only(written, added), aside).map((words) => `back, set aside: ${words}`));
  return { ...done, back: 'done' };
}

async function inForce(database: Database): Promise<ActiveRelease> {
  const release = await loadNewestRelease(database.pool);
  if (release === null) throw new Error('nothing in force');
  return release;
}

/** A process that serves whatever is newest: with it, tables are changed step by step. */
async function pretendToServe({ pool }: Database, isServing: boolean): Promise<void> {
  await pool.query('delete from jig.process');
  if (isServing)
    await pool.query(
      `insert into jig.process (id, name, serving, oldest, seen_at) values (gen_random_uuid(), 'test', 1, 2147483647, now() + interval '1 day')`,
    );
}

/** Fields that people write, of the one that the other has not; entities that it has not with all of theirs. */
function without(spec: Spec, other: Spec): Spec {
  const entities = spec.entities.map((entity) => {
    const rest = other.entities.find(({ id }) => id === entity.id);
    const fields = entity.fields.filter(
      ({ id, formula }) => formula === null && rest?.fields.every((field) => field.id !== id) !== false,
    );
    return { ...entity, fields };
  });
  return { ...spec, entities: entities.filter(({ fields }) => fields.length > 0) };
}

function only(contents: Contents, spec: Spec): Contents {
  return new Map(
    [...contents].flatMap(([id, { fields, records }]) => {
      const own = spec.entities.find((entity) => entity.id === id);
      const kept = new Set(own?.fields.map((field) => field.id));
      return own === undefined
        ? []
        : [[id, { fields: new Map([...fields].filter(([field]) => kept.has(field))), records }] as const];
    }),
  );
}

async function apply(
  database: Database,
  base: Definitions,
  head: Definitions,
  rolledBackTo: number | null,
): Promise<Applied> {
  const wrong: string[] = [];
  const plan = await planFor(database, head, rolledBackTo !== null);
  const preparation = await prepareMigration(database.pool, head.model, { countRefusals: true });
  const { mode, refusals, stages } = preparation;
  if (mode === 'online') wrong.push(...(await unsafeStages(database, preparation)));
  const result = { mode, statements: stages.flatMap(({ sql, undo }) => [...sql, ...undo]).length, wrong };
  if (refusals.length > 0) {
    wrong.push(...(await refuses(database, base, head, plan, preparation)));
    return { ...result, isPublished: false, isRefused: true };
  }
  const isPublished = !plan.blocked && plan.awaiting.length === 0;
  const outcome = await (
    isPublished
      ? publishPlan(database, head, plan, rolledBackTo)
      : putInForce(database, head, preparation, rolledBackTo)
  ).catch((error: unknown) => String(error));
  if (outcome !== 'done') wrong.push(`not applied: ${outcome}`);
  const again = await planFor(database, head, rolledBackTo !== null);
  if (!again.empty) wrong.push(`planned again: ${JSON.stringify([again.changes, again.migration])}`);
  wrong.push(...(await untidy(database, head)));
  return { ...result, isPublished, isRefused: false };
}

function planFor(database: Database, { files, model }: Definitions, rollback: boolean): Promise<Plan> {
  return makePlan({
    database,
    head: { files, model },
    against: { is: 'database' },
    budgetMs: 60_000,
    reader: OPERATOR,
    today: TODAY,
    rollback,
  });
}

const context = (database: Database) => ({
  database,
  actor: OPERATOR,
  now: () => new Date(`${TODAY}T12:00:00Z`),
  requestId: 'random',
});

async function publishPlan(
  database: Database,
  head: Definitions,
  plan: Plan,
  rolledBackTo: number | null,
): Promise<string> {
  const published = await publish(context(database), {
    head,
    reason: 'A random change',
    gitCommit: null,
    rolledBackTo,
    plan: rolledBackTo === null ? plan : null,
    waitMs: 0,
  });
  return published.migration === null ? 'done' : run(database, published.migration);
}

async function run(database: Database, migration: string): Promise<string> {
  const outcome = await runRelease(context(database), migration);
  return outcome.state === 'done' ? 'done' : JSON.stringify(outcome);
}

/** Past the findings that only a person can answer for. */
async function putInForce(
  database: Database,
  head: Definitions,
  preparation: Preparation,
  rolledBackTo: number | null,
): Promise<string> {
  const { files, model } = head;
  const base = (await inForce(database)).number;
  const published = { reason: 'A random change', gitCommit: null, rolledBackTo, plan: null };
  if (preparation.mode !== 'online') {
    await activate(database, model, { files, published, base });
    return 'done';
  }
  return run(database, await open(database, head, preparation, base, rolledBackTo));
}

function open(
  database: Database,
  { files, model }: Definitions,
  preparation: Preparation,
  base: number,
  rolledBackTo: number | null,
): Promise<string> {
  const modelText = JSON.stringify(model);
  return openMigration(database, {
    base,
    hash: sha256(modelText),
    modelText,
    files: releaseFiles(files),
    contentHash: contentHash(files),
    preparation,
    published: { reason: 'A random change', gitCommit: null, rolledBackTo, plan: null },
    actorId: SYSTEM_ACTOR_ID,
  });
}

/** What is wrong with a refusal: it must name what is in the way, the plan must say so, and nothing may change by trying. */
async function refuses(
  database: Database,
  base: Definitions,
  head: Definitions,
  plan: Plan,
  preparation: Preparation,
): Promise<string[]> {
  const wrong: string[] = [];
  const { refusals, mode } = preparation;
  for (const { code, entity, records, samples, field } of refusals) {
    if (records < 1 || samples.length < 1 || !Object.hasOwn(head.model.entities, entity))
      wrong.push(`refused without a record or a place: ${code} ${entity}.${field}`);
  }
  if (!plan.blocked) wrong.push(`the plan is not blocked by ${refusals.map(({ code }) => code).join()}`);
  const release = await inForce(database);
  const before = [
    await readContents(database, release, base.spec),
    await readTableShapes(database.pool, null),
  ];
  const codes = new Set(refusals.map(({ code }) => code));
  if (mode === 'online') {
    const id = await open(database, head, preparation, release.number, null);
    const outcome = await runRelease(context(database), id);
    if (outcome.state !== 'paused')
      wrong.push(`ran in spite of ${[...codes].join()}: ${JSON.stringify(outcome)}`);
    else if (
      !refusals.some(({ entity, field, code }) => {
        const { problem } = outcome;
        // Of several things in the way of one field it meets any first.
        return code === problem.code || problem.message.includes(`\`${entity}.${field}\``);
      })
    )
      wrong.push(`paused for ${JSON.stringify(outcome.problem)} instead of ${[...codes].join()}`);
    await takeBackMigration(database, id, hooksOf(context(database), id)).catch(
      (error: unknown) => void wrong.push(`not taken back: ${String(error)}`),
    );
  } else {
    const thrown = await activate(database, head.model).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(thrown instanceof SchemaRefusal))
      wrong.push(`applied in spite of ${[...codes].join()}: ${String(thrown)}`);
    else if (!isDeepStrictEqual(new Set(thrown.items.map(({ code }) => code)), codes))
      wrong.push(`refused for ${thrown.items.map(({ code }) => code).join()}, planned ${[...codes].join()}`);
  }
  if (wrong.length > 0) return wrong;
  const after = [
    await readContents(database, await inForce(database), base.spec),
    await readTableShapes(database.pool, null),
  ];
  if (!isDeepStrictEqual(before, after)) wrong.push('a refusal changed something');
  if (!(await planFor(database, base, false)).empty)
    wrong.push('after a refusal the plan of what is in force is not empty');
  return wrong;
}

/** What a migration must not leave: steps not made, objects in between, formulas that are not what they say. */
async function untidy(database: Database, { model }: Definitions): Promise<string[]> {
  const { pool } = database;
  const again = await prepareMigration(pool, model, { countRefusals: false });
  const { rows } = await pool.query<{ what: string }>(
    `select format('trigger %s', tgname) as what from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where c.relnamespace = 'app'::regnamespace and not tgisinternal and tgname !~ '^2\\.formula\\.'
     union all select format('function %s', proname) from pg_proc
       where pronamespace = 'app'::regnamespace and not exists (select from pg_trigger where tgfoid = pg_proc.oid)
     union all select format('unusable index %s', indexrelid::regclass) from pg_index i join pg_class c on c.oid = i.indrelid
       where c.relnamespace = 'app'::regnamespace and not indisvalid
     union all select format('constraint not proven: %s', conname) from pg_constraint
       where connamespace = 'app'::regnamespace and not convalidated
     union all select format('list %s', relname) from pg_class
       where relnamespace = 'jig'::regnamespace and relname ~ '\\.numbers$'
     union all select format('migration left %s', state) from jig.migration where state not in ('done', 'taken_back')`,
  );
  const formulas: string[] = [];
  for (const { name, columns } of again.schema.tables)
    for (const { name: column, generated } of columns) {
      if (generated === null) continue;
      const { rows: off } = await pool.query(
        `select from app."${name}" where "${column}" is distinct from (${generated.expression}) limit 1`,
      );
      if (off.length > 0) formulas.push(`the formula in ${name}.${column} is out of date`);
    }
  return [
    ...again.steps.map(({ kind, table }) => `left to do: ${kind} ${table.name}`),
    ...again.drift.map(({ what }) => `drift: ${what}`),
    ...rows.map(({ what }) => `left behind: ${what}`),
    ...formulas,
  ];
}
