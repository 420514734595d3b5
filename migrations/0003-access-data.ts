import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What rules and grants read that no definition holds: attributes of people, scopes of roles, parameters, findings. */
export const accessData: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const PEOPLE = [
  `alter table jig.actor
    add attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object')`,
  // `given_by` is who gave it, `reason` why. An assignment is never edited but to be ended once.
  `alter table jig.role_assignment
    add scope jsonb check (jsonb_typeof(scope) = 'object'),
    add reason text,
    add starts_at timestamptz,
    add revoked_by uuid references jig.actor on delete restrict,
    add revoke_reason text`,
  `create index role_assignment_actor on jig.role_assignment (actor_id, given_at)`,
  `create index role_assignment_role on jig.role_assignment (role, given_at)`,
  `create index role_assignment_revoked_by on jig.role_assignment (revoked_by) where revoked_by is not null`,
];

const APPEND_ONLY = `create function jig.refuse_rewriting() returns trigger language plpgsql set search_path = pg_catalog as $$
  begin
    raise exception 'Rows of %.% are only ever added: % is refused', tg_table_schema, tg_table_name, tg_op
      using errcode = 'insufficient_privilege', hint = 'Correct a mistake with a new row.';
  end $$`;

const appendOnly = (table: string): string =>
  `create trigger ${table}_is_append_only before update or delete or truncate on jig.${table}
     for each statement execute function jig.refuse_rewriting()`;

const PARAMETERS = [
  // A row sets a value from an instant on, or withdraws the row of a value that was planned and is not yet in force.
  `create table jig.parameter_value (
    id uuid primary key default gen_random_uuid(),
    name text collate "C" not null,
    value text,
    effective_from timestamptz,
    withdraws uuid unique references jig.parameter_value on delete restrict,
    set_by uuid not null references jig.actor on delete restrict,
    set_at timestamptz not null default now(),
    reason text not null,
    check ((withdraws is null) = (value is not null)),
    check ((withdraws is null) = (effective_from is not null))
  )`,
  `create index parameter_value_in_force on jig.parameter_value (name, effective_from desc, set_at desc, id desc)
     where withdraws is null`,
  `create index parameter_value_history on jig.parameter_value (name, set_at, id)`,
  `create index parameter_value_set_by on jig.parameter_value (set_by)`,
  appendOnly('parameter_value'),
];

const FINDINGS = [
  // What checks would have refused (`observe`) or only said (`warn`); the record may be of an entity that is gone since.
  `create table jig.rule_finding (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    release int not null references jig.release on delete restrict,
    rule text collate "C" not null,
    entity text collate "C" not null,
    record_id uuid,
    actor_id uuid not null references jig.actor on delete restrict,
    request_id text,
    kind text not null check (kind in ('warn', 'observe'))
  )`,
  `create index rule_finding_rule on jig.rule_finding (rule, at)`,
  appendOnly('rule_finding'),
];

const STATEMENTS = [...PEOPLE, APPEND_ONLY, ...PARAMETERS, ...FINDINGS];
