import type { AccessDifference } from '../diff/access-difference.ts';
import { RECORD_OPERATIONS, type Entity, type RecordOperation } from '../model/model.ts';
import {
  differenceList,
  operationWords,
  roleTitle,
  verdictTag,
  VERDICT_ORDER,
} from './access-differences.ts';
import { countOf, joinAnd } from './plural.ts';
import type { ReviewModels } from './review-models.ts';
import { element, type ReviewNode } from './review-node.ts';
import { createIdentity } from './screens/identity.ts';
import type { SourceLink } from './source-link.ts';

/** Who may do what, before and after: a matrix for each entity where something differs, then what belongs to no entity. */
export function accessMatrix(
  differences: readonly AccessDifference[],
  models: ReviewModels,
  source: SourceLink,
): readonly ReviewNode[] {
  const { base, head } = models;
  const byEntity = Map.groupBy(
    differences.filter(({ entity }) => entity !== null),
    ({ entity }) => entity ?? '',
  );
  const former = new Set(Object.keys(head.entities).map(createIdentity(base, head).entity));
  const gone = Object.keys(base?.entities ?? {}).filter((name) => !former.has(name));
  const order = [...Object.keys(head.entities), ...gone].filter((name) => byEntity.has(name));
  const workspace = differences.filter(({ entity }) => entity === null);
  const all = Object.keys(head.entities).length;
  const same = all - order.filter((name) => Object.hasOwn(head.entities, name)).length;
  const ownOf = (name: string): readonly AccessDifference[] =>
    (byEntity.get(name) ?? []).filter(({ follows }) => follows === undefined);
  const following = differences.filter(({ follows }) => follows !== undefined);
  return [
    ...order
      .filter((name) => ownOf(name).length > 0)
      .map((name) => entityMatrix(name, ownOf(name), models, source)),
    ...(following.length === 0 ? [] : [followingList(following, models)]),
    ...(workspace.length === 0 ? [] : [workspaceCard(workspace, models, source)]),
    element(
      'p',
      'rv-note',
      differences.length === 0
        ? 'Nobody may do more or less than before.'
        : `${countOf(same, 'entity', 'entities')} with access as before.`,
    ),
  ];
}

/** What changes only because something else does, counted by what it follows. */
function followingList(differences: readonly AccessDifference[], models: ReviewModels): ReviewNode {
  const title = (entity: string | null): string =>
    entity === null
      ? ''
      : ((models.head.entities[entity] ?? models.base?.entities[entity])?.plural ?? entity);
  const groups = Map.groupBy(differences, ({ entity, follows, verdict }) =>
    JSON.stringify([entity, follows, verdict]),
  );
  return element(
    'div',
    'rv-card',
    element('h3', null, 'Changes with it'),
    element(
      'ul',
      'rv-list',
      [...groups.values()].flatMap((group) => {
        const [first] = group;
        if (first === undefined) return [];
        const roles = [...new Set(group.map(({ role }) => roleTitle(role, models)))];
        const operations = [...new Set(group.map(({ operation }) => operation))];
        const [followed = '', ...rest] = (first.follows ?? '').split(' ');
        return element(
          'li',
          null,
          `${title(first.entity)}, ${joinAnd(operations)}: as ${title(followed)}, ${rest.join(' ')}, for ${joinAnd(roles)} `,
          verdictTag(first.verdict),
        );
      }),
    ),
  );
}

