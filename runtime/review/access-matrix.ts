import type { AccessDifference } from '../diff/access-difference.ts';
import { inSentence } from '../expression/words.ts';
import { RECORD_OPERATIONS, type Entity, type RecordOperation } from '../model/model.ts';
import {
  differenceList,
  fateOf,
  type FieldFate,
  operationWords,
  roleTitle,
  type Sides,
  verdictTag,
  VERDICT_ORDER,
} from './access-differences.ts';
import { countOf, joinAnd } from './plural.ts';
import type { ReviewModels } from './review-models.ts';
import { element, type ReviewNode } from './review-node.ts';
import type { SourceLink } from './source-link.ts';

/**
 * Who may do what, before and after: a matrix for each entity where something differs, then what belongs to no entity. The base
 * has to go by the names of the head.
 */
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
  const names = new Set([...Object.keys(head.entities), ...Object.keys(base?.entities ?? {})]);
  const order = [...names].filter((name) => byEntity.has(name));
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
  const said = (entity: string | null, operation: string): string =>
    inSentence(
      operationWords(
        operation,
        entity === null ? null : (models.head.entities[entity] ?? models.base?.entities[entity] ?? null),
      ),
    );
  const groups = Map.groupBy(differences, ({ entity, follows, verdict }) =>
    JSON.stringify([entity, follows, verdict]),
  );
  return element(
    'div',
    'rv-card',
    element('h3', null, 'Follows another right'),
    element(
      'ul',
      'rv-list',
      [...groups.values()].flatMap((group) => {
        const [first] = group;
        if (first === undefined) return [];
        const roles = [...new Set(group.map(({ role }) => roleTitle(role, models)))];
        const operations = [...new Set(group.map(({ operation }) => said(first.entity, operation)))];
        const [followed = '', ...rest] = (first.follows ?? '').split(' ');
        return element(
          'li',
          null,
          `${title(first.entity)}, ${joinAnd(operations)}: as ${title(followed)}, ${said(followed, rest.join(' '))}, for ${joinAnd(roles)} `,
          verdictTag(first.verdict),
        );
      }),
    ),
  );
}

function entityMatrix(
  name: string,
  differences: readonly AccessDifference[],
  models: ReviewModels,
  source: SourceLink,
): ReviewNode {
  const sides = { before: models.base?.entities[name] ?? null, after: models.head.entities[name] ?? null };
  const roles = rolesOf(models);
  const changed = roles.filter((role) => differences.some((each) => each.role === role));
  const same = roles.filter((role) => !changed.includes(role) && hasAny(role, sides));
  const entity = sides.after ?? sides.before;
  const title = entity?.title ?? name;
  const actions = [...new Set(differences.map(({ operation }) => operation))].filter((operation) =>
    operation.startsWith('action '),
  );
  const table = (rows: readonly string[], label: string): ReviewNode =>
    matrixTable({ sides, rows, columns: [...RECORD_OPERATIONS, ...actions], differences, models, label });
  return element(
    'div',
    'rv-card',
    element(
      'div',
      'rv-card-head',
      element('h3', null, title),
      source(entity?.span ?? null, sides.after === null ? 'base' : 'head'),
    ),
    table(changed, `Access to ${title}`),
    same.length > 0 &&
      element(
        'details',
        'rv-fold',
        element('summary', null, `${countOf(same.length, 'role')} as before`),
        table(same, `Access to ${title}, as before`),
      ),
    differenceList(differences, models, source),
  );
}

/** Who may do what where everything is new: a matrix for each entity, folded. */
export function newAccess(models: ReviewModels): readonly ReviewNode[] {
  return Object.values(models.head.entities).map((entity) => {
    const sides = { before: null, after: entity };
    const rows = rolesOf(models).filter((role) => hasAny(role, sides));
    const actions = Object.keys(entity.actions).map((action) => `action ${action}`);
    const columns = [...RECORD_OPERATIONS, ...actions];
    const label = `Access to ${entity.title}`;
    return element(
      'details',
      'rv-fold',
      element('summary', null, `${entity.title}: ${countOf(rows.length, 'role')}`),
      matrixTable({ sides, rows, columns, differences: [], models, label }),
    );
  });
}

function rolesOf({ base, head }: ReviewModels): readonly string[] {
  return [...new Set([...Object.keys(head.roles), ...Object.keys(base?.roles ?? {})])];
}

type MatrixParts = {
  readonly sides: Sides;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly differences: readonly AccessDifference[];
  readonly models: ReviewModels;
  readonly label: string;
};

function matrixTable({ sides, rows, columns, differences, models, label }: MatrixParts): ReviewNode {
  const heads = columns.map((operation) =>
    element('th', { scope: 'col' }, operationWords(operation, sides.after ?? sides.before)),
  );
  const body = rows.map((role) =>
    element(
      'tr',
      null,
      element('th', { scope: 'row' }, roleTitle(role, models)),
      columns.map((operation) => cell(sides, role, operation, differences)),
    ),
  );
  return element(
    'div',
    { class: 'rv-scroll', tabindex: '0', role: 'group', 'aria-label': label },
    element(
      'table',
      'rv-matrix',
      element('thead', null, element('tr', null, element('th', { scope: 'col' }, 'Role'), heads)),
      element('tbody', null, body),
    ),
  );
}

function hasAny(role: string, { before, after }: Sides): boolean {
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

function cell(sides: Sides, role: string, operation: string, all: readonly AccessDifference[]): ReviewNode {
  const differences = all.filter((each) => each.role === role && each.operation === operation);
  const [before, after] = [sides.before, sides.after].map((entity) => reachOf(entity, role, operation));
  const isDifferent = differences.length > 0;
  const words = before === after || !isDifferent ? after : `${named(before)} → ${named(after)}`;
  return element(
    'td',
    isDifferent ? 'rv-differs' : null,
    element('span', after === '–' && !isDifferent ? 'rv-faint' : null, words ?? '–'),
    cellTags(differences, sides).map((tag) => [' ', tag]),
  );
}

/** What the rows as such differ in, then fields that both sides have, then those that come or go. */
function cellTags(differences: readonly AccessDifference[], sides: Sides): readonly ReviewNode[] {
  const rows = differences.filter(({ field }) => field === null);
  const fates = Map.groupBy(
    differences.filter(({ field }) => field !== null),
    ({ field }) => fateOf(field ?? '', sides),
  );
  const count = (fate: FieldFate): number => fates.get(fate)?.length ?? 0;
  const kept = fates.get('kept') ?? [];
  return [
    ...VERDICT_ORDER.flatMap((verdict) =>
      rows.some((each) => each.verdict === verdict) ? [verdictTag(verdict)] : [],
    ),
    ...VERDICT_ORDER.flatMap((verdict) => {
      const fields = kept.filter((each) => each.verdict === verdict).length;
      return fields === 0 ? [] : [verdictTag(verdict, countOf(fields, 'field'))];
    }),
    ...(count('new') === 0 ? [] : [element('span', 'rv-tag', `+ ${countOf(count('new'), 'new field')}`)]),
    ...(count('gone') === 0
      ? []
      : [element('span', 'rv-tag', `− ${countOf(count('gone'), 'removed field')}`)]),
  ];
}

function named(reach: string | undefined): string {
  return reach === undefined || reach === '–' ? 'none' : reach;
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
