import { inSentence, listed } from '../../expression/words.ts';
import type { Entity } from '../../model/model.ts';
import type { AccessDifference } from '../access-difference.ts';
import type { FindingCode } from '../codes/registry.ts';
import type { Finding } from '../finding.ts';
import type { FindingInput } from '../findings/finding-input.ts';
import { note, type Note, type NotePlace } from '../findings/note.ts';
import type { Comparer } from './compare-cell.ts';
import { roleTitle } from './describe-witness.ts';
import type { RoleView } from './effective-access.ts';
import { own } from './lookups.ts';
import type { Pair } from './settle.ts';

/** What findings on access are made from. */
export type AccessContext = {
  readonly input: FindingInput;
  readonly pair: Pair;
  readonly comparer: Comparer;
  /** What a role may do in the head. */
  readonly view: (role: string) => RoleView;
};

/** A finding about a row of the matrix, with who has to approve it. */
export function accessNote(
  code: FindingCode,
  place: NotePlace,
  about: Note,
  more: { readonly access?: AccessDifference; readonly approvers?: readonly string[] } = {},
): Finding {
  return { ...note(code, place, about), access: more.access ?? null, approvers: more.approvers ?? [] };
}

/** The owner in the base of an entity that was there: a change does not choose who judges it. */
export function ownerOf({ pair }: AccessContext, entity: string): readonly string[] {
  const owner = (own(pair.base.entities, entity) ?? own(pair.head.entities, entity))?.owner;
  return owner === undefined ? [] : [owner];
}

/** Any owner of the workspace as it was; those of a first release. */
export function everyOwner({ pair }: AccessContext): readonly string[] {
  return Object.keys(pair.base.workspace.owners);
}

/** `have it approved by Sales desk, or take the change back` */
export function approvalFix(context: AccessContext, approvers: readonly string[], instead: string): string {
  const { owners } = context.pair.base.workspace;
  const titles = approvers.map((name) => own(owners, name)?.title ?? name);
  return `have it approved by ${listed(titles, 'or')}, or ${instead}`;
}

export const titlesOf = ({ pair }: AccessContext, roles: readonly string[]): string =>
  listed(
    roles.map((role) => roleTitle(Object.hasOwn(pair.head.roles, role) ? pair.head : pair.base, role)),
    'and',
  );

/** The entity in the head, else in the base. */
export function entityOf({ pair }: AccessContext, name: string): Entity | undefined {
  return own(pair.head.entities, name) ?? own(pair.base.entities, name);
}

/** Labels of fields, within a sentence: `Unit cost and Margin`. */
export function labelsOf(entity: Entity, fields: readonly string[]): string {
  return listed(
    fields.map((name) => own(entity.fields, name)?.label ?? name),
    'and',
  );
}

/** Records of an entity, within a sentence: `order lines`. */
export const pluralOf = ({ plural }: Entity): string => inSentence(plural);
