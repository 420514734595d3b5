import type { AccessDifference, AccessVerdict } from '../diff/access-difference.ts';
import { inSentence } from '../expression/words.ts';
import type { Entity } from '../model/model.ts';
import { witnesses } from './finding-card.ts';
import { withCode } from './inline-code.ts';
import { findField } from '../model/system-fields.ts';
import { countOf, joinAnd } from './plural.ts';
import type { ReviewModels } from './review-models.ts';
import { element, type ReviewNode } from './review-node.ts';
import type { SourceLink } from './source-link.ts';

/** Verdicts by how much a reviewer has to look; signs beside the words, so that a colour alone tells nothing. */
const VERDICTS: Readonly<Record<AccessVerdict, string>> = {
  wider: '▲ wider',
  incomparable: '◆ both ways',
  undecided: '? not proven',
  narrower: '▽ narrower',
  equivalent: '= the same',
};
export const VERDICT_ORDER = Object.keys(VERDICTS) as readonly AccessVerdict[];

/** Differences shown in full below one matrix; the others are folded away. */
const MOST_SHOWN = 12;

/** Title of a role of either side. */
export function roleTitle(role: string, { base, head }: ReviewModels): string {
  return head.roles[role]?.title ?? base?.roles[role]?.title ?? role;
}

/** An operation as people say it: `Read`, or the title of the action. */
export function operationWords(operation: string, entity: Entity | null): string {
  if (!operation.startsWith('action ')) return operation.charAt(0).toUpperCase() + operation.slice(1);
  const name = operation.slice('action '.length);
  return entity?.actions[name]?.title ?? name;
}

/** Verdict in words and sign: a colour alone tells nothing to those who do not see it. */
export function verdictTag(verdict: AccessVerdict, of = ''): ReviewNode {
  return element('span', `rv-tag rv-verdict-${verdict}`, `${VERDICTS[verdict]}${of === '' ? '' : `: ${of}`}`);
}

/** An entity before and after, both by the names of the head. */
export type Sides = { readonly before: Entity | null; readonly after: Entity | null };

/** What becomes of a field: one that comes or goes changes access without a word about access. */
export type FieldFate = 'kept' | 'new' | 'gone';

/** Whether both sides have the field; the fields that every record has are always there. */
export function fateOf(field: string, { before, after }: Sides): FieldFate {
  const has = (entity: Entity | null): boolean => entity !== null && findField(entity, field) !== undefined;
  if (before === null || after === null) return 'kept';
  return has(before) === has(after) ? 'kept' : has(after) ? 'new' : 'gone';
}

/** One difference with the roles and fields that it is the same for. */
type Group = {
  readonly first: AccessDifference;
  readonly roles: readonly string[];
  readonly fields: readonly string[];
};

/**
 * Differences of one entity or of the workspace, the most severe first. Roles and fields that share one are told together, and all
 * that a new or a removed field brings stands in one place.
 */
export function differenceList(
  differences: readonly AccessDifference[],
  models: ReviewModels,
  source: SourceLink,
): ReviewNode {
  const kept = differences.filter((each) => each.field === null || fateIn(each, models) === 'kept');
  const groups = [
    ...Map.groupBy(kept, ({ operation, field, verdict, before, after }) =>
      JSON.stringify([operation, field === null, verdict, before, after]),
    ).values(),
  ]
    .flatMap(groupsOf)
    .toSorted((a, b) => VERDICT_ORDER.indexOf(a.first.verdict) - VERDICT_ORDER.indexOf(b.first.verdict));
  const coming = Map.groupBy(
    differences.filter((each) => !kept.includes(each)),
    ({ field }) => field ?? '',
  );
  const items = [
    ...groups.map((group) => differenceItem(group, models, source)),
    ...[...coming].map(([field, group]) => fieldItem(field, group, models)),
  ];
  const rest = items.slice(MOST_SHOWN);
  return element(
    'div',
    null,
    element('ul', 'rv-differences', items.slice(0, MOST_SHOWN)),
    rest.length > 0 &&
      element(
        'details',
        'rv-fold',
        element('summary', null, countOf(rest.length, 'more difference')),
        element('ul', 'rv-differences', rest),
      ),
  );
}

