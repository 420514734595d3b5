import type { Change } from '../change.ts';
import { FINDINGS, type FindingCode } from '../codes/registry.ts';
import type { Finding, Level } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Answer } from '../question.ts';

/** Where a finding belongs; a change has all of it. */
export type NotePlace = Pick<Change, 'subject' | 'entity' | 'field' | 'span' | 'spanOf'>;

export type Note = {
  readonly message: string;
  readonly fix: string | null;
  /** The usual one of the code when left out. */
  readonly level?: Level;
  /** The explanation of the code when left out. */
  readonly why?: string;
  readonly impact?: Answer | null | undefined;
  /** What besides code and subject makes it this finding: what it was and what it is, never a count. */
  readonly parts?: readonly (string | null)[];
};

/** A finding of a code there. */
export function note(code: FindingCode, place: NotePlace, { parts = [], ...rest }: Note): Finding {
  const entry = FINDINGS[code];
  return {
    code,
    section: entry.section,
    level: rest.level ?? entry.level,
    subject: place.subject,
    entity: place.entity,
    field: place.field,
    message: rest.message,
    why: rest.why ?? entry.explanation,
    fix: rest.fix,
    span: place.span,
    spanOf: place.spanOf,
    impact: rest.impact ?? null,
    access: null,
    approvers: [],
    accepted: null,
    fingerprint: fingerprintOf([code, place.subject, ...parts.map((part) => part ?? '')]),
  };
}

/** The place of a field, an entity or a rule that is in the head. */
export function placeIn(
  thing: { readonly span: Change['span'] },
  subject: string,
  entity: string | null,
  field: string | null = null,
): NotePlace {
  return { subject, entity, field, span: thing.span, spanOf: 'head' };
}
