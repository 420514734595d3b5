import type { Entity } from '../../runtime/model/model.ts';
import { ownTitle } from '../../runtime/plan/column.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { createReadScope, type ReadScope } from '../../runtime/policy/read-scope.ts';
import type { RunFacts } from '../../runtime/rules/run-facts.ts';
import { bindFacts } from '../sql/bind-facts.ts';
import type { WithFacts } from '../sql/bind-facts.ts';
import { createBinder, type Binder, type Statement } from '../sql/binder.ts';
import { recordTarget } from '../sql/expression/record-target.ts';
import type { SqlTarget } from '../sql/expression/target.ts';
import { createReading } from '../sql/gate.ts';
import { createJoins, type Joins, type SqlModel } from '../sql/joins.ts';
import { titleText } from '../sql/projection.ts';
import type { Ask } from './budget.ts';
import type { Overlay } from './overlay.ts';

/** One of the two models, over the records that there are. */
export type LiveSide = {
  readonly overlay: Overlay;
  /** What its rules see when nobody in particular acts. */
  readonly facts: RunFacts;
};

/** The database as the questions of one plan see it. */
export type Live = {
  /** The release in force: who sees which samples is by it. */
  readonly inForce: LiveSide;
  /** Null where the plan starts from nothing. */
  readonly base: LiveSide | null;
  readonly head: LiveSide;
  readonly reader: Actor;
  readonly readerFacts: RunFacts;
  readonly now: Date;
  /** Records up to which everything is counted; above, a sample is. */
  readonly rowLimit: number;
};

/** Facts of a statement that asks two models at once, each by its own. */
export type LiveRun = readonly RunFacts[];

/** Places of one side in a statement over several: they share the binder and keep their facts apart. */
export function sideBinder(binder: Binder<LiveRun>, at: number): Binder<WithFacts> {
  return {
    bind: (pick) =>
      binder.bind((runs) => {
        const facts = runs[at];
        if (facts === undefined) throw new Error(`There are no facts at ${at}.`);
        return pick({ facts });
      }),
    finish: () => {
      throw new Error('Only the whole statement is finished.');
    },
  };
}

/** The row `t` of an entity, as one side sees it: its joins, and where its rules find values. */
export type Row = {
  readonly sql: SqlModel;
  readonly joins: Joins;
  readonly target: SqlTarget;
  readonly entity: Entity;
};

/** Lays the row out. `prefix` keeps the joins of several sides apart. */
export function rowOf(side: LiveSide, entity: string, binder: Binder<WithFacts>, prefix: string): Row {
  const { model, names } = side.overlay;
  const found = model.entities[entity];
  if (found === undefined) throw new Error(`There is no entity \`${entity}\` here.`);
  const bind = bindFacts(binder, null);
  const sql: SqlModel = { model, names, known: bind };
  const { gate } = createReading(sql, binder);
  const joins = createJoins(sql, found, 't', prefix, gate);
  return { sql, joins, entity: found, target: recordTarget({ sql, joins, steps: [], entity: found, bind }) };
}

/** The entity of a side whose records are in that table; null where there is none. */
export function entityAt({ overlay }: LiveSide, table: string): string | null {
  return Object.keys(overlay.model.entities).find((name) => overlay.table(name) === table) ?? null;
}

/** Runs a finished statement. */
export function run<Result extends readonly unknown[]>(
  ask: Ask,
  statement: Statement<LiveRun>,
  runs: LiveRun,
): Promise<readonly Result[]> {
  return ask<Result>(
    statement.text,
    statement.binds.map((pick) => pick(runs)),
  );
}

/** What the reader may see of the row `t`, under the release in force. */
export type Sight = {
  readonly joins: Joins;
  /** SQL: the row may be read. */
  readonly visible: string;
  /** SQL of the title; null where it is never shown. */
  readonly title: string | null;
  readonly scope: ReadScope;
  readonly entity: Entity;
};

export function readerSight(live: Live, table: string, binder: Binder<WithFacts>): Sight | null {
  const { inForce, reader } = live;
  const name = entityAt(inForce, table);
  if (name === null) return null;
  const { model, names } = inForce.overlay;
  const scope = createReadScope(model, reader);
  const entity = model.entities[name];
  if (entity === undefined || !scope.decision(name).allowed) return null;
  const { sql, gate } = createReading({ model, names }, binder);
  const joins = createJoins(sql, entity, 't', 's', gate);
  const title = ownTitle(scope, entity);
  return {
    joins,
    scope,
    entity,
    visible: joins.condition(scope.rows(entity)),
    title: title === null ? null : titleText(joins, title),
  };
}

export const newBinder = (): Binder<LiveRun> => createBinder<LiveRun>();
