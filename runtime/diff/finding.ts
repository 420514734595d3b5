import type { Span } from '../diagnostics/diagnostic.ts';
import type { AccessDifference } from './access-difference.ts';
import type { Section } from './change.ts';
import type { Answer } from './question.ts';

/** `error` blocks until it is mended, accepted or approved; `warning` does not; `info` is folded away. */
export const LEVELS = ['error', 'warning', 'info'] as const;
export type Level = (typeof LEVELS)[number];

/** A risk of a change, or a fact that its reviewer wants to know. */
export type Finding = {
  /** A slug of `runtime/diff/codes`: `data/values-lost`, `access/wider`. */
  readonly code: string;
  readonly section: Section;
  readonly level: Level;
  /** `order.total`; the same words as in the change that it belongs to. */
  readonly subject: string;
  readonly entity: string | null;
  readonly field: string | null;
  /** One sentence: what will happen. */
  readonly message: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  /** What to write or do instead; null only where there is nothing to do (`info`). */
  readonly fix: string | null;
  readonly span: Span | null;
  readonly spanOf: 'head' | 'base';
  /** What the live database says of it. */
  readonly impact: Answer | null;
  /** The row of the access matrix that it is about. */
  readonly access: AccessDifference | null;
  /** Names of owners, one of whom has to approve it; empty where nobody has to. */
  readonly approvers: readonly string[];
  /** By an `accepts` of the definitions: then it blocks nothing. */
  readonly accepted: { readonly because: string; readonly until: string; readonly span: Span } | null;
  /**
   * Stays the same while what it says stays the same, wherever the lines move: 16 hexadecimal digits over code, subject and
   * what changed. Approvals and code hosts know a finding by it.
   */
  readonly fingerprint: string;
};

/** What the documentation says of one code. */
export type FindingEntry = {
  readonly section: Section;
  /** The usual level; size and data may make it milder. */
  readonly level: Level;
  readonly title: string;
  readonly explanation: string;
};
export type FindingGroup = Readonly<Record<string, FindingEntry>>;
