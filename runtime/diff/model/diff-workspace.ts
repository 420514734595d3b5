import type { Field } from '../../model/field.ts';
import type { Decision, Model, Owner, Parameter, Role, UserAttribute, Workspace } from '../../model/model.ts';
import type { Change, Section } from '../change.ts';
import { acceptanceChanges } from './diff-entities.ts';
import { diffDecision } from './diff-decision.ts';
import { diffField } from './diff-fields.ts';
import { changeOf, compareFacets, facet, type Facets, type Place, words } from './facets.ts';
import { pairByName } from './pairs.ts';
import { textOf } from './text-of.ts';

const WORKSPACE_FACETS: Facets<Workspace> = {
  name: facet('operations', 'workspace/name'),
  title: words('screens', 'workspace/title'),
  timeZone: facet('rules', 'workspace/time_zone'),
  locale: facet('screens', 'workspace/locale'),
  currency: facet('data', 'workspace/currency'),
  owners: null, // below
  userAttributes: null,
  releases: null,
  accepts: null,
};
const RELEASES_FACETS: Facets<Workspace['releases']> = {
  seenBy: facet('access', 'releases/seen_by'),
  publishedBy: facet('access', 'releases/published_by'),
};
const OWNER_FACETS: Facets<Owner> = {
  name: null,
  title: words('operations', 'owner/title'),
  contact: facet('operations', 'owner/contact'),
  approvers: facet('access', 'owner/approvers'),
};
const ATTRIBUTE_FACETS: Facets<UserAttribute> = {
  name: null,
  type: facet('rules', 'attribute/type'),
  about: words('rules', 'attribute/about'),
  span: null,
};
const ROLE_FACETS: Facets<Role> = {
  name: null,
  title: words('access', 'role/title'),
  about: words('access', 'role/about'),
  givenBy: facet('access', 'role/given_by'),
  span: null,
};
const PARAMETER_FACETS: Facets<Parameter> = {
  name: null,
  title: words('rules', 'parameter/title'),
  about: words('rules', 'parameter/about'),
  field: null, // below
  type: null, // follows from the field
  value: facet('rules', 'parameter/default'),
  changedBy: facet('access', 'parameter/changed_by'),
  owner: facet('operations', 'parameter/owner'),
  span: null,
};
const DECISION_FACETS: Facets<Decision> = {
  name: null,
  title: words('rules', 'decision/title'),
  about: words('rules', 'decision/about'),
  owner: facet('operations', 'decision/owner'),
  inputs: null, // below, column by column
  outputs: null,
  compiled: null, // below, row by row
  written: null, // what `compiled` was made from
  rowSpans: null,
  span: null,
};

/** Changes of what belongs to no entity and no tool: workspace, owners, attributes, roles, parameters, decisions. */
export function diffWorkspace(base: Model, head: Model): readonly Change[] {
  const whole = placeOf('workspace', null, null);
  const [was, is] = [base.workspace, head.workspace];
  const language =
    base.language === head.language
      ? []
      : [
          changeOf(
            facet('operations', 'workspace/language'),
            String(base.language),
            String(head.language),
            whole,
          ),
        ];
  return [
    ...compareFacets(WORKSPACE_FACETS, was, is, whole),
    ...language,
    ...compareFacets(RELEASES_FACETS, was.releases, is.releases, placeOf('workspace.releases', null, null)),
    ...named(was.owners, is.owners, 'owner', 'operations', OWNER_FACETS, ({ contact }) => contact),
    ...named(
      was.userAttributes,
      is.userAttributes,
      'attribute',
      'rules',
      ATTRIBUTE_FACETS,
      ({ type }) => type,
    ),
    ...named(base.roles, head.roles, 'role', 'access', ROLE_FACETS, ({ about }) => textOf(about) ?? ''),
    ...parameterChanges(base, head),
    ...decisionChanges(base, head),
    ...acceptanceChanges(was.accepts, is.accepts, whole),
  ];
}

type Spanned = { readonly span?: Place['span'] };

function placeOf(subject: string, was: Spanned | null, is: Spanned | null): Place {
  return {
    subject,
    entity: null,
    field: null,
    span: is?.span ?? was?.span ?? null,
    spanOf: is === null && was !== null ? 'base' : 'head',
  };
}

function named<T extends Spanned & object>(
  base: Readonly<Record<string, T>>,
  head: Readonly<Record<string, T>>,
  noun: string,
  section: Section,
  facets: Facets<T>,
  text: (item: T) => string,
): readonly Change[] {
  return pairByName(base, head).flatMap(({ name, base: was, head: is }) => {
    const place = placeOf(`${noun}.${name}`, was, is);
    if (is === null)
      return was === null ? [] : [changeOf(facet(section, `${noun}/removed`), text(was), null, place)];
    if (was === null) return [changeOf(facet(section, `${noun}/added`), null, text(is), place)];
    return compareFacets(facets, was, is, place);
  });
}

function parameterChanges(base: Model, head: Model): readonly Change[] {
  const currencies = [base.workspace.currency, head.workspace.currency] as const;
  const text = ({ value }: Parameter): string => textOf(value) ?? '';
  return [
    ...named(base.parameters, head.parameters, 'parameter', 'rules', PARAMETER_FACETS, text),
    ...pairByName(base.parameters, head.parameters).flatMap(({ name, base: was, head: is }) =>
      was === null || is === null
        ? []
        : valueFieldChanges(was.field, is.field, placeOf(`parameter.${name}`, was, is), currencies),
    ),
  ];
}

/** Type and limits of a parameter; its labels and default are told as those of the parameter. */
function valueFieldChanges(
  was: Field,
  is: Field,
  place: Place,
  currencies: readonly [base: string, head: string],
): readonly Change[] {
  return diffField(was, is, place, currencies)
    .filter(({ kind }) => !['field/label', 'field/help', 'field/default'].includes(kind))
    .map((change) => ({
      ...change,
      section: 'rules' as const,
      kind: change.kind.replace(/^field\//u, 'parameter/'),
    }));
}

function decisionChanges(base: Model, head: Model): readonly Change[] {
  const text = ({ compiled }: Decision): string =>
    `${compiled.rows.length} ${compiled.rows.length === 1 ? 'row' : 'rows'}`;
  return [
    ...named(base.decisions, head.decisions, 'decision', 'rules', DECISION_FACETS, text),
    ...pairByName(base.decisions, head.decisions).flatMap(({ base: was, head: is }) =>
      was === null || is === null ? [] : diffDecision(was, is),
    ),
  ];
}
