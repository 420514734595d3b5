import { explainExpression } from '../../expression/explain.ts';
import { listed } from '../../expression/words.ts';
import { modelWords } from '../../model/model-words.ts';
import type { Entity, Model } from '../../model/model.ts';
import type { AccessDifference } from '../access-difference.ts';
import { actionTruth } from './action-truth.ts';
import { actionOf } from './effective-access.ts';
import { type AccessContext, entityOf, labelsOf, pluralOf, titlesOf } from './finding-context.ts';
import { root, type RowGroup } from './group-rows.ts';
import { own } from './lookups.ts';
import { verbOf, where } from './operation-words.ts';

const CHANGES = { wider: 'more', narrower: 'fewer', incomparable: 'other', undecided: 'more' } as const;

/** What changed, in English. */
type Told = {
  readonly who: string;
  /** `read orders` and `read more orders` */
  readonly deed: string;
  readonly more: string;
  readonly before: string;
  readonly after: string;
  readonly undecided: string | null;
  /** What to say where the condition reads as before. */
  readonly same: string;
};

function sentence({ who, deed, more, before, after, undecided, same }: Told): string {
  const now = `Now: ${where(after)}.`;
  const then = `Before: ${where(before)}.`;
  const change = before === after ? same : `${now} ${then}`;
  if (undecided !== null) return `It cannot be decided whether ${who} may ${more}: ${undecided}. ${change}`;
  if (before === 'never') return `${who} may now ${deed}${after === 'always' ? '' : ` ${where(after)}`}.`;
  if (after === 'never') return `${who} may no longer ${deed}.`;
  return `${who} may ${more}. ${change}`;
}

/** Of records: `Sales may read more orders. Now: all of them. Before: where region is north.` What is told alike, together. */
export function rowSentences(context: AccessContext, group: RowGroup, entity: Entity): readonly string[] {
  const who = titlesOf(context, group.roles);
  const what = pluralOf(entity);
  const told = group.rows.map((row) => ({ row, ...conditionsOf(context, group, row) }));
  const alike = Map.groupBy(told, ({ row, before, after }) =>
    [before, after, row.undecided ?? ''].join('\n'),
  );
  return [...alike.values()].map((same) => {
    const [{ row, before, after }] = same as [(typeof same)[number]];
    const verbs = listed([...new Set(same.map((one) => verbOf(entity, one.row.operation)))], 'and');
    const more = `${verbs} ${CHANGES[group.verdict]} ${what}`;
    const said = sentence({
      who,
      deed: `${verbs} ${what}`,
      more,
      before,
      after,
      undecided: row.undecided,
      same: lookedUp(context),
    });
    // Who may read none of them is not held to those that they may read.
    const follows = same.every((one) => one.row.follows !== undefined);
    return follows ? `${said} Nobody wrote that: it follows from what they may read.` : said;
  });
}

/** The condition reads as before, so what it looks up is what changed. */
function lookedUp({ pair }: AccessContext): string {
  const titles = [...pair.changedTables].map((name) => `“${own(pair.head.decisions, name)?.title ?? name}”`);
  if (titles.length === 0)
    return 'The condition reads as before, but a value that it looks at is computed in another way.';
  const many = titles.length > 1;
  return `The condition reads as before, but the decision ${many ? 'tables' : 'table'} ${listed(titles, 'and')} ${many ? 'give' : 'gives'} other answers.`;
}

/** Where the rule of an action changed, that rule; else the whole condition. */
function conditionsOf(
  { pair }: AccessContext,
  { action, entity }: RowGroup,
  { before, after }: AccessDifference,
): { readonly before: string; readonly after: string } {
  if (action === null) return { before, after };
  return { before: actionWords(pair.base, entity, action), after: actionWords(pair.head, entity, action) };
}

