import type { Example } from '../../model/example.ts';
import type { Field } from '../../model/field.ts';
import type { Entity } from '../../model/model.ts';
import type { Action, Check, Lifecycle, Never } from '../../model/rule.ts';
import type { Change } from '../change.ts';
import { saysSame } from './bare.ts';
import { diffField, fieldText } from './diff-fields.ts';
import { changeOf, compareFacets, facet, type Facets, orderChange, type Place, words } from './facets.ts';
import { pairByName } from './pairs.ts';
import { oneLine, textOf } from './text-of.ts';

const CHECK_FACETS: Facets<Check> = {
  id: null, // made of the names of the entity and the check
  name: null,
  that: facet('rules', 'check/that'),
  say: words('rules', 'check/say'),
  at: words('screens', 'check/at'),
  enforce: facet('rules', 'check/enforce'),
  span: null,
};
const NEVER_FACETS: Facets<Never> = {
  id: null,
  name: null,
  that: facet('rules', 'never/that'),
  say: words('rules', 'never/say'),
  span: null,
};
const LIFECYCLE_FACETS: Facets<Lifecycle> = {
  field: facet('rules', 'lifecycle/field'),
  initial: facet('rules', 'lifecycle/initial'),
  span: null,
};
const ACTION_FACETS: Facets<Action> = {
  name: null, // what an action is found by
  title: words('screens', 'action/title'),
  about: words('screens', 'action/about'),
  confirm: words('screens', 'action/confirm'),
  from: facet('rules', 'action/from'),
  to: facet('rules', 'action/to'),
  when: facet('rules', 'action/when'),
  say: words('rules', 'action/say'),
  notBy: facet('rules', 'action/not_by'),
  set: null, // below, value by value
  input: null, // below, field by field
  spans: null,
  span: null,
};

type Context = {
  readonly entity: string;
  readonly spanOfEntity: Place['span'];
  readonly currencies: readonly [base: string, head: string];
};

/** Changes of checks, of what must never be, of the lifecycle, the actions and the examples of an entity. */
export function diffRules(base: Entity, head: Entity, currencies: Context['currencies']): readonly Change[] {
  const context: Context = { entity: head.name, spanOfEntity: head.span, currencies };
  return [
    ...listed(base.checks, head.checks, context, 'checks', 'check', CHECK_FACETS, ({ that }) => that.text),
    ...listed(base.never, head.never, context, 'never', 'never', NEVER_FACETS, ({ that }) => that.text),
    ...lifecycleChanges(base.lifecycle, head.lifecycle, context),
    ...actionChanges(base, head, context),
    ...exampleChanges(base, head, context),
  ];
}

type Ruled = { readonly span: Place['span'] };

/** Rules that have names: what came, what went and what says something else. */
function listed<T extends Ruled & object>(
  base: Readonly<Record<string, T>>,
  head: Readonly<Record<string, T>>,
  context: Context,
  key: string,
  noun: string,
  facets: Facets<T>,
  text: (rule: T) => string,
): readonly Change[] {
  return pairByName(base, head).flatMap(({ name, base: was, head: is }) => {
    const place = placeOf(`${context.entity}.${key}.${name}`, context, was, is);
    if (was === null && is !== null)
      return [changeOf(facet('rules', `${noun}/added`), null, oneLine(text(is)), place)];
    if (was !== null && is === null)
      return [changeOf(facet('rules', `${noun}/removed`), oneLine(text(was)), null, place)];
    return was === null || is === null ? [] : compareFacets(facets, was, is, place);
  });
}

function placeOf(subject: string, context: Context, was: Ruled | null, is: Ruled | null): Place {
  return {
    subject,
    entity: context.entity,
    field: null,
    span: is?.span ?? was?.span ?? null,
    spanOf: is === null ? 'base' : 'head',
  };
}

function lifecycleChanges(
  base: Lifecycle | null,
  head: Lifecycle | null,
  context: Context,
): readonly Change[] {
  const place = placeOf(`${context.entity}.lifecycle`, context, base, head);
  if (base === null && head !== null)
    return [changeOf(facet('rules', 'lifecycle/added'), null, head.field, place)];
  if (base !== null && head === null)
    return [changeOf(facet('rules', 'lifecycle/removed'), base.field, null, place)];
  return base === null || head === null ? [] : compareFacets(LIFECYCLE_FACETS, base, head, place);
}

