import type { Plan } from '../diff/plan.ts';
import type { AbilityJson } from './access.ts';

type Somebody = { readonly id: string; readonly name: string };

/** One release as a list shows it. Releases never change. */
export type ReleaseJson = {
  readonly number: number;
  /** Whether it is the one that is in force. */
  readonly in_force: boolean;
  readonly activated_at: string;
  readonly activated_by: Somebody;
  /** Null where it was put in force without one, as development does. */
  readonly reason: string | null;
  /** Commit of the definitions, with `-dirty` behind it where the folder held more than was committed. */
  readonly git_commit: string | null;
  /** Of the definition files: the same in every environment. Null where the model was not read from files. */
  readonly content_hash: string | null;
  /** Release that was in force before; null of the first. */
  readonly base: number | null;
  /** Earlier release whose definitions it publishes again. */
  readonly rolled_back_to: number | null;
  /** What changed, in one line: `3 changes: 1 access, 2 data`. Null where it was not kept. */
  readonly summary: string | null;
};

/** `GET /api/v1/releases`: the latest first. `next` goes into `before=`. */
export type ReleasesJson = {
  readonly data: readonly ReleaseJson[];
  readonly next: number | null;
  readonly in_force: number;
  /** Name of the environment, from its bindings; null where it has none. */
  readonly environment: string | null;
  /** The one that goes on or waits. */
  readonly migration: MigrationJson | null;
  /** Processes that answer requests, and under which release. */
  readonly processes: readonly ProcessJson[];
  readonly may_publish: AbilityJson;
};

export type ProcessJson = {
  readonly name: string;
  readonly serving: number;
  /** Oldest release that one of its requests still works under. */
  readonly oldest: number;
  readonly started_at: string;
  readonly seen_at: string;
};

/** `GET /api/v1/releases/:number`. */
export type ReleaseDetailJson = ReleaseJson & {
  /** What it was released by; null where it was put in force without a plan. Samples of records are not kept with it. */
  readonly plan: Plan | null;
  /** Approvals that its plan needed. */
  readonly approvals: readonly ApprovalJson[];
  /** Text by path. */
  readonly definitions: Readonly<Record<string, string>> | null;
  readonly may_roll_back: AbilityJson;
};

export type ApprovalJson = {
  readonly fingerprint: string;
  readonly code: string;
  readonly subject: string;
  /** What was approved, in its words, with its witness. */
  readonly message: string;
  readonly owner: string;
  readonly approved_by: Somebody;
  /** Who said yes, where an operator wrote it down for them. */
  readonly approved_for: string | null;
  readonly reason: string;
  readonly at: string;
};

/** A finding of a plan that waits for a yes, or has it. */
export type AwaitedJson = {
  readonly fingerprint: string;
  /** Null while nobody approved it. */
  readonly approval: ApprovalJson | null;
  readonly owners: readonly {
    readonly name: string;
    readonly title: string;
    readonly contact: string;
    /** Roles whose holders may approve. */
    readonly roles: readonly { readonly name: string; readonly title: string }[];
  }[];
  /** Whether the viewer may approve it. */
  readonly may_approve: AbilityJson;
};

/** `POST /api/v1/releases/plan` and `GET /api/v1/releases/plans/:hash`. Kept for 30 days, so that others can look and approve. */
export type PlanAnswerJson = {
  readonly plan: Plan;
  /** Set of a plan that goes back to an earlier release. */
  readonly rolls_back_to: number | null;
  readonly made_by: Somebody;
  readonly made_at: string;
  readonly awaited: readonly AwaitedJson[];
  /** What moved since it was made, in sentences: it has to be made again. */
  readonly moved: readonly string[];
  /** Why or why not, with everything that is still missing. */
  readonly may_publish: AbilityJson;
};

/** `GET /api/v1/releases/plans`: those that are not published, the latest first. */
export type PlansJson = {
  readonly data: readonly {
    readonly hash: string;
    readonly made_by: Somebody;
    readonly made_at: string;
    readonly rolls_back_to: number | null;
    readonly summary: string;
    readonly blocked: boolean;
    /** Findings that nobody approved yet. */
    readonly awaiting: number;
  }[];
};

