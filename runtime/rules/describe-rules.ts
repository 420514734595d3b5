import type { Span } from '../diagnostics/diagnostic.ts';
import { costOf } from '../expression/cost.ts';
import { explainExpression } from '../expression/explain.ts';
import type { Expression } from '../expression/tree.ts';
import type { Field, Rollup } from '../model/field.ts';
import type { Decision, Entity, Grant, Model } from '../model/model.ts';
import { modelWords, type WordPlace } from '../model/model-words.ts';
import type { Action } from '../model/rule.ts';
import { grantsOf } from './refusal-ids.ts';
import { proveEntity } from './prove-never.ts';

/** One rule as a reviewer reads it. */
export type DescribedRule = {
  readonly id: string;
  readonly span: Span;
  /** As written; null where it is no expression. */
  readonly text: string | null;
  readonly english: string;
  /** Most steps that one evaluation takes; null where nothing is evaluated. */
  readonly cost: number | null;
  /** What else is known of it: how a value is kept, what proofs say. */
  readonly notes: readonly string[];
};

/** Every rule of the model in English, entity by entity; decisions and screens come last. */
export function describeRules(model: Model): readonly DescribedRule[] {
  return [
    ...Object.values(model.entities).flatMap((entity) => [
      ...Object.values(entity.fields).flatMap((field) => fieldRules(model, entity, field)),
      ...checks(model, entity),
      ...Object.values(entity.actions).flatMap((action) => actionRules(model, entity, action)),
      ...nevers(model, entity),
      ...grantsOf(entity).flatMap((grant) => grantRules(model, entity, grant)),
    ]),
    ...Object.values(model.decisions).flatMap(decisionRows),
    ...screenRules(model),
  ];
}

/** `place` of a rule about a record of an entity; of an action also what it asks for. */
function describe(
  model: Model,
  place: WordPlace,
  id: string,
  { tree, text, span }: Expression,
  notes: readonly string[] = [],
): DescribedRule {
  const english = explainExpression(tree, modelWords(model, place));
  return { id, span, text: oneLine(text), english, cost: costOf(tree), notes };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

function fieldRules(model: Model, { name: entity }: Entity, field: Field): DescribedRule[] {
  const id = `${entity}.${field.name}`;
  const one = (part: string, expression: Expression | null, notes: readonly string[] = []): DescribedRule[] =>
    expression === null ? [] : [describe(model, { entity }, `${id}.${part}`, expression, notes)];
  const { computed } = field;
  return [
    ...(computed?.is === 'formula' ? one('formula', computed.expression, [computed.why]) : []),
    ...(computed?.is === 'rollup' ? [rollup(model, id, field, computed)] : []),
    ...one('required_when', field.requiredWhen),
    ...one('visible_when', field.visibleWhen),
    ...one('editable_when', field.editableWhen),
    ...one('default', field.defaultExpression),
  ];
}

function rollup(
  model: Model,
  id: string,
  field: Field,
  { measure, children, field: of, where }: Rollup,
): DescribedRule {
  const [entity = ''] = id.split('.');
  const child = model.entities[entity]?.fields[children];
  const target = child?.type === 'children' ? child.of : null;
  const what = of === null ? children : `${children}.${of}`;
  const condition =
    where === null ? '' : ` where ${explainExpression(where.tree, modelWords(model, { entity: target }))}`;
  return {
    id: `${id}.${measure}`,
    span: field.span,
    text: where === null ? what : `${what} where ${oneLine(where.text)}`,
    english: `the ${measure} of ${what}${condition}`,
    cost: where === null ? null : costOf(where.tree),
    notes: [`\`${field.name}\` is computed whenever it is read, because it is counted from other records.`],
  };
}

function checks(model: Model, entity: Entity): DescribedRule[] {
  return Object.values(entity.checks).map(({ id, that, enforce }) =>
    describe(
      model,
      { entity: entity.name },
      id,
      that,
      enforce === 'error' ? [] : [`It does not refuse: ${enforce}.`],
    ),
  );
}

function actionRules(model: Model, { name: entity }: Entity, action: Action): DescribedRule[] {
  const id = `${entity}.actions.${action.name}`;
  const place = { entity, input: action.input };
  const { from, to, notBy, when, spans, span } = action;
  const plain = (part: string, at: Span | null, english: string): DescribedRule => ({
    id: `${id}.${part}`,
    span: at ?? span,
    text: null,
    english,
    cost: null,
    notes: [],
  });
  const way = to === null ? '' : `, and leads to ${to}`;
  return [
    ...(from.length === 0 ? [] : [plain('from', spans.from, `it runs in ${from.join(' or ')}${way}`)]),
    ...(when === null ? [] : [describe(model, place, `${id}.when`, when)]),
    ...(notBy.length === 0
      ? []
      : [plain('not_by', spans.notBy, `who runs it is not in ${notBy.join(' or ')}`)]),
    ...Object.entries(action.set).map(([name, value]) => describe(model, place, `${id}.set.${name}`, value)),
  ];
}

const OUTCOMES = {
  safe: 'can never make it true',
  possible: 'is refused where it would make it true',
  always: 'is always refused',
  unproven: 'has too many cases to prove',
} as const;

function nevers(model: Model, entity: Entity): DescribedRule[] {
  const proofs = proveEntity(entity);
  return Object.values(entity.never).map(({ id, that }) => {
    const own = proofs.filter(({ never }) => never === id);
    const notes = own.map(
      ({ by, outcome }) =>
        `${by.is === 'action' ? 'The action' : 'The grant'} \`${by.name}\` ${OUTCOMES[outcome]}.`,
    );
    return describe(model, { entity: entity.name }, id, that, notes);
  });
}

function grantRules(model: Model, { name: entity }: Entity, { id, rows, after }: Grant): DescribedRule[] {
  return [
    ...(rows === null ? [] : [describe(model, { entity }, `${id}.when`, rows)]),
    ...(after === null ? [] : [describe(model, { entity }, `${id}.after`, after)]),
  ];
}

function decisionRows({ name, compiled, written, outputs, span }: Decision): DescribedRule[] {
  return compiled.rows.map(({ id }) => {
    const cells = Object.entries(written[id] ?? {}).filter(([column]) => column !== 'id');
    const side = (gives: boolean): string =>
      cells
        .filter(([column]) => Object.hasOwn(outputs, column) === gives)
        .map(([column, text]) => `${column} ${oneLine(text)}`)
        .join(', ');
    const when = side(false);
    return {
      id: `${name}.${id}`,
      span,
      text: null,
      english: `${when === '' ? 'always' : when} gives ${side(true)}`,
      cost: null,
      notes: [],
    };
  });
}

function screenRules(model: Model): DescribedRule[] {
  return Object.values(model.tools).flatMap((tool) =>
    Object.values(tool.screens).flatMap((screen) =>
      screen.kind === 'table' && screen.where !== null
        ? [describe(model, { entity: screen.entity }, `${tool.name}.${screen.name}.where`, screen.where)]
        : [],
    ),
  );
}
