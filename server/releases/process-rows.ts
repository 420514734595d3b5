import type { ClientBase } from 'pg';
import { instant } from '../identity/assignment-store.ts';

type Client = Pick<ClientBase, 'query'>;

/** A process that has not been heard of for this long is taken for dead. */
const DEAD_AFTER_S = 10;
/** Rows of processes that died without a word are removed after this long. */
const FORGET_AFTER_S = 3_600;

export type ProcessRow = {
  readonly id: string;
  readonly name: string;
  readonly serving: number;
  /** Oldest release that one of its requests still works under. */
  readonly oldest: number;
};

/** SQL that says what a process serves; creates its row where there is none. */
export const TELL_PROCESS = `insert into jig.process (id, name, serving, oldest) values ($1, $2, $3, $4)
  on conflict (id) do update set serving = excluded.serving, oldest = excluded.oldest, seen_at = now()`;

/** SQL that removes the row of a process that ends, and those that are long dead. */
export const FORGET_PROCESS = `delete from jig.process where id = $1 or seen_at < now() - interval '${FORGET_AFTER_S} seconds'`;

export type LivingProcess = ProcessRow & { readonly started_at: string; readonly seen_at: string };

/** Processes that answer requests now, the longest running first. */
export async function livingProcesses(client: Client): Promise<readonly LivingProcess[]> {
  const { rows } = await client.query<LivingProcess>(
    `select id, name, serving, oldest, ${instant('started_at')} as started_at, ${instant('seen_at')} as seen_at
     from jig.process where seen_at > now() - interval '${DEAD_AFTER_S} seconds' order by started_at, id`,
  );
  return rows;
}

const ASK_EVERY_MS = 50;

/**
 * Waits until no living process works under a release before the given one. Needs no limit: a process answers, ends, or is taken
 * for dead. `told` hears once in a while whom it waits for.
 */
export async function untilDrained(
  client: Client,
  release: number,
  told: (waitingFor: readonly LivingProcess[]) => void = () => undefined,
): Promise<void> {
  for (;;) {
    const behind = (await livingProcesses(client)).filter(({ oldest }) => oldest < release);
    if (behind.length === 0) return;
    told(behind);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}