function entityMatrix(
  name: string,
  differences: readonly AccessDifference[],
  { base, head }: ReviewModels,
  source: SourceLink,
): ReviewNode {
  const after = head.entities[name] ?? null;
  const before = base?.entities[after === null ? name : createIdentity(base, head).entity(name)] ?? null;
  const roles = [...new Set([...Object.keys(head.roles), ...Object.keys(base?.roles ?? {})])];
  const changed = roles.filter((role) => differences.some((each) => each.role === role));
  const same = roles.filter((role) => !changed.includes(role) && hasAny(role, before, after));
  const title = (after ?? before)?.title ?? name;
  const actions = [...new Set(differences.map(({ operation }) => operation))].filter((operation) =>
    operation.startsWith('action '),
  );
  const columns = [...RECORD_OPERATIONS, ...actions];
  const table = (rows: readonly string[], label: string): ReviewNode =>
    element(
      'div',
      { class: 'rv-scroll', tabindex: '0', role: 'group', 'aria-label': label },
      element(
        'table',
        'rv-matrix',
        element(
          'thead',
          null,
          element(
            'tr',
            null,
            element('th', { scope: 'col' }, 'Role'),
            columns.map((operation) =>
              element('th', { scope: 'col' }, operationWords(operation, after ?? before)),
            ),
          ),
        ),
        element(
          'tbody',
          null,
          rows.map((role) =>
            element(
              'tr',
              null,
              element('th', { scope: 'row' }, roleTitle(role, { base, head })),
              columns.map((operation) =>
                cell(
                  reachOf(before, role, operation),
                  reachOf(after, role, operation),
                  differences.filter((each) => each.role === role && each.operation === operation),
                ),
              ),
            ),
          ),
        ),
      ),
    );
  return element(
    'div',
    'rv-card',
    element(
      'div',
      'rv-card-head',
      element('h3', null, title),
      source((after ?? before)?.span ?? null, after === null ? 'base' : 'head'),
    ),
    table(changed, `Access to ${title}`),
    same.length > 0 &&
      element(
        'details',
        'rv-fold',
        element('summary', null, `${countOf(same.length, 'role')} as before`),
        table(same, `Access to ${title}, as before`),
      ),
    differenceList(differences, { base, head }, source),
  );
}

function hasAny(role: string, before: Entity | null, after: Entity | null): boolean {
  return before?.access[role] !== undefined || after?.access[role] !== undefined;
}

/** How far the grants of a role reach, in few words; `–` where there are none. */
function reachOf(entity: Entity | null, role: string, operation: string): string {
  const access = entity?.access[role];
  if (entity === null || access === undefined) return '–';
  if (operation.startsWith('action ')) {
    const grant = access.actions?.[operation.slice('action '.length)];
    return grant === undefined ? '–' : grant.rows === null ? 'all' : 'some';
  }
  const grants = access[operation as RecordOperation] ?? [];
  if (grants.length === 0) return '–';
  const rows = grants.some((grant) => grant.rows === null) ? 'all' : 'some';
  const named = new Set(grants.flatMap(({ fields }) => fields ?? []));
  const isWhole = operation === 'delete' || grants.some(({ fields }) => fields === null);
  const masked = new Set(grants.flatMap(({ masks }) => Object.keys(masks))).size;
  const fields = isWhole ? '' : `, ${named.size} of ${countOf(Object.keys(entity.fields).length, 'field')}`;
  return `${rows}${fields}${masked === 0 ? '' : `, ${masked} masked`}`;
}

function cell(before: string, after: string, differences: readonly AccessDifference[]): ReviewNode {
  const verdicts = VERDICT_ORDER.filter((verdict) => differences.some((each) => each.verdict === verdict));
  const isDifferent = verdicts.length > 0;
  const words = before === after || !isDifferent ? after : `${named(before)} → ${named(after)}`;
  return element(
    'td',
    isDifferent ? 'rv-differs' : null,
    element('span', after === '–' && !isDifferent ? 'rv-faint' : null, words),
    verdicts.map((verdict) => [' ', verdictTag(verdict)]),
  );
}

function named(reach: string): string {
  return reach === '–' ? 'none' : reach;
}

function workspaceCard(
  differences: readonly AccessDifference[],
  models: ReviewModels,
  source: SourceLink,
): ReviewNode {
  return element(
    'div',
    'rv-card',
    element('div', 'rv-card-head', element('h3', null, 'The workspace as a whole')),
    differenceList(differences, models, source),
  );
}
