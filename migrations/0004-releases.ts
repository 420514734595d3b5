import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Releases with their reason, origin and plan; migrations that can be resumed; who serves what; approvals. */
export const releases: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const RELEASES = [
  // `content_hash` is the same wherever the same files are released; `hash` is of the model that they compile to.
  `alter table jig.release
    add content_hash text check (length(content_hash) = 64),
    add reason text,
    add git_commit text collate "C",
    add plan json,
    add rolled_back_to int references jig.release on delete restrict`,
  `create index release_activated_by on jig.release (activated_by)`,
  // What the tables looked like when the program last changed them: whatever differs was changed by hand.
  `alter table jig.schema_state add tables json`,
];

const MIGRATIONS = [
  // Between the first step and the last, everything needed to go on in another process or to go back.
  `create table jig.migration (
    id uuid primary key,
    base int references jig.release on delete restrict,
    hash text not null check (length(hash) = 64),
    content_hash text check (length(content_hash) = 64),
    model json not null,
    definitions json,
    names json not null,
    schema_hash text not null,
    stages json not null,
    done int not null default 0,
    progress json,
    state text not null check (state in ('running', 'paused', 'taking_back', 'done', 'taken_back')),
    problem json,
    reason text,
    git_commit text collate "C",
    plan json,
    rolled_back_to int references jig.release on delete restrict,
    started_by uuid not null references jig.actor on delete restrict,
    started_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    finished_at timestamptz,
    release int references jig.release on delete restrict
  )`,
  `create unique index migration_open on jig.migration ((true)) where state in ('running', 'paused', 'taking_back')`,
  `create index migration_started_by on jig.migration (started_by)`,
];

const PROCESSES = [
  // `oldest` is the oldest release that a request of the process still works under: a migration waits for it before it binds.
  `create unlogged table jig.process (
    id uuid primary key,
    name text not null,
    serving int not null,
    oldest int not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now()
  )`,
];

const APPROVALS = [
  `create table jig.plan_approval (
    id bigint generated always as identity primary key,
    fingerprint text collate "C" not null check (fingerprint ~ '^[0-9a-f]{16}$'),
    code text collate "C" not null,
    subject text collate "C" not null,
    owner text collate "C" not null,
    message text not null,
    plan_hash text not null check (length(plan_hash) = 64),
    approved_by uuid not null references jig.actor on delete restrict,
    approved_for text,
    reason text not null,
    at timestamptz not null default now()
  )`,
  `create index plan_approval_fingerprint on jig.plan_approval (fingerprint, at)`,
  `create index plan_approval_approved_by on jig.plan_approval (approved_by)`,
  `create trigger plan_approval_is_append_only before update or delete or truncate on jig.plan_approval
     for each statement execute function jig.refuse_rewriting()`,
];

const STATEMENTS = [...RELEASES, ...MIGRATIONS, ...PROCESSES, ...APPROVALS];
