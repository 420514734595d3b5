import { listed } from '../../expression/words.ts';
import type { Entity } from '../../model/model.ts';
import type { AccessDifference } from '../access-difference.ts';
import type { Finding } from '../finding.ts';
import { roleTitle } from './describe-witness.ts';
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
import { doneWords, subjectOf } from './operation-words.ts';
import { hiddenReads } from './hidden-reads.ts';

/**
 * Who may do what with entities and fields that are new. They hold nothing yet, so nobody has to approve it, unless a new
 * field shows what is computed from fields that the role may not read.
 */
export function newFindings(context: AccessContext): readonly Finding[] {
  const { base, head } = context.pair;
  return Object.values(head.entities).flatMap((entity) => {
    const before = own(base.entities, entity.name);
    const rows = context.input.access.filter((row) => row.entity === entity.name && row.verdict === 'wider');
    const fresh = rows.filter(({ field }) => field !== null && !Object.hasOwn(before?.fields ?? {}, field));
    const opened = fresh.filter((row) => revealsHidden(context, entity, row));
    return [
      ...openedFindings(context, entity, opened),
      ...(before === undefined ? newEntity(context, entity, rows) : newFields(context, entity, fresh)),
    ];
  });
}

function newEntity(
  context: AccessContext,
  entity: Entity,
  rows: readonly AccessDifference[],
): readonly Finding[] {
  const said = sayWho(
    context,
    entity,
    rows.filter(({ field }) => field === null),
  );
  return [
    accessNote(
      'access/new',
      { subject: entity.name, entity: entity.name, field: null, span: entity.span, spanOf: 'head' },
      { message: `New: ${pluralOf(entity)} are ${said}.`, fix: null, parts: [said] },
    ),
  ];
}

/** Fields that the same roles may do the same with are told together. */
function newFields(
  context: AccessContext,
  entity: Entity,
  rows: readonly AccessDifference[],
): readonly Finding[] {
  const byField = Map.groupBy(rows, ({ field }) => field ?? '');
  const alike = Map.groupBy(byField, ([, own]) => sayWho(context, entity, own));
  return [...alike].map(([said, fields]) => {
    const names = fields.map(([name]) => name);
    const only = names.length === 1 ? (names[0] ?? null) : null;
    const span = own(entity.fields, names[0] ?? '')?.span ?? entity.span;
    return accessNote(
      'access/new',
      {
        subject: only === null ? entity.name : `${entity.name}.${only}`,
        entity: entity.name,
        field: only,
        span,
        spanOf: 'head',
      },
      {
        message: `New: ${labelsOf(entity, names)} of ${pluralOf(entity)} ${names.length === 1 ? 'is' : 'are'} ${said}.`,
        fix: null,
        parts: [...names, said],
      },
    );
  });
}

/** `read by Sales and Finance, and changed by Finance (in part)` */
function sayWho({ pair }: AccessContext, entity: Entity, rows: readonly AccessDifference[]): string {
  const told = rows.filter(({ operation }) => !operation.includes(' masked '));
  const byOperation = Map.groupBy(told, ({ operation }) => operation);
  // Operations of the same people are told together.
  const alike = Map.groupBy(byOperation, ([, same]) =>
    listed(
      same.map(({ role, after }) => `${roleTitle(pair.head, role)}${after === 'always' ? '' : ' (in part)'}`),
      'and',
    ),
  );
  const parts = [...alike].map(
    ([who, operations]) =>
      `${listed(
        operations.map(([operation, same]) => doneWords(entity, operation, same[0]?.field ?? null)),
        'and',
      )} by ${who}`,
  );
  return parts.length === 0 ? 'touched by nobody' : parts.join('; ');
}

/** A derived field that a grant names is shown whatever it derives from; without a name only where that is shown too. */
function revealsHidden({ view }: AccessContext, entity: Entity, row: AccessDifference): boolean {
  const field = row.field === null ? undefined : own(entity.fields, row.field);
  if (row.operation !== 'read' || field?.computed?.is !== 'formula') return false;
  return hiddenReads(view(row.role), entity, field.computed.expression.tree).length > 0;
}

function openedFindings(
  context: AccessContext,
  entity: Entity,
  opened: readonly AccessDifference[],
): readonly Finding[] {
  const byField = Map.groupBy(opened, ({ field }) => field ?? '');
  return [...byField].map(([name, rows]) => {
    const [first] = rows as [AccessDifference];
    const field = own(entity.fields, name);
    const roles = rows.map(({ role }) => role);
    const approvers = ownerOf(context, entity.name);
    const hidden =
      field?.computed?.is === 'formula'
        ? hiddenReads(context.view(first.role), entity, field.computed.expression.tree)
        : [];
    return accessNote(
      'access/field-opened',
      {
        subject: subjectOf(entity.name, first.role, 'read'),
        entity: entity.name,
        field: name,
        span: first.span,
        spanOf: first.spanOf,
      },
      {
        message: `${titlesOf(context, roles)} may read ${labelsOf(entity, [name])} of ${pluralOf(entity)}, which is new and computed from ${listed(hidden, 'and')}, which they may not read.`,
        fix: approvalFix(context, approvers, 'take the field out of the list of the grant'),
        parts: [...roles, name, ...hidden],
      },
      { access: first, approvers },
    );
  });
}
