import { isDeepStrictEqual } from 'node:util';
import type { Plan } from '../../runtime/diff/plan.ts';
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
import { readContents } from './random-contents.ts';
import type { Definitions } from './random-definitions.ts';
import { unsafeStages } from './unsafe-statements.ts';
import { untidy } from './untidy.ts';

/** What putting definitions in force came to; `wrong` has a sentence for everything that must not be. */
export type Applied = {
  readonly mode: Preparation['mode'];
  readonly isPublished: boolean;
  readonly isRefused: boolean;
  readonly statements: number;
  readonly wrong: string[];
};

const TODAY = '2026-11-26';

export async function inForce(database: Database): Promise<ActiveRelease> {
  const release = await loadNewestRelease(database.pool);
  if (release === null) throw new Error('nothing in force');
  return release;
}

/** Plans, puts in force and plans again; where the data is in the way, tries it nevertheless and looks whether anything changed. */
export async function apply(
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