/** Roles that meet a difference in the same fields stand in one group. */
function groupsOf(group: readonly AccessDifference[]): readonly Group[] {
  const fieldsOf = Map.groupBy(group, ({ role }) => role);
  const alike = Map.groupBy([...fieldsOf], ([, each]) => each.map(({ field }) => field).join('\n'));
  return [...alike.values()].flatMap((roles): Group[] => {
    const [first] = roles[0]?.[1] ?? [];
    if (first === undefined) return [];
    const fields = (roles[0]?.[1] ?? []).flatMap(({ field }) => field ?? []);
    return [{ first, roles: roles.map(([role]) => role), fields }];
  });
}

function sidesOf({ entity }: AccessDifference, { base, head }: ReviewModels): Sides {
  if (entity === null) return { before: null, after: null };
  return { before: base?.entities[entity] ?? null, after: head.entities[entity] ?? null };
}

function fateIn(difference: AccessDifference, models: ReviewModels): FieldFate {
  return fateOf(difference.field ?? '', sidesOf(difference, models));
}

/** A field that comes or goes: who may do what with it, in one line for each operation. */
function fieldItem(field: string, group: readonly AccessDifference[], models: ReviewModels): ReviewNode {
  const [first] = group;
  const sides = first === undefined ? { before: null, after: null } : sidesOf(first, models);
  const isNew = first !== undefined && fateOf(field, sides) === 'new';
  const label = (sides.after?.fields[field] ?? sides.before?.fields[field])?.label ?? field;
  const byOperation = Map.groupBy(group, ({ operation }) => operation);
  const says = [...byOperation].map(([operation, each]) => {
    const roles = each.map(({ role, before, after }) => {
      const when = isNew ? after : before;
      return when === 'always' ? roleTitle(role, models) : `${roleTitle(role, models)} (${when})`;
    });
    return element('li', null, `${operationWords(operation, sides.after)}: ${joinAnd(roles)}`);
  });
  return element(
    'li',
    null,
    element(
      'div',
      'rv-finding-head',
      element('strong', null, `${isNew ? 'New' : 'Removed'} field ${label}`),
      element('span', 'rv-soft', isNew ? 'who gets it' : 'who had it'),
    ),
    element('ul', null, says),
  );
}

/** Fields named in a row; the others are counted. */
const MOST_FIELDS = 12;

function differenceItem(
  { first, roles, fields }: Group,
  models: ReviewModels,
  source: SourceLink,
): ReviewNode {
  const { operation, verdict, before, after, gain, loss, undecided, span, spanOf } = first;
  const shown = fields.slice(0, MOST_FIELDS);
  const more = fields.length - shown.length;
  const sides = sidesOf(first, models);
  const of = sides.after ?? sides.before;
  const titles = roles.map((role) => roleTitle(role, models));
  return element(
    'li',
    null,
    element(
      'div',
      'rv-finding-head',
      element('strong', null, `${joinAnd(titles)}: ${inSentence(operationWords(operation, of))}`),
      verdictTag(verdict),
      source(span, spanOf),
    ),
    shown.length > 0 &&
      element(
        'p',
        'rv-soft',
        `${fields.length === 1 ? 'Field' : 'Fields'} `,
        shown.map((field, at) => [at === 0 ? '' : ', ', of?.fields[field]?.label ?? field]),
        more > 0 && ` and ${more} more`,
      ),
    beforeAndAfter(before, after),
    witnesses([gain, loss]),
    undecided !== null && element('p', 'rv-soft', `Not proven: ${undecided}`),
  );
}

/** What was and what is, in words. */
function beforeAndAfter(before: string | null, after: string | null): ReviewNode {
  return element(
    'dl',
    'rv-change',
    element('dt', null, 'Before'),
    element('dd', null, before === null ? '–' : withCode(before)),
    element('dt', null, 'After'),
    element('dd', null, after === null ? '–' : withCode(after)),
  );
}
