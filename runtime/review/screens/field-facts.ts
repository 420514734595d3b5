import type { Field } from '../../model/field.ts';
import type { Entity, Model } from '../../model/model.ts';
import { findField } from '../../model/system-fields.ts';
import { ruleWords } from '../../view/rule-words.ts';
import type { ViewScope } from '../../view/scope.ts';
import type { FieldView } from '../../wire/view.ts';

type Facts = Readonly<Record<string, string>>;

/** What a person who fills in a form notices of a field, by what it is about. */
export function inputFacts(scope: ViewScope, entity: Entity, view: FieldView): Facts {
  const at = fieldAt(scope.model, entity, view.path);
  return {
    ...sightFacts(view),
    Required: required(scope, at, view),
    'Can be changed': changeable(scope, at, view),
    Shown: at?.field.visibleWhen ? `when ${say(scope, at, at.field.visibleWhen)}` : 'always',
    ...(at === null ? {} : { ...valueFacts(at.field), ...startFact(scope, at) }),
    ...(at?.field.computed ? { Computed: computed(scope, at) } : {}),
    ...optionFacts(view),
    ...(view.help === null ? {} : { Help: view.help }),
    ...lineFacts(scope, view),
  };
}

/** What a person who reads a list or a record notices of a field. */
export function readFacts(scope: ViewScope, entity: Entity, view: FieldView): Facts {
  const at = fieldAt(scope.model, entity, view.path);
  return {
    ...sightFacts(view),
    ...(at?.field.computed ? { Computed: computed(scope, at) } : {}),
    ...optionFacts(view),
    ...lineFacts(scope, view),
  };
}

type Place = { readonly entity: Entity; readonly field: Field };

/** The field at the end of a path, whoever may read it; null where there is none. */
function fieldAt(model: Model, from: Entity, path: string): Place | null {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let entity = from;
  for (const step of steps) {
    const field = entity.fields[step];
    const next = field?.type === 'reference' ? model.entities[field.to] : undefined;
    if (next === undefined) return null;
    entity = next;
  }
  const field = findField(entity, last);
  return field === undefined ? null : { entity, field };
}

type Rule = NonNullable<Field['visibleWhen']>;

function say(scope: ViewScope, { entity }: Place, rule: Rule): string {
  return ruleWords(scope, entity)(rule.tree);
}

function sightFacts(view: FieldView): Facts {
  const target = view.target === undefined ? '' : ` to ${view.target.title}`;
  return {
    Kind: `${view.type.replaceAll('_', ' ')}${target}`,
    ...(view.masked ? { Masked: 'on some records' } : {}),
    ...(view.conditional ? { Hidden: 'on some records' } : {}),
    ...(view.currency === undefined ? {} : { Currency: view.currency }),
    ...(view.scale === undefined ? {} : { Decimals: String(view.scale) }),
  };
}

function required(scope: ViewScope, at: Place | null, view: FieldView): string {
  if (view.required) return 'yes';
  return at?.field.requiredWhen ? `when ${say(scope, at, at.field.requiredWhen)}` : 'no';
}

function changeable(scope: ViewScope, at: Place | null, view: FieldView): string {
  if (!view.writable) return 'no';
  return at?.field.editableWhen ? `when ${say(scope, at, at.field.editableWhen)}` : 'yes';
}

function valueFacts(field: Field): Facts {
  const given = (name: string, value: string | number | null): Facts =>
    value === null ? {} : { [name]: String(value) };
  return {
    ...('min' in field ? { ...given('Least', field.min), ...given('Most', field.max) } : {}),
    ...('minLength' in field ? given('Shortest', field.minLength) : {}),
    ...('maxLength' in field ? given('Longest', field.maxLength) : {}),
    ...('pattern' in field ? given('Pattern', field.pattern) : {}),
    ...(field.unique ? { Unique: 'yes' } : {}),
    ...('prefix' in field ? given('Prefix', field.prefix) : {}),
  };
}

function startFact(scope: ViewScope, at: Place): Facts {
  const { field } = at;
  if (field.defaultExpression !== null) return { 'Starts as': say(scope, at, field.defaultExpression) };
  const value = 'default' in field ? field.default : null;
  if (value === null) return {};
  const values = Array.isArray(value) ? value : [value];
  const options = 'options' in field ? field.options : [];
  const words = values.map(
    (each) => options.find(({ name }) => name === String(each))?.label ?? String(each),
  );
  return { 'Starts as': words.join(', ') };
}

function computed(scope: ViewScope, at: Place): string {
  const { field, entity } = at;
  if (field.computed === null) return '';
  if (field.computed.is === 'formula') return say(scope, at, field.computed.expression);
  const { measure, children, field: of, where } = field.computed;
  const list = entity.fields[children];
  const child = list?.type === 'children' ? scope.model.entities[list.of] : undefined;
  const measured = of === null ? '' : ` ${child?.fields[of]?.label ?? of} of`;
  const only = where === null || child === undefined ? '' : ` where ${ruleWords(scope, child)(where.tree)}`;
  return `${measure}${measured} ${list?.label ?? children}${only}`;
}

function optionFacts(view: FieldView): Facts {
  return Object.fromEntries(
    (view.options ?? []).map(({ name, label, color }) => [
      `Option \`${name}\``,
      color === null ? label : `${label} (${color})`,
    ]),
  );
}

/** The columns of a grid of lines, each in one fact. */
function lineFacts(scope: ViewScope, view: FieldView): Facts {
  const entity = view.lines === undefined ? undefined : scope.model.entities[view.lines.entity];
  if (view.lines === undefined || entity === undefined) return {};
  return Object.fromEntries(
    view.lines.fields.map((line) => {
      const { Kind, Required, Computed } = inputFacts(scope, entity, line);
      const words = [Kind, Required === 'no' ? '' : `required${Required === 'yes' ? '' : ` ${Required}`}`];
      const all = [...words, Computed === undefined ? '' : `computed: ${Computed}`];
      return [`Column ${line.label}`, all.filter((word) => word !== '').join(', ')] as const;
    }),
  );
}
