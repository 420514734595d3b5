import type { Span } from '../diagnostics/diagnostic.ts';
import type { Expression, Tree } from '../expression/tree.ts';
import type { Entity, Grant, Model } from '../model/model.ts';
import type { Action } from '../model/rule.ts';
import { proveEntity } from './prove-never.ts';

export type RuleKind =
  | 'check'
  | 'never'
  | 'required_when'
  | 'editable_when'
  | 'when'
  | 'from'
  | 'not_by'
  | 'grant'
  | 'after'
  | 'transition'
  | 'row';

/** How a rule can turn out; a transition and a row of a table are only ever taken. */
export type RuleOutcome = 'true' | 'false' | 'taken';

/** One rule of the definitions that decides something, with all that examples should show of it. */
export type ListedRule = {
  /** As in refusals and audit rows; a transition is its action with the states. */
  readonly id: string;
  readonly kind: RuleKind;
  /** Entity or decision table. */
  readonly of: string;
  readonly span: Span;
  /** Condition that decides it; null where there is none to evaluate. */
  readonly tree: Tree | null;
  /** Outcomes that examples should bring about. */
  readonly wanted: readonly RuleOutcome[];
};

const BOTH: readonly RuleOutcome[] = ['true', 'false'];
/** All that examples can show of what must never be where nothing can bring it about: that it is asked. */
const KEPT: readonly RuleOutcome[] = ['false'];

/** Every rule of the model, entity by entity, in the order of the definitions; decision tables come last. */
export function listRules(model: Model): readonly ListedRule[] {
  return [
    ...Object.values(model.entities).flatMap((entity) => [
      ...recordRules(entity),
      ...Object.values(entity.actions).flatMap((action) => actionRules(entity, action)),
      ...grantRules(entity),
    ]),
    ...Object.values(model.decisions).flatMap(({ name, compiled, rowSpans, span }) =>
      compiled.rows.map((row): ListedRule => ({
        id: `${name}.${row.id}`,
        kind: 'row',
        of: name,
        span: rowSpans[row.id] ?? span,
        tree: null,
        wanted: ['taken'],
      })),
    ),
  ];
}

/** Ids of what must never be and cannot come true either, as the compiler proves: no example can show it broken. */
export function unbreakable(entity: Entity): ReadonlySet<string> {
  const open = new Set(
    proveEntity(entity).flatMap(({ never, outcome }) => (outcome === 'safe' ? [] : [never])),
  );
  return new Set(Object.values(entity.never).flatMap(({ id }) => (open.has(id) ? [] : [id])));
}

function recordRules(entity: Entity): ListedRule[] {
  const safe = unbreakable(entity);
  const rule = (kind: RuleKind, id: string, { tree }: Expression, span: Span): ListedRule => ({
    id,
    kind,
    of: entity.name,
    span,
    tree,
    wanted: safe.has(id) ? KEPT : BOTH,
  });
  return [
    ...Object.values(entity.fields).flatMap(({ name, requiredWhen, editableWhen }) => [
      ...(requiredWhen === null
        ? []
        : [rule('required_when', `${entity.name}.${name}.required_when`, requiredWhen, requiredWhen.span)]),
      ...(editableWhen === null
        ? []
        : [rule('editable_when', `${entity.name}.${name}.editable_when`, editableWhen, editableWhen.span)]),
    ]),
    ...Object.values(entity.checks).map(({ id, that, span }) => rule('check', id, that, span)),
    ...Object.values(entity.never).map(({ id, that, span }) => rule('never', id, that, span)),
  ];
}

function actionRules({ name: of }: Entity, action: Action): ListedRule[] {
  const id = `${of}.actions.${action.name}`;
  const { spans, span, when } = action;
  const whole = { of, span, tree: null } as const;
  const states = action.to === null ? [] : action.from;
  return [
    ...(action.from.length === 0
      ? []
      : [{ ...whole, id: `${id}.from`, kind: 'from', span: spans.from ?? span, wanted: BOTH } as const]),
    ...(when === null
      ? []
      : [
          {
            ...whole,
            id: `${id}.when`,
            kind: 'when',
            span: when.span,
            tree: when.tree,
            wanted: BOTH,
          } as const,
        ]),
    ...(action.notBy.length === 0
      ? []
      : [{ ...whole, id: `${id}.not_by`, kind: 'not_by', span: spans.notBy ?? span, wanted: BOTH } as const]),
    ...states.map((state): ListedRule => ({
      ...whole,
      id: transitionId(of, action, state),
      kind: 'transition',
      wanted: ['taken'],
    })),
  ];
}

/** `refund.actions.approve (requested to approved)` */
export function transitionId(entity: string, { name, to }: Action, from: string): string {
  return `${entity}.actions.${name} (${from} to ${to ?? from})`;
}

function grantRules({ name: of, access }: Entity): ListedRule[] {
  return Object.values(access).flatMap(({ actions = {}, ...operations }) =>
    [...Object.values(operations).flat(), ...Object.values(actions)].flatMap((grant) =>
      grantParts(of, grant),
    ),
  );
}

function grantParts(of: string, { id, rows, after, span }: Grant): ListedRule[] {
  const granted: ListedRule = {
    id,
    kind: 'grant',
    of,
    span,
    tree: rows?.tree ?? null,
    wanted: rows === null ? ['true'] : BOTH,
  };
  if (after === null) return [granted];
  return [
    granted,
    { id: `${id}.after`, kind: 'after', of, span: after.span, tree: after.tree, wanted: BOTH },
  ];
}
