import type { Plan } from '../../runtime/diff/plan.ts';
import type { Drift } from '../../runtime/diff/refusals.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';
import { prepareMigration } from '../migrate/prepare-migration.ts';
import { readReleaseState } from '../releases/release-store.ts';
import type { PlanHead } from './make-plan.ts';
import { databaseInputs, definitionInputs, FILE, TABLE } from './plan-inputs.ts';

/**
 * What moved since a plan was made, a sentence each; empty where it is still good. Tables that it does not touch do not matter.
 * Only reads.
 */
export async function movedInputs(
  database: Database,
  plan: Plan,
  head: PlanHead,
): Promise<readonly string[]> {
  if (!Object.hasOwn(plan.inputs, 'release'))
    return [
      `The plan compares ${plan.head.name} with ${plan.base.name}, not with the database. Make one with \`jig plan\` without \`--base\`.`,
    ];
  const files = movedFiles(plan, definitionInputs(head.files));
  return inTransaction(
    database,
    async (client) => {
      await client.query('set transaction read only');
      const { release } = await readReleaseState(client);
      const preparation = await prepareMigration(client, head.model, { countRefusals: false });
      const now = databaseInputs(release, preparation);
      if (now['release'] !== plan.inputs['release'])
        return [...files, ...(await movedReleases(client, plan.base.release))];
      const tables = movedTables(
        plan,
        now,
        preparation.drift,
        (table) => preparation.tables[table]?.entity ?? null,
      );
      const isOther = now['program'] !== plan.inputs['program'] && files.length + tables.length === 0;
      return [
        ...files,
        ...tables,
        ...(isOther
          ? ['Another version of Jig made the plan: this one makes other tables of the same definitions.']
          : []),
      ];
    },
    { isolation: 'repeatable read' },
  );
}

/** Definition files that are other than they were. */
function movedFiles({ inputs }: Plan, now: Readonly<Record<string, string>>): readonly string[] {
  if (inputs['definitions'] === now['definitions']) return [];
  const paths = new Set(
    [...Object.keys(inputs), ...Object.keys(now)]
      .filter((name) => name.startsWith(FILE))
      .map((name) => name.slice(FILE.length)),
  );
  return [...paths].sort().flatMap((path) => {
    const [was, is] = [inputs[FILE + path], now[FILE + path]];
    if (was === is) return [];
    return [
      `${path} ${was === undefined ? 'is new' : is === undefined ? 'is gone' : 'changed'} since the plan was made.`,
    ];
  });
}

type Client = Parameters<typeof readReleaseState>[0];

/** Releases since the one that the plan starts from, with who published them. */
async function movedReleases(client: Client, base: number | null): Promise<readonly string[]> {
  const { rows } = await client.query<{ number: number; name: string; reason: string | null }>(
    `select r.number, a.name, r.reason from jig.release r join jig.actor a on a.id = r.activated_by
     where r.number > $1 order by r.number`,
    [base ?? 0],
  );
  if (rows.length === 0)
    return [
      `The plan starts from release ${base ?? 'none'}, which is not what this database has: it was made against another database.`,
    ];
  return rows.map(
    ({ number, name, reason }) =>
      `Release ${number} was published since by ${name}${reason === null ? '' : ` (${reason.replaceAll(/\s+/gu, ' ').trim()})`}.`,
  );
}

function movedTables(
  { inputs }: Plan,
  now: Readonly<Record<string, string>>,
  drift: readonly Drift[],
  entityOf: (table: string) => string | null,
): readonly string[] {
  const names = new Set(
    [...Object.keys(inputs), ...Object.keys(now)].filter((name) => name.startsWith(TABLE)),
  );
  return [...names].sort().flatMap((name) => {
    if (inputs[name] === now[name]) return [];
    const table = name.slice(TABLE.length);
    const entity = entityOf(table) ?? drift.find((found) => found.table === table)?.entity ?? table;
    const why = drift.filter((found) => found.table === table).map(({ what }) => what);
    const told = why.length === 0 ? 'it is not what it was when the plan was made.' : why.join(' ');
    return [`The table of \`${entity}\` changed: ${told}`];
  });
}
