import type { ClientBase } from 'pg';
import { createHash } from 'node:crypto';
import type { DataRefusal, Drift } from '../../runtime/diff/refusals.ts';
import type { Model } from '../../runtime/model/model.ts';
import { placesOf, schemaHash } from '../releases/active-release.ts';
import { livingProcesses } from '../releases/process-rows.ts';
import { readReleaseState } from '../releases/release-store.ts';
import { type DesiredSchema, desiredSchema } from '../sql/ddl.ts';
import { allocateNames } from './allocate-names.ts';
import { atomicStages } from './atomic-stages.ts';
import { countRefusals } from './count-refusals.ts';
import { diffSchema } from './diff-schema.ts';
import { findEmptyPlaces } from './find-empty-places.ts';
import type { NameRow } from './physical-names.ts';
import { planStages } from './plan-stages.ts';
import { type Catalog, readCatalog } from './read-catalog.ts';
import { readDrift } from './read-drift.ts';
import { movedByFormula, movedByType, parallelColumns, relocate } from './relocate.ts';
import { readPurged } from './read-purged.ts';
import type { Stage } from './stage.ts';
import type { Step } from './step.ts';
import type { Parallel } from './sync-trigger.ts';
import { readTableShapes } from './table-shape.ts';
import { readTableSizes } from './table-size.ts';

/** Everything that bringing the tables to a model takes; plain data. */
export type Preparation = {
  /** `none`: the tables stay as they are. */
  readonly mode: 'none' | 'atomic' | 'online';
  /** In their order; the activation is always one of them. */
  readonly stages: readonly Stage[];
  /** What the data has against it; empty where it was not asked. */
  readonly refusals: readonly DataRefusal[];
  readonly drift: readonly Drift[];
  /** Names of the model whose values were removed for good since an earlier release had them: they come back empty. */
  readonly purged: readonly { readonly entity: string; readonly field: string | null }[];
  /** Rows of `jig.physical_name` under the new release. */
  readonly names: readonly NameRow[];
  readonly schema: DesiredSchema;
  readonly schemaHash: string;
  readonly steps: readonly Step[];
  /** Tables that are there and are changed or looked at, by physical name. */
  readonly tables: Readonly<Record<string, PreparedTable>>;
};

export type PreparedTable = {
  /** SHA-256 over what Postgres says of the table. */
  readonly hash: string;
  readonly entity: string | null;
  readonly rows: number;
  readonly bytes: number;
};

export type PrepareOptions = {
  /** Records up to which a table is changed within one transaction. */
  readonly rowLimit?: number;
  /** Step by step, however small the tables are. */
  readonly forceOnline?: boolean;
  /** Whether to ask the data what stands in the way, which reads whole tables. */
  readonly countRefusals: boolean;
};

/** Changing so many records within one transaction takes a fraction of a second. */
const ROW_LIMIT = 10_000;

type Client = Pick<ClientBase, 'query'>;

/**
 * Works out what bringing the tables to the model takes, and how: in one transaction where all that is touched is new or small and
 * no process answers requests meanwhile, else step by step beside them. Only reads, also in a read-only transaction.
 */
export async function prepareMigration(
  client: Client,
  model: Model,
  options: PrepareOptions,
): Promise<Preparation> {
  const { rowLimit = ROW_LIMIT, forceOnline = false } = options;
  const { timeZone } = model.workspace;
  const state = await readReleaseState(client);
  const catalog = await readCatalog(client);
  const before = state.names.inForce;
  const plain = allocateNames(model, state.names, catalog, await findEmptyPlaces(client, model, state.names));
  const build = (names: readonly NameRow[]): Target => {
    const schema = desiredSchema(model, placesOf(names), state.trigramOperators);
    return { names, schema, steps: diffSchema(model, schema, catalog, before, names) };
  };
  const direct = build(plain);
  const touched = [...new Set(direct.steps.map(({ table }) => table.name))].filter((name) =>
    catalog.tables.has(name),
  );
  const sizes = await readTableSizes(client, touched);
  const shapes = await readTableShapes(client, touched);
  const refusals = options.countRefusals ? await countRefusals(client, direct.steps, timeZone) : [];
  const entities = new Map(direct.schema.tables.map(({ name, entity }) => [name, entity]));
  const found = {
    refusals,
    drift: await readDrift(client),
    purged: await readPurged(client, model),
    tables: Object.fromEntries(
      touched.map((name) => [
        name,
        {
          hash: createHash('sha256').update(JSON.stringify(shapes[name])).digest('hex'),
          entity: entities.get(name) ?? null,
          rows: sizes.get(name)?.rows ?? 0,
          bytes: sizes.get(name)?.bytes ?? 0,
        },
      ]),
    ),
  };
  const rows = new Map([...sizes].map(([name, size]) => [name, size.rows]));
  const isLarge = [...rows.values()].some((count) => count > rowLimit);
  const isServing = state.release !== null && (await livingProcesses(client)).length > 0;
  if (direct.steps.length === 0 || !(forceOnline || isLarge || isServing)) {
    const mode = direct.steps.length === 0 ? 'none' : 'atomic';
    const stages = atomicStages(direct.steps, rows, timeZone);
    return {
      ...found,
      ...direct,
      mode,
      stages: stages.map((stage) => sayPurged(stage, found.purged)),
      schemaHash: schemaHash(direct.schema),
    };
  }
  const { target, parallels } = besideRequests(direct, build, catalog);
  const stages = planStages({ steps: target.steps, parallels, shapes, rows, timeZone });
  return {
    ...found,
    ...target,
    mode: 'online',
    stages: stages.map((stage) => sayPurged(stage, found.purged)),
    schemaHash: schemaHash(target.schema),
  };
}

/** Whoever publishes an earlier definition again hears what does not come back with it. */
function sayPurged(stage: Stage, purged: Preparation['purged']): Stage {
  if (stage.runs !== 'activate' || purged.length === 0) return stage;
  const names = purged.map(({ entity, field }) => `\`${field === null ? entity : `${entity}.${field}`}\``);
  const verb = names.length === 1 ? 'comes' : 'come';
  return {
    ...stage,
    what: `${stage.what} ${names.join(', ')} ${verb} back empty: what was there was removed for good (\`jig purge\`).`,
  };
}

type Target = {
  readonly names: readonly NameRow[];
  readonly schema: DesiredSchema;
  readonly steps: readonly Step[];
};

/** The same target with columns of their own for what cannot be changed in its place; formulas follow what they look at. */
function besideRequests(
  direct: Target,
  build: (names: readonly NameRow[]) => Target,
  catalog: Catalog,
): { readonly target: Target; readonly parallels: readonly Parallel[] } {
  const types = relocate(direct.names, movedByType(direct.steps, catalog), catalog);
  const parallels = parallelColumns(direct.steps, types.moved, catalog);
  const retyped = types.moved.size === 0 ? direct : build(types.names);
  const formulas = relocate(retyped.names, movedByFormula(retyped.schema, catalog), catalog);
  return { target: formulas.moved.size === 0 ? retyped : build(formulas.names), parallels };
}
