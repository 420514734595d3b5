import type { PoolClient } from 'pg';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { createRunFacts, type RunFacts } from '../../runtime/rules/run-facts.ts';
import { SYSTEM_ACTOR_ID } from '../db/system-tables.ts';
import { allocateNames } from '../migrate/allocate-names.ts';
import { findEmptyPlaces } from '../migrate/find-empty-places.ts';
import type { NameRow } from '../migrate/physical-names.ts';
import { type Catalog, readCatalog } from '../migrate/read-catalog.ts';
import { parametersInForce } from '../parameters/parameter-store.ts';
import { readReleaseState, type ReleaseState } from '../releases/release-store.ts';
import type { Live, LiveSide } from './live.ts';
import { createOverlay } from './overlay.ts';

/** Rules that nobody in particular asks, and whoever has the machine in hand. */
export const OPERATOR: Actor = {
  kind: 'system',
  id: SYSTEM_ACTOR_ID,
  name: 'Jig',
  roles: [],
  holdings: [],
  attributes: {},
};

export type LiveInput = {
  /** Of the release in force; null before the first one. */
  readonly inForce: Model | null;
  /** What the plan starts from: that release, or another state laid over its tables. */
  readonly base: Model | null;
  readonly head: Model;
  /** Where the head's values will be; worked out here where nothing is to be migrated. */
  readonly headPlaces: readonly NameRow[] | null;
  readonly reader: Actor;
  readonly now: Date;
  readonly today: string;
  readonly rowLimit: number;
};

/** Lays both models over the tables that there are. The client is in the transaction of the plan. */
export async function openLive(client: PoolClient, input: LiveInput): Promise<Live> {
  const { inForce, base, head, reader, now, today, rowLimit } = input;
  const state = await readReleaseState(client);
  const catalog = await readCatalog(client);
  const facts = async (model: Model, actor: Actor): Promise<RunFacts> => ({
    ...createRunFacts(model, actor, await parametersInForce(client, model, now), now),
    today,
  });
  const side = async (
    model: Model,
    prefix: string,
    places: readonly NameRow[],
    filled: boolean,
  ): Promise<LiveSide> => ({
    overlay: createOverlay({ model, places, inForce: state.names.inForce, catalog, prefix, filled }),
    facts: await facts(model, OPERATOR),
  });
  const nothing: Model = inForce ?? { ...head, entities: {}, tools: {} };
  const live = await side(nothing, 'now', state.names.inForce, true);
  return {
    inForce: live,
    base:
      base === null
        ? null
        : base === inForce
          ? live
          : await side(base, 'base', await placesFor(client, base, state, catalog), false),
    head: await side(
      head,
      'head',
      input.headPlaces ?? (await placesFor(client, head, state, catalog)),
      false,
    ),
    reader,
    readerFacts: await facts(nothing, reader),
    now,
    rowLimit,
  };
}

/** Where a model's values are, as if it were to be released now. */
async function placesFor(
  client: PoolClient,
  model: Model,
  state: ReleaseState,
  catalog: Catalog,
): Promise<readonly NameRow[]> {
  return allocateNames(model, state.names, catalog, await findEmptyPlaces(client, model, state.names));
}
