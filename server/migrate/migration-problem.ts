import type { ClientBase } from 'pg';
import { codeOf, messageOf } from '../db/connection-problem.ts';
import { inApp } from '../sql/ddl-quote.ts';
import { askObjection } from './check-step.ts';
import type { MigrationProblem } from './migration-outcome.ts';
import type { Stage } from './stage.ts';

/** Something that a person has to see before the migration goes on. */
export class MigrationPause extends Error {
  override readonly name = 'MigrationPause';
  readonly problem: MigrationProblem;

  constructor(problem: MigrationProblem, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
  }
}

const RESUME = 'Then resume the migration; it goes on exactly where it stopped.';

type Words = readonly [code: string, message: string, next: string];

/** By SQLSTATE, or its class of two characters. */
const WORDS: Readonly<Record<string, Words>> = {
  '53100': ['migration/disk-full', 'The disk of the database is full.', `Make room. ${RESUME}`],
  '53200': [
    'migration/out-of-memory',
    'The database server has no memory or no lock left for the step.',
    `Raise max_locks_per_transaction or free memory. ${RESUME}`,
  ],
  '53': ['migration/out-of-room', 'The database server lacks what the step needs.', `Free it. ${RESUME}`],
  '42501': [
    'migration/privilege',
    'The database user lacks a right.',
    `Let the user of DATABASE_URL own everything in the schemas \`app\` and \`jig\`. ${RESUME}`,
  ],
  '57014': ['migration/cancelled', 'Somebody or a time limit cancelled the statement.', RESUME],
  '25006': ['migration/read-only', 'The database takes no changes at the moment.', RESUME],
  '40': [
    'migration/conflict',
    'Other transactions got in the way each time it was tried.',
    `Wait until there is less to do. ${RESUME}`,
  ],
  '08': ['migration/connection-lost', 'The connection to the database was lost.', RESUME],
  '57': ['migration/connection-lost', 'The database stopped or ended the connection.', RESUME],
  '23502': ['data/nulls', 'A record has no value where one is required.', `Fill it in. ${RESUME}`],
};

/** Whether another try may succeed by itself: a busy table, a deadlock. */
export function isWorthAnotherTry(error: unknown): boolean {
  return ['55P03', '40P01', '40001'].includes(codeOf(error) ?? '');
}

export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return (
    /^(?:08|57P0)|^E(?:CONN|PIPE|TIMEDOUT)/u.test(code) ||
    (error instanceof Error && /connection (?:terminated|ended)|not queryable/iu.test(error.message))
  );
}

/** What the failure of a stage means and what to do; asks the data where it may be to blame. */
export async function explainFailure(
  client: Pick<ClientBase, 'query'>,
  stage: Stage,
  error: unknown,
): Promise<MigrationProblem> {
  if (error instanceof MigrationPause) return error.problem;
  const code = codeOf(error) ?? '';
  if (code.startsWith('23') && stage.refusal !== null) {
    const found = await refused(client, stage);
    if (found !== null) return found;
  }
  if (code === '55P03') return await busyTable(client, stage);
  const words = isConnectionLost(error) ? WORDS['08'] : (WORDS[code] ?? WORDS[code.slice(0, 2)]);
  if (words !== undefined)
    return {
      code: words[0],
      stage: stage.id,
      message: `${at(stage)}: ${words[1]}`,
      next: words[2],
      samples: [],
    };
  return {
    code: 'migration/failed',
    stage: stage.id,
    message: `${at(stage)}: ${withoutValues(messageOf(error))}.`,
    next: `Put right what the message names. ${RESUME} Or take it back, if it is not active yet.`,
    samples: [],
  };
}

/** The records that are in the way of the stage, as a problem; null when there are none. */
export async function refused(
  client: Pick<ClientBase, 'query'>,
  stage: Stage,
): Promise<MigrationProblem | null> {
  if (stage.refusal === null) return null;
  const item = await askObjection(client, stage.refusal);
  if (item === null) return null;
  const place = item.field === null ? item.entity : `${item.entity}.${item.field}`;
  return {
    code: item.code,
    stage: stage.id,
    message: `\`${place}\`: ${item.reason}.`,
    next: item.next,
    samples: item.samples,
  };
}

/** Who holds the table, by name of the program and since when; never what it does there. */
async function busyTable(client: Pick<ClientBase, 'query'>, stage: Stage): Promise<MigrationProblem> {
  const holders = stage.table === null ? [] : await holdersOf(client, stage.table);
  const named = holders.length === 0 ? 'another session' : holders.join('; ');
  return {
    code: 'migration/busy-table',
    stage: stage.id,
    message: `${at(stage)}: the table \`${stage.table ?? ''}\` could not be had for a moment, it is held by ${named}.`,
    next: `Wait until that ends, or end it (pg_terminate_backend). ${RESUME}`,
    samples: [],
  };
}

/** Sessions with a lock on the table, the oldest transaction first. */
export async function holdersOf(client: Pick<ClientBase, 'query'>, table: string): Promise<string[]> {
  const { rows } = await client.query<{ who: string }>(
    `select format('%s (process %s, in a transaction since %s)', coalesce(nullif(a.application_name, ''), 'a session without a name'), a.pid,
       to_char(a.xact_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"')) as who
     from (select distinct pid from pg_locks where relation = to_regclass($1) and granted and pid <> pg_backend_pid()) l
     join pg_stat_activity a on a.pid = l.pid order by a.xact_start nulls last limit 3`,
    [inApp(table)],
  );
  return rows.map(({ who }) => who);
}

const at = ({ id }: Stage): string => `Step “${id}” stopped`;

/** The server's sentence without what it quotes from a record. */
function withoutValues(message: string): string {
  return message.replace(/: ".*$/su, '');
}
