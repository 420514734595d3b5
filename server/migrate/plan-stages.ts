import { columnStages } from './column-stages.ts';
import { constraintStages } from './constraint-stages.ts';
import { indexStages } from './index-stages.ts';
import { loosenStages } from './loosen-stages.ts';
import type { OnlineChange } from './online-change.ts';
import { sequenceStages } from './sequence-stages.ts';
import type { Stage } from './stage.ts';
import { type Draft, finishStages, RANK } from './stage-draft.ts';

/**
 * The stages that bring tables in use to what the new release asks, beside running requests: expand, backfill, activate, contract.
 * Each may be interrupted anywhere and begun again; those before the activation can be taken back.
 */
export function planStages(change: OnlineChange): Stage[] {
  return finishStages([
    ...loosenStages(change),
    ...columnStages(change),
    ...sequenceStages(change),
    ...constraintStages(change),
    ...indexStages(change),
    activation([], 'Put the release in force: every process works under it from now on.'),
  ]);
}

/** The stage that writes the release; with it, in one transaction, whatever `sql` says. */
export function activation(sql: readonly string[], what: string): Draft {
  return {
    rank: RANK.activate,
    name: 'activate',
    what,
    entity: null,
    field: null,
    table: null,
    runs: 'activate',
    sql,
    index: null,
    lock: null,
    rows: 0,
    rewrites: false,
    undo: [],
    refusal: null,
  };
}
