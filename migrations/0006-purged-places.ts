import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was purged is gone: the row stays, to say so to whoever looks for it. */
export const purgedPlaces: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table jig.physical_name
    add purged_at timestamptz,
    add check (purged_at is null or until_release is not null)`,
];
