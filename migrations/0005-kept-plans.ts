import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Plans that were made over HTTP: others look at them, approve and publish them by their hash. */
export const keptPlans: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table jig.kept_plan (
    hash text primary key check (length(hash) = 64),
    plan json not null,
    definitions json not null,
    rolls_back_to int references jig.release on delete restrict,
    made_by uuid not null references jig.actor on delete restrict,
    made_at timestamptz not null default now()
  )`,
  `create index kept_plan_made_at on jig.kept_plan (made_at)`,
  `create index kept_plan_made_by on jig.kept_plan (made_by)`,
];
