import type { DesiredTable } from '../sql/ddl.ts';
import type { Stage } from './stage.ts';

/**
 * Order of the stages of an online migration. Before the activation comes what the release in force tolerates: what loosens, what is
 * new, what fills it. After it, once nobody works under the older release, what binds and what cleans up.
 */
export const RANK = {
  loosen: 10,
  createTable: 20,
  referNewTable: 25,
  addColumn: 30,
  referNewColumn: 40,
  indexPresent: 45,
  copy: 50,
  number: 51,
  fill: 52,
  compute: 54,
  askWhatFits: 56,
  proveCopied: 58,
  validateNewReference: 60,
  indexFilled: 65,
  askData: 70,
  dropUnique: 75,
  activate: 80,
  fillRest: 90,
  raiseSequence: 92,
  addConstraint: 100,
  validate: 110,
  require: 115,
  dropDefault: 120,
  endSync: 125,
  dropIndex: 130,
  dropGenerated: 135,
} as const;

/** A stage before it has its number. */
export type Draft = Omit<Stage, 'id' | 'phase'> & { readonly rank: number; readonly name: string };

const ACCESS_EXCLUSIVE = 'ACCESS EXCLUSIVE';

type Brief = Pick<Draft, 'rank' | 'name' | 'what' | 'sql'> & {
  readonly table: DesiredTable;
  readonly field?: string | null;
  readonly undo?: readonly string[];
  readonly lock?: string;
};

/** Changes of the catalog alone: over in milliseconds once it has the lock. */
export function brief({ table, field = null, undo = [], lock = ACCESS_EXCLUSIVE, ...own }: Brief): Draft {
  return {
    ...own,
    entity: table.entity,
    field,
    table: table.name,
    runs: 'transaction',
    index: null,
    lock,
    rows: 0,
    rewrites: false,
    undo,
    refusal: null,
  };
}

type Long = Omit<Brief, 'lock'> & {
  readonly runs: 'transaction' | 'batches' | 'check';
  readonly rows: number;
  readonly refusal?: Stage['refusal'];
};

/** Goes through the records while everybody goes on working: nothing that it locks is waited for longer than a batch takes. */
export function long({ table, field = null, undo = [], refusal = null, ...own }: Long): Draft {
  return {
    ...own,
    entity: table.entity,
    field,
    table: table.name,
    index: null,
    lock: null,
    rewrites: false,
    undo,
    refusal,
  };
}

/** Numbers the stages in their order. */
export function finishStages(drafts: readonly Draft[]): Stage[] {
  const width = String(drafts.length).length < 2 ? 2 : String(drafts.length).length;
  return drafts
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ rank, name, ...stage }, at) => ({
      ...stage,
      id: `${String(at + 1).padStart(width, '0')} ${name}`,
      phase: phaseOf(rank),
    }));
}

function phaseOf(rank: number): Stage['phase'] {
  if (rank < RANK.copy) return 'expand';
  if (rank < RANK.activate) return 'backfill';
  return rank === RANK.activate ? 'activate' : 'contract';
}
