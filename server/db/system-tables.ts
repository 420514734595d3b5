import type { ColumnType, Generated } from 'kysely';

/** Text as Postgres prints it (ISO style, UTC); written as ISO text or left to the column's default. */
type Instant = ColumnType<string, string | undefined, string>;
type Json = ColumnType<unknown, string | null, string | null>;

/** Everyone and everything that can act. */
export type ActorTable = {
  id: Generated<string>;
  kind: 'person' | 'service' | 'system';
  key: string;
  name: string;
  email: string | null;
  active: Generated<boolean>;
  created_at: Instant;
  /** Values of the workspace's user attributes, by name. */
  attributes: ColumnType<unknown, string | undefined, string>;
};

export type RoleAssignmentTable = {
  id: Generated<string>;
  actor_id: string;
  role: string;
  given_by: string;
  given_at: Instant;
  expires_at: ColumnType<string | null, string | null | undefined, string | null>;
  revoked_at: ColumnType<string | null, string | null | undefined, string | null>;
  /** Attributes that replace the person's own for the grants of this role. */
  scope: ColumnType<unknown, string | null | undefined, string | null>;
  /** Why it was given. */
  reason: ColumnType<string | null, string | null | undefined, string | null>;
  /** Null: in force from when it was given. */
  starts_at: ColumnType<string | null, string | null | undefined, string | null>;
  revoked_by: ColumnType<string | null, string | null | undefined, string | null>;
  revoke_reason: ColumnType<string | null, string | null | undefined, string | null>;
};

/** Sets a value of a parameter from an instant on, or withdraws one that was planned. Rows are only ever added. */
export type ParameterValueTable = {
  id: Generated<string>;
  name: string;
  /** Text of the database for a value of the parameter's field; null in a row that withdraws. */
  value: string | null;
  effective_from: ColumnType<string | null, string | null, never>;
  /** The row that is withdrawn. */
  withdraws: string | null;
  set_by: string;
  set_at: Instant;
  reason: string;
};

/** A check that failed and let the write pass. Rows are only ever added. */
export type RuleFindingTable = {
  id: Generated<string>;
  at: Instant;
  release: number;
  /** Id of the rule. */
  rule: string;
  entity: string;
  record_id: string | null;
  actor_id: string;
  request_id: string | null;
  kind: 'warn' | 'observe';
};

export type SessionTable = {
  /** SHA-256 of the token; the token itself is stored nowhere. */
  token_hash: Buffer;
  actor_id: string;
  created_at: Instant;
  expires_at: ColumnType<string, string, string>;
};

export type ReleaseTable = {
  number: number;
  /** SHA-256 of `model`, in hexadecimal. */
  hash: string;
  model: Json;
  /** `{"<path>": "<text>"}` of the definition files; null when the model was not read from files. */
  definitions: Json;
  activated_at: Instant;
  activated_by: string;
  /** Release that was in force before; null for the first. */
  base: number | null;
  /** SHA-256 over paths and texts of the definition files: the same in every environment; null where there were none. */
  content_hash: string | null;
  reason: string | null;
  git_commit: string | null;
  /** The plan that it was released by; null where it was put in force without one (development). */
  plan: Json;
  /** Earlier release whose definitions it publishes again. */
  rolled_back_to: number | null;
};

/** A change of the tables that goes on, waits, or went through. At most one is open. */
export type MigrationTable = {
  id: string;
  base: number | null;
  /** Of the model that it leads to. */
  hash: string;
  content_hash: string | null;
  model: Json;
  definitions: Json;
  /** Rows of `jig.physical_name` under the new release. */
  names: Json;
  schema_hash: string;
  /** `Stage[]` of `server/migrate/stage.ts`. */
  stages: Json;
  /** How many of them are done. */
  done: Generated<number>;
  /** Of the stage that runs, where it goes in batches. */
  progress: Json;
  state: 'running' | 'paused' | 'taking_back' | 'done' | 'taken_back';
  /** Why it waits, in words for people. */
  problem: Json;
  reason: string | null;
  git_commit: string | null;
  plan: Json;
  rolled_back_to: number | null;
  started_by: string;
  started_at: Instant;
  updated_at: Instant;
  finished_at: ColumnType<string | null, string | null | undefined, string | null>;
  /** The release, once it is active. */
  release: number | null;
};

