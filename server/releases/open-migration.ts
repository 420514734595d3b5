import type { ClientBase } from 'pg';
import { instant } from '../identity/assignment-store.ts';

type Client = Pick<ClientBase, 'query'>;

/** The change of the tables that is under way or waits, for whoever has to be told of it. */
export type OpenMigration = {
  readonly id: string;
  readonly state: 'running' | 'paused' | 'taking_back';
  readonly startedBy: string;
  readonly startedAt: string;
  readonly reason: string | null;
  readonly stagesDone: number;
  readonly stages: number;
  /** Set from its activation on: then it can only go on. */
  readonly release: number | null;
};

/** There is at most one; null where nothing is open. */
export async function findOpenMigration(client: Client): Promise<OpenMigration | null> {
  const { rows } = await client.query<OpenMigration>(
    `select m.id, m.state, a.name as "startedBy", ${instant('m.started_at')} as "startedAt", m.reason, m.done as "stagesDone",
       json_array_length(m.stages) as stages, m.release
     from jig.migration m join jig.actor a on a.id = m.started_by
     where m.state in ('running', 'paused', 'taking_back')`,
  );
  return rows[0] ?? null;
}