function actionWords(model: Model, name: string, of: string): string {
  const entity = own(model.entities, name);
  const action = own(entity?.actions ?? {}, of);
  if (entity === undefined || action === undefined) return 'never';
  const truth = actionTruth(entity, action);
  if (typeof truth === 'boolean') return truth ? 'always' : 'never';
  const words = modelWords(model, { entity: name, input: action.input });
  return explainExpression(truth, words).replaceAll(/\s+/gu, ' ');
}

const MASKED: Readonly<Record<string, string>> = {
  last_4: 'the last four characters of ',
  initial: 'the first character of ',
  domain: 'the domain of ',
};

/** Of fields: `Sales may now read Unit cost and Margin of products.` Those that are told alike, together. */
export function fieldSentences(context: AccessContext, group: RowGroup, entity: Entity): readonly string[] {
  const { rows, fields, roles, verdict } = group;
  const who = rows.length > 0 ? 'They' : titlesOf(context, roles);
  const clear = new Set(fields.flatMap((row) => (row.operation === root(row) ? [row.field] : [])));
  const alike = Map.groupBy(
    // What is told of the value itself need not be told of its masked form.
    fields.filter((row) => row.operation === root(row) || !clear.has(row.field)),
    ({ operation, before, after, undecided }) => [operation, before, after, undecided ?? ''].join('\n'),
  );
  return [...alike.values()].map((same) => {
    const [{ operation, before, after, undecided }] = same as [AccessDifference];
    const names = [...new Set(same.flatMap(({ field }) => (field === null ? [] : [field])))];
    const mask = MASKED[operation.split(' ')[2] ?? ''] ?? '';
    const of = operation === 'create' ? `${pluralOf(entity)} that they create` : pluralOf(entity);
    const verb = operation === 'create' ? 'fill in' : verbOf(entity, operation);
    const deed = `${verb} ${mask}${labelsOf(entity, names)} of ${of}`;
    const more = `${verb} ${mask}${labelsOf(entity, names)} of ${CHANGES[verdict]} ${of}`;
    return sentence({ who, deed, more, before, after, undecided, same: lookedUp(context) });
  });
}

/** What changed with it although nobody wrote it: ` The same goes for what they may export; the lines of these orders.` */
export function followSentence(context: AccessContext, { follows }: RowGroup, entity: Entity): string {
  const inside = follows.filter((row) => row.entity === entity.name);
  const written = new Set(inside.map(root).filter((operation) => operation !== 'read'));
  const verbs = [...written].filter((operation) => !operation.startsWith('action '));
  const actions = [...written].flatMap((operation) => actionOf(entity, operation)?.title ?? []);
  const derived = inside.flatMap((row) => (root(row) === 'read' && row.field !== null ? [row.field] : []));
  const outside = Map.groupBy(
    follows.filter((row) => row.entity !== entity.name),
    (row) => row.entity ?? '',
  );
  const parts = [
    ...(verbs.length === 0
      ? []
      : [
          `what they may ${listed(
            verbs.map((operation) => verbOf(entity, operation)),
            'and',
          )}`,
        ]),
    ...(actions.length === 0
      ? []
      : [
          `the ${actions.length === 1 ? 'action' : 'actions'} ${listed(
            actions.map((title) => `“${title}”`),
            'and',
          )}`,
        ]),
    ...(derived.length === 0 ? [] : [labelsOf(entity, [...new Set(derived)])]),
    ...[...outside].flatMap(([name, rows]) => {
      const other = entityOf(context, name);
      return other === undefined ? [] : [elsewhere(entity, other, rows)];
    }),
  ];
  return parts.length === 0 ? '' : ` The same goes for ${listed(parts, 'and')}.`;
}

/** `the order lines of these orders`, or `Open orders of customers` where only what is computed there differs. */
function elsewhere(entity: Entity, other: Entity, rows: readonly AccessDifference[]): string {
  const fields = new Set(rows.flatMap(({ field }) => (field === null ? [] : [field])));
  if (rows.some(({ field }) => field === null) || fields.size === 0)
    return `the ${pluralOf(other)} of these ${pluralOf(entity)}`;
  return `${labelsOf(other, [...fields])} of ${pluralOf(other)}`;
}