/** `POST /api/v1/releases/plan`: definitions by path, or the number of an earlier release. */
export type PlanRequestJson =
  | { readonly definitions: Readonly<Record<string, string>> }
  | { readonly release: number };

/**
 * `GET /api/v1/releases/:number/difference?from=m`: what the later differs in, from the models alone. No database is asked, so that
 * it holds no counts and no migration.
 */
export type DifferenceJson = { readonly plan: Plan };

/**
 * `GET /api/v1/releases/plans/:hash/review` and `GET /api/v1/releases/:number/review?from=m`: the page that reviewers read, as nodes
 * of `runtime/review`, with the style text that belongs to it.
 */
export type ReviewJson = { readonly page: ReviewNodeJson; readonly style: string };
export type ReviewNodeJson =
  | string
  | {
      readonly tag: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly children: readonly ReviewNodeJson[];
    };

/** `POST /api/v1/releases`. */
export type PublishRequestJson = {
  /** Hash of a plan that the server made. */
  readonly plan: string;
  readonly reason: string;
};

/**
 * 201 with the release; or 202 with the migration that leads to it, which goes on in the background at the address in
 * `Location`.
 */
export type PublishedJson =
  | { readonly release: ReleaseJson; readonly migration: null }
  | { readonly release: null; readonly migration: MigrationJson };

/** `POST /api/v1/releases/approvals`. */
export type ApproveRequestJson = {
  readonly plan: string;
  readonly fingerprints: readonly string[];
  readonly reason: string;
};
export type ApprovedJson = { readonly data: readonly ApprovalJson[] };

/** `GET /api/v1/releases/migration`: the open one, else the last that there was. */
export type MigrationAnswerJson = { readonly migration: MigrationJson | null };

/** A change of the tables that goes on, waits or went through. `POST .../migration/resume` and `.../take-back` answer with it. */
export type MigrationJson = {
  readonly id: string;
  readonly state: 'running' | 'paused' | 'taking_back' | 'done' | 'taken_back';
  /** Whether some process works on it now; a running one without is what a process left behind that died. */
  readonly attended: boolean;
  readonly base: number | null;
  /** The release, from its activation on. */
  readonly release: number | null;
  readonly reason: string | null;
  readonly started_by: Somebody;
  readonly started_at: string;
  readonly updated_at: string;
  readonly finished_at: string | null;
  readonly rolled_back_to: number | null;
  readonly stages: readonly {
    readonly id: string;
    readonly phase: 'expand' | 'backfill' | 'activate' | 'contract';
    /** One sentence. */
    readonly what: string;
    readonly entity: string | null;
    readonly state: 'done' | 'running' | 'waiting';
    /** Records gone through so far, and how many there are about; null where it does not go through records. */
    readonly progress: { readonly done: number; readonly of: number } | null;
  }[];
  /** Why it waits. */
  readonly problem: {
    readonly code: string;
    /** Id of the stage. */
    readonly stage: string | null;
    readonly message: string;
    readonly next: string;
    /** Records in the way, by title or id. */
    readonly samples: readonly string[];
  } | null;
  readonly may_resume: AbilityJson;
  readonly may_take_back: AbilityJson;
};

/**
 * Member `released` of a problem that answers a write with `Jig-Release: <from>`: the form was opened under that release,
 * and what it sent no longer fits. Each error that comes of it says so in its message.
 */
export type ReleasedJson = {
  readonly from: number;
  readonly to: number;
  readonly reason: string | null;
  readonly at: string;
  readonly by: string;
  /** By pointer of the error (`/tier`): what changed about the field since. */
  readonly changed: Readonly<Record<string, ChangedFieldJson>>;
};
export type ChangedFieldJson = {
  /** `tier is required since release 14.` */
  readonly message: string;
  readonly release: number;
  /** Whether the field is gone, new, or the same under other rules. */
  readonly change: 'gone' | 'new' | 'renamed' | 'changed';
  /** New name of a renamed field. */
  readonly now: string | null;
};
