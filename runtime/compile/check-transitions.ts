import { spanOf, type ScalarNode } from '../definition/node.ts';
import type { ChoiceField } from '../model/field.ts';
import type { Action, Lifecycle } from '../model/rule.ts';
import { endsOf } from './check-lifecycle.ts';
import { scalarsOf, valueAt, type Draft, type DraftEntity } from './draft.ts';
import { isTaintedAt } from './taint.ts';

/**
 * Reports states that no way of actions leads to, and dead ends: a state that no action leads out of must be named in
 * `ends`, or stand behind all states that go on, where ends stand when options are written in their order.
 */
export function checkTransitions(
  draft: Draft,
  entity: DraftEntity,
  lifecycle: Lifecycle,
  actions: readonly Action[],
): void {
  const own = entity.fields.get(lifecycle.field);
  if (own?.field?.type !== 'choice' || own.map === null || isTaintedAt(draft.check, own.map, 'options'))
    return;
  if (valueAt(draft.check, entity.map, 'actions') !== null && isTaintedAt(draft.check, entity.map, 'actions'))
    return;
  const states = own.field.options.map(({ name }) => name);
  const ways = waysOf(states, actions);
  const place = (state: string): ScalarNode => optionNode(draft, own.map, state) ?? own.key;
  const reached = reachedFrom(lifecycle.initial, ways);
  const lost = states.filter((state) => !reached.has(state));
  if (actions.length === 0 && lost.length > 0) return reportNoActions(draft, lifecycle);
  for (const state of lost)
    draft.report.add({
      code: 'lifecycle/unreachable',
      span: spanOf(place(state)),
      message: `No action leads to the state \`${state}\`, beginning at \`${lifecycle.initial}\`.`,
      hint: `add an action with \`to: ${state}\`, or remove the option`,
      labels: [{ span: lifecycle.span, message: 'the lifecycle is declared here' }],
    });
  if (lost.length === 0) checkDeadEnds(draft, entity, own.field, ways, place);
}

function reportNoActions(draft: Draft, lifecycle: Lifecycle): void {
  draft.report.add({
    code: 'lifecycle/unreachable',
    span: lifecycle.span,
    message: `\`${lifecycle.field}\` is a state that only actions change, and there is no action.`,
    hint: 'add `actions`, or remove `lifecycle`',
  });
}

/** States to which actions lead from each state. */
function waysOf(
  states: readonly string[],
  actions: readonly Action[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const ways = new Map(states.map((state) => [state, new Set<string>()]));
  for (const { from, to } of actions)
    if (to !== null) for (const state of from.length === 0 ? states : from) ways.get(state)?.add(to);
  return ways;
}

function reachedFrom(start: string, ways: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const state of reached) for (const next of ways.get(state) ?? []) reached.add(next);
  return reached;
}

function checkDeadEnds(
  draft: Draft,
  entity: DraftEntity,
  field: ChoiceField,
  ways: ReadonlyMap<string, ReadonlySet<string>>,
  place: (state: string) => ScalarNode,
): void {
  const named = endsOf(draft, entity).map(({ text }) => text);
  const states = field.options.map(({ name }) => name);
  const goesOn = (state: string): boolean => [...(ways.get(state) ?? [])].some((next) => next !== state);
  const last = states.findLastIndex(goesOn);
  const ends = states.filter((state, index) =>
    named.length > 0 ? named.includes(state) : index > last && !goesOn(state),
  );
  for (const state of states) {
    if (ends.includes(state)) continue;
    const stuck = !goesOn(state);
    // Going round for ever is a dead end too, where the author said what the ends are.
    const trapped = named.length > 0 && !ends.some((end) => reachedFrom(state, ways).has(end));
    if (!stuck && !trapped) continue;
    draft.report.add({
      code: 'lifecycle/dead-end',
      span: spanOf(place(state)),
      message: stuck
        ? `No action leads out of the state \`${state}\`.`
        : `From the state \`${state}\` no actions lead to an end.`,
      hint: `add an action with \`from: ${state}\`; if it is an end, write \`lifecycle: { field: ${field.name}, ends: [${[...ends, state].join(', ')}] }\``,
    });
  }
}

function optionNode(draft: Draft, map: DraftEntity['map'] | null, state: string): ScalarNode | null {
  const options = map === null ? null : valueAt(draft.check, map, 'options');
  if (options?.kind === 'map') return options.entries.find(({ key }) => key.text === state)?.key ?? null;
  const nodes = options === null ? [] : scalarsOf(draft.check, options);
  return nodes.find(({ text }) => text === state) ?? null;
}