function actionChanges(base: Entity, head: Entity, context: Context): readonly Change[] {
  const changes = pairByName(base.actions, head.actions).flatMap(({ name, base: was, head: is }) => {
    const place = placeOf(`${context.entity}.actions.${name}`, context, was, is);
    if (was === null && is !== null)
      return [changeOf(facet('rules', 'action/added'), null, actionText(is), place)];
    if (was !== null && is === null)
      return [changeOf(facet('rules', 'action/removed'), actionText(was), null, place)];
    return was === null || is === null ? [] : diffAction(was, is, place, context);
  });
  const order = orderChange(
    facet('screens', 'entity/action_order'),
    Object.keys(base.actions),
    Object.keys(head.actions),
    { subject: context.entity, entity: context.entity, field: null, span: head.span, spanOf: 'head' },
  );
  return [...changes, ...order];
}

function diffAction(base: Action, head: Action, place: Place, context: Context): readonly Change[] {
  const [spans, when] = [head.spans, head.when];
  const at: Readonly<Record<string, Place['span']>> = {
    'action/from': spans.from,
    'action/not_by': spans.notBy,
    'action/when': when?.span ?? spans.when,
  };
  return [
    ...compareFacets(ACTION_FACETS, base, head, place).map((change) => ({
      ...change,
      span: at[change.kind] ?? change.span,
    })),
    ...pairByName(base.set, head.set).flatMap(({ name, base: was, head: is }) => {
      if (saysSame(was, is)) return [];
      const subject = `${place.subject}.set.${name}`;
      return [
        changeOf(facet('rules', 'action/set'), textOf(was), textOf(is), {
          ...place,
          subject,
          span: is?.span ?? place.span,
        }),
      ];
    }),
    ...inputChanges(base.input, head.input, place, context),
  ];
}

function inputChanges(
  base: Readonly<Record<string, Field>>,
  head: Readonly<Record<string, Field>>,
  place: Place,
  context: Context,
): readonly Change[] {
  const changes = pairByName(base, head).flatMap(({ name, base: was, head: is }) => {
    const at = {
      ...place,
      subject: `${place.subject}.input.${name}`,
      span: is?.span ?? was?.span ?? place.span,
      spanOf: is === null ? ('base' as const) : ('head' as const),
    };
    if (was === null && is !== null)
      return [changeOf(facet('rules', 'input/added'), null, fieldText(is), at)];
    if (was !== null && is === null)
      return [changeOf(facet('rules', 'input/removed'), fieldText(was), null, at)];
    if (was === null || is === null) return [];
    // What an action asks for is kept nowhere: no change of it touches data.
    return diffField(was, is, at, context.currencies).map((change) => ({
      ...change,
      section: change.section === 'data' ? ('rules' as const) : change.section,
      kind: change.kind.replace(/^field\//u, 'input/'),
    }));
  });
  const order = facet('screens', 'action/input_order');
  return [...changes, ...orderChange(order, Object.keys(base), Object.keys(head), place)];
}

function actionText({ from, to, when }: Action): string {
  return [
    from.length === 0 ? 'in every state' : `from ${from.join(', ')}`,
    ...(to === null ? [] : [`to ${to}`]),
    ...(when === null ? [] : [`when ${oneLine(when.text)}`]),
  ].join(' ');
}

/** Examples prove rules and change nothing by themselves, so they are told with the words. */
function exampleChanges(base: Entity, head: Entity, context: Context): readonly Change[] {
  return pairByName(base.examples, head.examples).flatMap(({ name, base: was, head: is }) => {
    if (saysSame(was, is)) return [];
    const kind = was === null ? 'example/added' : is === null ? 'example/removed' : 'example/changed';
    const place = placeOf(`${context.entity}.examples.${name}`, context, was, is);
    return [changeOf(words('rules', kind), exampleText(was), exampleText(is), place)];
  });
}

function exampleText(example: Example | null): string | null {
  if (example === null) return null;
  const { as, does, given, expect, with: values, user, params, now } = example;
  const outcome = expect.refusedBy === null ? 'allowed' : `refused by ${expect.refusedBy}`;
  const facts = textOf({ user, params, now, given, with: values, warns: expect.warns, after: expect.values });
  return oneLine(`${as} ${does}: ${outcome}${facts === null ? '' : ` (${facts})`}`);
}
