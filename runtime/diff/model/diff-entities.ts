import {
  RECORD_OPERATIONS,
  type Acceptance,
  type Entity,
  type Grant,
  type Model,
} from '../../model/model.ts';
import type { Change } from '../change.ts';
import { bare, saysSame } from './bare.ts';
import { diffField, fieldText } from './diff-fields.ts';
import { diffRules } from './diff-rules.ts';
import { changeOf, compareFacets, facet, type Facets, orderChange, type Place, words } from './facets.ts';
import { type EntityPair, type FieldPair, pairModels } from './pair-models.ts';
import { pairByName } from './pairs.ts';
import { grantText, textOf } from './text-of.ts';

const ENTITY_FACETS: Facets<Entity> = {
  name: null, // what an entity is found by; a renaming is told by its pair
  title: words('screens', 'entity/title'),
  plural: words('screens', 'entity/plural'),
  about: words('screens', 'entity/about'),
  owner: facet('operations', 'entity/owner'),
  was: null,
  fields: null, // below
  titleField: facet('screens', 'entity/title_field'),
  search: facet('screens', 'entity/search'),
  indexes: null, // below
  access: null, // below
  partOf: null, // `part_of` of the field says it
  checks: null, // with the rules
  never: null,
  lifecycle: null,
  actions: null,
  examples: null,
  accepts: null, // below
  span: null,
};

/** Changes of entities with everything in them. */
export function diffEntities(base: Model | null, head: Model): readonly Change[] {
  const currencies = [base?.workspace.currency ?? '', head.workspace.currency] as const;
  return pairModels(base, head).flatMap((pair) => {
    const { base: was, head: is } = pair;
    if (is === null) return was === null ? [] : [entityChange('entity/removed', was, null)];
    return was === null ? [entityChange('entity/added', null, is)] : diffEntity(was, is, pair, currencies);
  });
}

function entityChange(kind: string, was: Entity | null, is: Entity | null): Change {
  const entity = is ?? was;
  const name = entity?.name ?? '';
  return changeOf(facet('data', kind), was && summary(was), is && summary(is), {
    subject: name,
    entity: name,
    field: null,
    span: entity?.span ?? null,
    spanOf: is === null ? 'base' : 'head',
  });
}

