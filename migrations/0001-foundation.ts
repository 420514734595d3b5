import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Jig's own tables, the functions and the collation that record tables use. */
export const foundation: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const ACTORS = [
  // The random part is weaker than a real version 7, which Postgres only makes itself from 18 on; the program gives its own.
  `create table jig.actor (
    id uuid primary key default gen_random_uuid(),
    kind text not null check (kind in ('person', 'service', 'system')),
    key text collate "C" not null unique,
    name text not null,
    email text,
    active boolean not null default true,
    created_at timestamptz not null default now()
  )`,
  `insert into jig.actor (id, kind, key, name) values ('00000000-0000-7000-8000-000000000001', 'system', 'system', 'Jig')`,
  `create table jig.role_assignment (
    id uuid primary key default gen_random_uuid(),
    actor_id uuid not null references jig.actor on delete restrict,
    role text collate "C" not null,
    given_by uuid not null references jig.actor on delete restrict,
    given_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz
  )`,
  `create index role_assignment_in_force on jig.role_assignment (actor_id) where revoked_at is null`,
  `create index role_assignment_given_by on jig.role_assignment (given_by)`,
  `create table jig.session (
    token_hash bytea primary key check (length(token_hash) = 32),
    actor_id uuid not null references jig.actor on delete restrict,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  `create index session_actor on jig.session (actor_id)`,
  `create index session_expiry on jig.session (expires_at)`,
  `create table jig.preference (
    actor_id uuid not null references jig.actor on delete restrict,
    key text collate "C" not null check (length(key) <= 200),
    value jsonb not null,
    updated_at timestamptz not null default now(),
    primary key (actor_id, key)
  )`,
  `create table jig.idempotency (
    actor_id uuid not null references jig.actor on delete restrict,
    key text collate "C" not null check (length(key) <= 200),
    request_hash text not null,
    status int not null,
    response text not null,
    created_at timestamptz not null default now(),
    primary key (actor_id, key)
  )`,
  `create index idempotency_created_at on jig.idempotency (created_at)`,
];

const RELEASES = [
  // `json` keeps the text: in jsonb the order of the author's fields would be lost.
  `create table jig.release (
    number int primary key check (number > 0),
    hash text not null check (length(hash) = 64),
    model json not null,
    definitions json,
    activated_at timestamptz not null default now(),
    activated_by uuid not null references jig.actor on delete restrict,
    base int references jig.release on delete restrict
  )`,
  `create table jig.physical_name (
    id bigint generated always as identity primary key,
    entity text collate "C" not null,
    field text collate "C",
    kind text not null check (kind in ('table', 'column', 'link')),
    table_name text collate "C" not null,
    column_name text collate "C",
    link_name text collate "C",
    since_release int not null references jig.release on delete restrict,
    until_release int references jig.release on delete restrict,
    check (until_release > since_release),
    check ((kind = 'table') = (field is null)),
    check ((kind = 'column') = (column_name is not null)),
    check ((kind = 'link') = (link_name is not null))
  )`,
  `create unique index physical_name_in_force on jig.physical_name (entity, coalesce(field, '')) where until_release is null`,
  `create unique index physical_place_in_force
     on jig.physical_name (table_name, kind, coalesce(column_name, link_name, '')) where until_release is null`,
  `create table jig.schema_state (
    id boolean primary key default true check (id),
    hash text not null,
    changed_at timestamptz not null default now()
  )`,
];

const AUDIT = [
  `create table jig.audit_entry (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    actor_id uuid not null references jig.actor on delete restrict,
    operation text not null,
    entity text collate "C",
    record_id uuid,
    before jsonb,
    after jsonb,
    reason text,
    release int references jig.release on delete restrict,
    decided_by text,
    request_id text,
    chain_hash bytea,
    previous_hash bytea
  )`,
  `create index audit_entry_record on jig.audit_entry (record_id, id) where record_id is not null`,
  `create index audit_entry_actor on jig.audit_entry (actor_id, id)`,
  `create function jig.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
  begin
    raise exception 'Audit entries are only ever added: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
      using errcode = 'insufficient_privilege', hint = 'Correct a mistake with a new entry.';
  end $$`,
  `create trigger audit_entry_is_append_only before update or delete or truncate on jig.audit_entry
     for each statement execute function jig.refuse_change()`,
];

const TEXT = [
  // Root order of Unicode, digits by their value (item 2 before item 10); equal only when equal byte for byte.
  `create collation jig.listing (provider = icu, locale = 'und-u-kn-true', deterministic = true)`,
  // The extension is where its owner put it. `unaccent` is only marked stable because a dictionary could be replaced.
  `do $do$
  declare place text := (select nspname from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'unaccent');
  begin
    execute format($f$
      create function jig.fold(text) returns text language sql immutable strict parallel safe as
      $$ select pg_catalog.lower(%1$I.unaccent('%1$I.unaccent'::regdictionary, pg_catalog.normalize($1)) collate jig.listing) $$
    $f$, place);
  end $do$`,
];

const STATEMENTS = ['create schema app', ...TEXT, ...ACTORS, ...RELEASES, ...AUDIT];
