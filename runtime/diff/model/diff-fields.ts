import type { ChoiceOption, Field, Formula, Rollup } from '../../model/field.ts';
import type { Change } from '../change.ts';
import { saysSame } from './bare.ts';
import { changeOf, compareFacets, facet, type Facets, orderChange, type Place, words } from './facets.ts';
import { pairByName } from './pairs.ts';
import { computedText, defaultText, textOf, typeText } from './text-of.ts';

const FIELD_FACETS: Facets<Field> = {
  name: null, // what a field is found by; a renaming is told by its pair
  type: null, // below, with what it refers to
  to: null,
  of: null,
  label: words('screens', 'field/label'),
  help: words('screens', 'field/help'),
  required: facet('data', 'field/required'),
  unique: facet('data', 'field/unique'),
  was: null, // a renaming itself; without one it says nothing
  requiredWhen: facet('rules', 'field/required_when'),
  visibleWhen: facet('screens', 'field/visible_when'),
  editableWhen: facet('rules', 'field/editable_when'),
  default: null, // below, together
  defaultExpression: null,
  computed: null, // below
  minLength: facet('data', 'field/min_length'),
  maxLength: facet('data', 'field/max_length'),
  pattern: facet('data', 'field/pattern'),
  min: facet('data', 'field/min'),
  max: facet('data', 'field/max'),
  scale: facet('data', 'field/scale'),
  currency: facet('data', 'field/currency'),
  options: null, // below, one by one
  partOf: facet('data', 'field/part_of'),
  by: facet('data', 'field/by'),
  owned: null, // follows from `part_of` of the field that it is the inverse of
  prefix: facet('data', 'field/prefix'),
  start: facet('data', 'field/start'),
  span: null,
};

const OPTION_FACETS: Facets<ChoiceOption> = {
  name: null, // what an option is found by
  label: words('screens', 'option/label'),
  color: words('screens', 'option/color'),
};

const FORMULA_FACETS: Facets<Formula | Rollup> = {
  is: null, // told as a whole below, as are the parts that say what is computed
  expression: null,
  kept: facet('data', 'field/kept'),
  why: null, // explains `kept`
  children: null,
  measure: null,
  field: null,
  where: null,
};

/** What changed in a field that both models have, in the names of the head. `currencies` are those of the workspaces. */
export function diffField(
  base: Field,
  head: Field,
  place: Place,
  currencies: readonly [base: string, head: string],
): readonly Change[] {
  return [
    ...typeChange(base, head, place),
    ...compareFacets(FIELD_FACETS, base, head, place).filter(
      ({ kind }) => kind !== 'field/currency' || !followsWorkspace(base, head, currencies),
    ),
    ...whole(defaultText(base), defaultText(head), 'field/default', place, [base, head]),
    ...computedChanges(base, head, place),
    ...optionChanges(base, head, place),
  ];
}

/** The currency of the workspace changed, and that of the field with it: said once, of the workspace. */
function followsWorkspace(
  base: Field,
  head: Field,
  [was, is]: readonly [base: string, head: string],
): boolean {
  return 'currency' in base && 'currency' in head && base.currency === was && head.currency === is;
}

function typeChange(base: Field, head: Field, place: Place): readonly Change[] {
  const [was, is] = [typeText(base), typeText(head)];
  return was === is ? [] : [changeOf(facet('data', 'field/type'), was, is, place)];
}

/** Equal expressions are equal however they are written, so the text alone decides nothing. */
function whole(
  was: string | null,
  is: string | null,
  kind: string,
  place: Place,
  [base, head]: readonly [Field, Field],
): readonly Change[] {
  const values = ({ defaultExpression, ...field }: Field): readonly unknown[] => [
    defaultExpression,
    'default' in field ? field.default : null,
  ];
  if (saysSame(values(base), values(head))) return [];
  return [
    changeOf(facet('rules', kind), was, is, { ...place, span: head.defaultExpression?.span ?? place.span }),
  ];
}

function computedChanges(base: Field, head: Field, place: Place): readonly Change[] {
  const [was, is] = [base.computed, head.computed];
  const kept = was === null || is === null ? [] : compareFacets(FORMULA_FACETS, was, is, place);
  const meaning = (computed: Field['computed']): unknown =>
    computed?.is === 'formula' ? computed.expression : computed;
  if (saysSame(meaning(was), meaning(is))) return kept;
  const span = is?.is === 'formula' ? is.expression.span : (is?.where?.span ?? place.span);
  const computed = facet('rules', 'field/computed');
  return [changeOf(computed, computedText(base), computedText(head), { ...place, span }), ...kept];
}

function optionChanges(base: Field, head: Field, place: Place): readonly Change[] {
  const [was, is] = [optionsOf(base), optionsOf(head)];
  if (was === null || is === null) return [];
  const pairs = pairByName(byName(was), byName(is));
  return [
    ...pairs.flatMap(({ name, base: old, head: now }) => {
      if (old === null) return [changeOf(facet('data', 'option/added'), null, name, place)];
      if (now === null) return [changeOf(facet('data', 'option/removed'), name, null, place)];
      return compareFacets(OPTION_FACETS, old, now, { ...place, subject: `${place.subject}.${name}` });
    }),
    ...orderChange(
      facet('screens', 'field/option_order'),
      was.map(({ name }) => name),
      is.map(({ name }) => name),
      place,
    ),
  ];
}

/** Options of a choice field; null for other types. */
export function optionsOf(field: Field): readonly ChoiceOption[] | null {
  return 'options' in field ? field.options : null;
}

const byName = (options: readonly ChoiceOption[]): Readonly<Record<string, ChoiceOption>> =>
  Object.fromEntries(options.map((option) => [option.name, option]));

/** A field that is new or gone, as one line: `reference to customer, required`. */
export function fieldText(field: Field): string {
  const options = optionsOf(field);
  return [
    typeText(field),
    ...(field.required ? ['required'] : []),
    ...(field.unique ? ['unique'] : []),
    ...(options === null ? [] : [textOf(options) ?? '']),
    ...(computedText(field) === null ? [] : [`computed: ${computedText(field) ?? ''}`]),
    ...(defaultText(field) === null ? [] : [`default ${defaultText(field) ?? ''}`]),
  ].join(', ');
}