/** `12 fields, 2 checks, 1 action` */
function summary({ fields, checks, never, actions }: Entity): string {
  const parts = [
    [Object.keys(fields).length, 'field', 'fields'],
    [Object.keys(checks).length, 'check', 'checks'],
    [Object.keys(never).length, 'never', 'nevers'],
    [Object.keys(actions).length, 'action', 'actions'],
  ] as const;
  return parts
    .filter(([count], at) => count > 0 || at === 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(', ');
}

type Currencies = readonly [base: string, head: string];

function diffEntity(
  base: Entity,
  head: Entity,
  { former, fields }: EntityPair,
  currencies: Currencies,
): readonly Change[] {
  const place: Place = {
    subject: head.name,
    entity: head.name,
    field: null,
    span: head.span,
    spanOf: 'head',
  };
  return [
    ...(former === head.name ? [] : [changeOf(facet('data', 'entity/renamed'), former, head.name, place)]),
    ...compareFacets(ENTITY_FACETS, base, head, place),
    ...fields.flatMap((field) => fieldChanges(head, field, currencies)),
    ...orderChange(
      facet('screens', 'entity/field_order'),
      Object.keys(base.fields),
      Object.keys(head.fields),
      place,
    ),
    ...indexChanges(base, head, place),
    ...diffRules(base, head, currencies),
    ...grantChanges(base, head, place),
    ...acceptanceChanges(base.accepts, head.accepts, place),
  ];
}

function fieldChanges(
  head: Entity,
  { base: was, head: is, former }: FieldPair,
  currencies: Currencies,
): readonly Change[] {
  const field = is ?? was;
  if (field === null) return [];
  const place: Place = {
    subject: `${head.name}.${field.name}`,
    entity: head.name,
    field: field.name,
    span: field.span,
    spanOf: is === null ? 'base' : 'head',
  };
  if (is === null) return [changeOf(facet('data', 'field/removed'), fieldText(field), null, place)];
  if (was === null) return [changeOf(facet('data', 'field/added'), null, fieldText(field), place)];
  return [
    ...(former === is.name ? [] : [changeOf(facet('data', 'field/renamed'), former, is.name, place)]),
    ...diffField(was, is, place, currencies),
  ];
}

function indexChanges(base: Entity, head: Entity, place: Place): readonly Change[] {
  const texts = ({ indexes }: Entity): string[] =>
    indexes.map(({ fields, unique }) => `${unique ? 'unique ' : ''}[${fields.join(', ')}]`);
  const [was, is] = [texts(base), texts(head)];
  const at = { ...place, subject: `${place.subject}.indexes` };
  return [
    ...is
      .filter((text) => !was.includes(text))
      .map((text) => changeOf(facet('data', 'index/added'), null, text, at)),
    ...was
      .filter((text) => !is.includes(text))
      .map((text) => changeOf(facet('data', 'index/removed'), text, null, at)),
  ];
}

function grantChanges(base: Entity, head: Entity, place: Place): readonly Change[] {
  return pairByName(grantsByName(base), grantsByName(head)).flatMap(({ name, base: was, head: is }) => {
    const same = (grants: readonly Grant[] | null): string =>
      JSON.stringify((grants ?? []).map((grant) => bareGrant(grant)));
    if (same(was) === same(is)) return [];
    const text = (grants: readonly Grant[] | null): string | null =>
      grants === null || grants.length === 0 ? null : grants.map(grantText).join('; or ');
    const kind = was === null ? 'grant/added' : is === null ? 'grant/removed' : 'grant/changed';
    return [
      changeOf(facet('access', kind), text(was), text(is), {
        ...place,
        subject: `${head.name}.access.${name}`,
        span: is?.[0]?.span ?? was?.[0]?.span ?? place.span,
        spanOf: is === null ? 'base' : 'head',
      }),
    ];
  });
}

/** The id of a grant is made of names, and the order of masks says nothing. */
const bareGrant = ({ rows, fields, masks, after }: Grant): string =>
  bare([rows, fields, Object.entries(masks).toSorted(([a], [b]) => (a < b ? -1 : 1)), after]);

/** Grants by `sales.read` and `sales.actions.approve`. */
function grantsByName({ access }: Entity): Readonly<Record<string, readonly Grant[]>> {
  return Object.fromEntries(
    Object.entries(access).flatMap(([role, granted]) => [
      ...RECORD_OPERATIONS.flatMap((operation) => {
        const grants = granted[operation];
        return grants === undefined ? [] : [[`${role}.${operation}`, grants] as const];
      }),
      ...Object.entries(granted.actions ?? {}).map(
        ([action, grant]) => [`${role}.actions.${action}`, [grant]] as const,
      ),
    ]),
  );
}

/** Findings that the author answers for, of an entity or of the workspace. */
export function acceptanceChanges(
  base: readonly Acceptance[],
  head: readonly Acceptance[],
  place: Place,
): readonly Change[] {
  const byKey = (list: readonly Acceptance[]): Readonly<Record<string, Acceptance>> =>
    Object.fromEntries(list.map((each) => [`${each.finding}${each.at === null ? '' : `.${each.at}`}`, each]));
  return pairByName(byKey(base), byKey(head)).flatMap(({ name, base: was, head: is }) => {
    if (saysSame(was, is)) return [];
    const kind = was === null ? 'added' : is === null ? 'removed' : 'changed';
    const text = (each: Acceptance | null): string | null =>
      each === null ? null : `until ${each.until}: ${textOf(each.because) ?? ''}`;
    return [
      changeOf(facet('operations', `acceptance/${kind}`), text(was), text(is), {
        ...place,
        subject: `${place.subject}.accepts.${name}`,
        span: is?.span ?? was?.span ?? place.span,
        spanOf: is === null ? 'base' : 'head',
      }),
    ];
  });
}
