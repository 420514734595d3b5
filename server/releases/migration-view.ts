import { mayPublish } from '../../runtime/policy/release-policy.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import type { AbilityJson } from '../../runtime/wire/access.ts';
import type { MigrationJson } from '../../runtime/wire/releases.ts';
import type { Database } from '../db/open.ts';
import { instant } from '../identity/assignment-store.ts';
import type { MigrationProblem } from '../migrate/migration-outcome.ts';
import type { BatchProgress } from '../migrate/migration-row.ts';
import { hasRunner } from '../migrate/runner-session.ts';
import type { Stage } from '../migrate/stage.ts';

type Row = Omit<MigrationJson, 'attended' | 'stages' | 'problem' | 'may_resume' | 'may_take_back'> & {
  readonly stages: readonly Stage[];
  readonly done: number;
  readonly progress: BatchProgress | null;
  readonly problem: MigrationProblem | null;
};

const OPEN: ReadonlySet<string> = new Set(['running', 'paused', 'taking_back']);

const READ =
  `select m.id, m.state, m.base, m.release, m.reason, json_build_object('id', a.id, 'name', a.name) as started_by, ` +
  `${instant('m.started_at')} as started_at, ${instant('m.updated_at')} as updated_at, ${instant('m.finished_at')} as finished_at, ` +
  `m.rolled_back_to, m.stages, m.done, m.progress, m.problem from jig.migration m join jig.actor a on a.id = m.started_by`;

/** The open migration, else (with `closed`) the last that there was, as somebody sees it; null where there is none. */
export async function viewMigration(
  database: Database,
  viewer: { readonly model: Model; readonly actor: Actor },
  { closed }: { readonly closed: boolean },
): Promise<MigrationJson | null> {
  const { rows } = await database.pool.query<Row>(
    `${READ} where $1 or m.finished_at is null order by m.finished_at is null desc, m.started_at desc, m.id desc limit 1`,
    [closed],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const attended = OPEN.has(row.state) && (await hasRunner(database));
  return view(row, attended, viewer);
}

function view(
  { stages, done, progress, problem, ...row }: Row,
  attended: boolean,
  { model, actor }: { readonly model: Model; readonly actor: Actor },
): MigrationJson {
  const may = mayPublish(model, actor);
  const able = (reason: string | null): AbilityJson =>
    !may.allowed
      ? { allowed: false, reason: may.reason }
      : { allowed: reason === null, reason: reason ?? may.reason };
  const isOpen = OPEN.has(row.state);
  const over = isOpen ? null : 'The migration is over.';
  return {
    ...row,
    attended,
    stages: stages.map((stage, at) => ({
      id: stage.id,
      phase: stage.phase,
      what: stage.what,
      entity: stage.entity,
      state: at < done ? 'done' : at === done && attended ? 'running' : 'waiting',
      progress: progressOf(stage, at < done, progress),
    })),
    problem:
      problem === null ? null : { ...problem, samples: seesSamples(model, actor) ? problem.samples : [] },
    may_resume: able(over ?? (attended ? 'A process works on it now.' : null)),
    may_take_back: able(
      over ??
        (row.release === null ? null : 'Its release is in force, so it can only go on; roll back after it.'),
    ),
  };
}

function progressOf(
  stage: Stage,
  isDone: boolean,
  progress: BatchProgress | null,
): { readonly done: number; readonly of: number } | null {
  if (stage.runs !== 'batches') return null;
  if (isDone) return { done: stage.rows, of: stage.rows };
  return { done: progress?.stage === stage.id ? progress.rows : 0, of: stage.rows };
}

/** Samples are ids, which open nothing by themselves; still only those who publish have to act on them. */
function seesSamples(model: Model, actor: Actor): boolean {
  return mayPublish(model, actor).allowed;
}