/** A process that answers requests, while it lives. */
export type ProcessTable = {
  id: string;
  name: string;
  serving: number;
  /** Oldest release that one of its requests still works under. */
  oldest: number;
  started_at: Instant;
  seen_at: Instant;
};

/** An owner's yes to a finding of a plan. Rows are only ever added. */
export type PlanApprovalTable = {
  id: Generated<string>;
  fingerprint: string;
  code: string;
  subject: string;
  owner: string;
  /** What was approved, witness included. */
  message: string;
  plan_hash: string;
  approved_by: string;
  /** Who said so, where an operator recorded it for them. */
  approved_for: string | null;
  reason: string;
  at: Instant;
};

/** A plan that was made over HTTP, until it is published or 30 days old. */
export type KeptPlanTable = {
  hash: string;
  /** With the samples that its maker may see; others get it without. */
  plan: Json;
  definitions: Json;
  rolls_back_to: number | null;
  made_by: string;
  made_at: Instant;
};

/**
 * Where an entity's records or a field's values are, for the releases from `since_release` until before `until_release`
 * (null: still in force). Rows are only added and closed: an earlier release resolves through its own.
 */
export type PhysicalNameTable = {
  id: Generated<string>;
  entity: string;
  /** Null for the entity's own table. */
  field: string | null;
  kind: 'table' | 'column' | 'link';
  /** Table of the entity's records. */
  table_name: string;
  column_name: string | null;
  /** Table of the links of a `references` field. */
  link_name: string | null;
  since_release: number;
  until_release: number | null;
  /** When what it held was removed for good; null while it is kept. */
  purged_at: ColumnType<string | null, string | null | undefined, string | null>;
};

/** One row: what the record tables were last brought to. */
export type SchemaStateTable = {
  id: Generated<boolean>;
  hash: string;
  changed_at: Instant;
  /** Fingerprint of each table by its name, as the program left it; null from before there were any. */
  tables: Json;
};

export type AuditEntryTable = {
  id: Generated<string>;
  at: Instant;
  actor_id: string;
  operation: string;
  entity: string | null;
  record_id: string | null;
  before: Json;
  after: Json;
  reason: string | null;
  release: number | null;
  /** Role and place of the grant that allowed it. */
  decided_by: string | null;
  request_id: string | null;
  chain_hash: Buffer | null;
  previous_hash: Buffer | null;
};

export type IdempotencyTable = {
  actor_id: string;
  key: string;
  request_hash: string;
  status: number;
  response: string;
  created_at: Instant;
};

export type PreferenceTable = {
  actor_id: string;
  key: string;
  value: ColumnType<unknown, string, string>;
  updated_at: Instant;
};

/** Jig's own tables, as the migrations leave them. */
export type SystemTables = {
  'jig.actor': ActorTable;
  'jig.role_assignment': RoleAssignmentTable;
  'jig.session': SessionTable;
  'jig.release': ReleaseTable;
  'jig.physical_name': PhysicalNameTable;
  'jig.schema_state': SchemaStateTable;
  'jig.audit_entry': AuditEntryTable;
  'jig.idempotency': IdempotencyTable;
  'jig.preference': PreferenceTable;
  'jig.parameter_value': ParameterValueTable;
  'jig.rule_finding': RuleFindingTable;
  'jig.migration': MigrationTable;
  'jig.process': ProcessTable;
  'jig.plan_approval': PlanApprovalTable;
  'jig.kept_plan': KeptPlanTable;
};

/** The actor of work that no person asked for: migrations, activation, schedules. */
export const SYSTEM_ACTOR_ID = '00000000-0000-7000-8000-000000000001';
