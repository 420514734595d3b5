import type { AccessDifference, AccessVerdict } from '../diff/access-difference.ts';
import type { Entity } from '../model/model.ts';
import { witnesses } from './finding-card.ts';
import { withCode } from './inline-code.ts';
import { countOf } from './plural.ts';
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
export function verdictTag(verdict: AccessVerdict): ReviewNode {
  return element('span', `rv-tag rv-verdict-${verdict}`, VERDICTS[verdict]);
}

/** One difference with the fields that it is the same for. */
type Group = { readonly first: AccessDifference; readonly fields: readonly string[] };

/** Differences of one entity or of the workspace, the most severe first; fields that share one are told together. */
export function differenceList(
  differences: readonly AccessDifference[],
  models: ReviewModels,
  source: SourceLink,
): ReviewNode {
  const groups = [
    ...Map.groupBy(differences, ({ role, operation, field, verdict, before, after }) =>
      JSON.stringify([role, operation, field === null, verdict, before, after]),
    ).values(),
  ]
    .flatMap((group): Group[] => {
      const [first] = group;
      return first === undefined ? [] : [{ first, fields: group.flatMap(({ field }) => field ?? []) }];
    })
    .toSorted((a, b) => VERDICT_ORDER.indexOf(a.first.verdict) - VERDICT_ORDER.indexOf(b.first.verdict));
  const items = groups.map((group) => differenceItem(group, models, source));
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

/** Fields named in a row; the others are counted. */
const MOST_FIELDS = 12;

function differenceItem({ first, fields }: Group, models: ReviewModels, source: SourceLink): ReviewNode {
  const { role, operation, verdict, before, after, gain, loss, undecided, span, spanOf, entity } = first;
  const shown = fields.slice(0, MOST_FIELDS);
  const more = fields.length - shown.length;
  const of = entity === null ? null : (models.head.entities[entity] ?? models.base?.entities[entity] ?? null);
  return element(
    'li',
    null,
    element(
      'div',
      'rv-finding-head',
      element('strong', null, `${roleTitle(role, models)}: ${operationWords(operation, of).toLowerCase()}`),
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
