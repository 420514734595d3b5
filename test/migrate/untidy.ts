import type { Database } from '../../server/db/open.ts';
import { prepareMigration } from '../../server/migrate/prepare-migration.ts';
import type { Definitions } from './random-definitions.ts';

/** What a migration must not leave: steps not made, objects in between, formulas that are not what they say. */
export async function untidy(database: Database, { model }: Pick<Definitions, 'model'>): Promise<string[]> {
  const { pool } = database;
  const again = await prepareMigration(pool, model, { countRefusals: false });
  const { rows } = await pool.query<{ what: string }>(
    `select format('trigger %s', tgname) as what from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where c.relnamespace = 'app'::regnamespace and not tgisinternal and tgname !~ '^2\\.formula\\.'
     union all select format('function %s', proname) from pg_proc
       where pronamespace = 'app'::regnamespace and not exists (select from pg_trigger where tgfoid = pg_proc.oid)
     union all select format('unusable index %s', indexrelid::regclass) from pg_index i join pg_class c on c.oid = i.indrelid
       where c.relnamespace = 'app'::regnamespace and not indisvalid
     union all select format('constraint not proven: %s', conname) from pg_constraint
       where connamespace = 'app'::regnamespace and not convalidated
     union all select format('list %s', relname) from pg_class
       where relnamespace = 'jig'::regnamespace and relname ~ '\\.numbers$'
     union all select format('migration left %s', state) from jig.migration where state not in ('done', 'taken_back')`,
  );
  const formulas: string[] = [];
  for (const { name, columns } of again.schema.tables)
    for (const { name: column, generated } of columns) {
      if (generated === null) continue;
      const { rows: off } = await pool.query(
        `select from app."${name}" where "${column}" is distinct from (${generated.expression}) limit 1`,
      );
      if (off.length > 0) formulas.push(`the formula in ${name}.${column} is out of date`);
    }
  return [
    ...again.steps.map(({ kind, table }) => `left to do: ${kind} ${table.name}`),
    ...again.drift.map(({ what }) => `drift: ${what}`),
    ...rows.map(({ what }) => `left behind: ${what}`),
    ...formulas,
  ];
}
