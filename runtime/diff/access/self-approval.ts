import { childrenOf } from '../../expression/children.ts';
import type { Expression, Tree } from '../../expression/tree.ts';
import type { Field } from '../../model/field.ts';
import type { Entity } from '../../model/model.ts';
import type { Action } from '../../model/rule.ts';
import type { AccessDifference } from '../access-difference.ts';
import type { Finding } from '../finding.ts';
import type { NotePlace } from '../findings/note.ts';
import {
  type AccessContext,
  accessNote,
  approvalFix,
  labelsOf,
  ownerOf,
  pluralOf,
  titlesOf,
} from './finding-context.ts';
import { own } from './lookups.ts';

/** A finding, and the rows of the matrix that it tells of. */
type Told = { readonly finding: Finding; readonly rows: readonly AccessDifference[] };

/**
 * Actions that no longer keep out somebody whom they kept out, and new ones that sign for the actor although whoever made the
 * record could be the same person.
 */
export function selfApprovalFindings(context: AccessContext): readonly Told[] {
  const { base, head } = context.pair;
  return Object.values(head.entities).flatMap((entity) =>
    Object.values(entity.actions).flatMap((action) => {
      const before = own(own(base.entities, entity.name)?.actions ?? {}, action.name);
      return before === undefined
        ? signsAlone(entity, action)
        : noLongerKeptOut(context, entity, before, action);
    }),
  );
}

function placeOf(entity: Entity, action: Action): NotePlace {
  return {
    subject: `${entity.name}.actions.${action.name}`,
    entity: entity.name,
    field: null,
    span: action.spans.notBy ?? action.span,
    spanOf: 'head',
  };
}

function noLongerKeptOut(
  context: AccessContext,
  entity: Entity,
  before: Action,
  after: Action,
): readonly Told[] {
  const lost = before.notBy.filter((name) => !after.notBy.includes(name));
  if (lost.length === 0) return [];
  const rows = context.input.access.filter(
    (row) =>
      row.entity === entity.name &&
      row.operation === `action ${after.name}` &&
      (row.verdict === 'wider' || row.verdict === 'incomparable') &&
      row.before !== 'never',
  );
  const [first] = rows;
  // Where nobody gains by it, another condition keeps them out.
  if (first === undefined) return [];
  const approvers = ownerOf(context, entity.name);
  const finding = accessNote(
    'access/self-approval',
    placeOf(entity, after),
    {
      message: `“${after.title}” may now be run by whoever is in ${labelsOf(entity, lost)} of the same record: ${titlesOf(
        context,
        rows.map(({ role }) => role),
      )} could not do that before.`,
      fix: approvalFix(context, approvers, `put \`not_by: ${lost.join(', ')}\` back`),
      parts: [...lost, ...rows.map(({ role }) => role)],
    },
    { access: first, approvers },
  );
  return [{ finding, rows }];
}

/** A new action that writes who runs it beside a field that holds who made the record, without keeping the two apart. */
function signsAlone(entity: Entity, action: Action): readonly Told[] {
  const signed = Object.entries(action.set).flatMap(([name, { tree }]) => (isActor(tree) ? [name] : []));
  const makers = Object.values(entity.fields).flatMap((field) => (isMaker(field) ? [field.name] : []));
  if (signed.length === 0 || makers.length === 0) return [];
  const apart = makers.filter(
    (maker) =>
      !signed.includes(maker) &&
      !action.notBy.includes(maker) &&
      !reads(action.when, maker) &&
      !Object.values(entity.never).some(({ that }) => reads(that, maker)),
  );
  if (apart.length === 0 || !isGranted(entity, action)) return [];
  const finding = accessNote('access/self-approval', placeOf(entity, action), {
    level: 'warning',
    message: `“${action.title}” writes who runs it into ${labelsOf(entity, signed)}, and nothing keeps out whoever is in ${labelsOf(entity, apart)} of these ${pluralOf(entity)}.`,
    why: 'If it is an approval, people can approve what they asked for themselves.',
    fix: `add \`not_by: ${apart[0] ?? ''}\` to the action, or leave it if one person may do both`,
    parts: [...signed, ...apart],
  });
  return [{ finding, rows: [] }];
}

const isGranted = ({ access }: Entity, { name }: Action): boolean =>
  Object.values(access).some(({ actions }) => Object.hasOwn(actions ?? {}, name));

const isActor = (tree: Tree): boolean =>
  tree.is === 'path' && tree.root === 'user' && (tree.steps.length === 0 || tree.steps[0] === 'id');

/** A person who comes with the record: who made it, unless somebody else is named. */
function isMaker(field: Field): boolean {
  if (field.type !== 'user') return false;
  return (
    field.default === 'user' || (field.defaultExpression !== null && isActor(field.defaultExpression.tree))
  );
}

const reads = (expression: Expression | null, field: string): boolean =>
  expression !== null && readsPath(expression.tree, field);

const readsPath = (tree: Tree, field: string): boolean =>
  (tree.is === 'path' && tree.root === 'record' && tree.steps[0] === field) ||
  childrenOf(tree).some((child) => readsPath(child, field));
