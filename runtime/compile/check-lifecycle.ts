import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type ScalarNode } from '../definition/node.ts';
import { markBad } from '../definition/shape/shape-check.ts';
import type { ChoiceField } from '../model/field.ts';
import type { Lifecycle } from '../model/rule.ts';
import { findOwnField } from './find-field.ts';
import { hasKey, scalarAt, scalarsAt, valueAt, type Draft, type DraftEntity } from './draft.ts';

/** The lifecycle of every entity that has one. Its field always has a value, at first the initial state. */
export function checkLifecycles(draft: Draft): ReadonlyMap<string, Lifecycle> {
  const lifecycles = new Map<string, Lifecycle>();
  for (const entity of draft.entities.values()) {
    const lifecycle = entity.broken ? null : checkLifecycle(draft, entity);
    if (lifecycle !== null) lifecycles.set(entity.name, lifecycle);
  }
  return lifecycles;
}

/** Where the lifecycle names its field; null when there is none, or it was reported. */
export function lifecycleNode({ check }: Draft, entity: DraftEntity): ScalarNode | null {
  const value = valueAt(check, entity.map, 'lifecycle');
  if (value?.kind === 'scalar') return value;
  return value?.kind === 'map' ? scalarAt(check, value, 'field') : null;
}

function checkLifecycle(draft: Draft, entity: DraftEntity): Lifecycle | null {
  const node = lifecycleNode(draft, entity);
  if (node === null) return null;
  const field = findOwnField(draft, entity, node);
  const own = entity.fields.get(node.text);
  if (field === null || own === undefined) return null;
  const computed = ['formula'].some((key) => hasKey(own.map, key));
  if (field.type !== 'choice' || computed || hasDefaultExpression(draft, entity, field.name)) {
    draft.report.add({
      code: 'lifecycle/field',
      span: spanOf(node),
      message: `\`${field.name}\` ${field.type === 'choice' ? 'gets its value from an expression' : `is a ${field.type} field`}, which cannot be a state.`,
      hint: 'name a `choice` field; its first option, or its fixed default, is the state of new records',
      labels: [{ span: spanOf(own.key), message: 'it is defined here' }],
    });
    return null;
  }
  const initial = field.default ?? field.options[0]?.name;
  if (initial === undefined) return null;
  own.field = { ...field, required: true, default: initial } satisfies ChoiceField;
  checkEnds(draft, entity, field);
  return { field: field.name, initial, span: spanOf(node) };
}

function hasDefaultExpression({ check }: Draft, entity: DraftEntity, name: string): boolean {
  return scalarAt(check, entity.fields.get(name)?.map ?? null, 'default')?.text.startsWith('=') ?? false;
}

function checkEnds(draft: Draft, entity: DraftEntity, field: ChoiceField): void {
  for (const node of endsOf(draft, entity)) checkState(draft, field, node);
}

/** States that the author named as ends. */
export function endsOf({ check }: Draft, entity: DraftEntity): readonly ScalarNode[] {
  const value = valueAt(check, entity.map, 'lifecycle');
  return value?.kind === 'map' ? (scalarsAt(check, value, 'ends') ?? []) : [];
}

/** Whether the field has that state; reported when not. */
export function checkState(draft: Draft, field: ChoiceField, node: ScalarNode): boolean {
  const states = field.options.map(({ name }) => name);
  if (states.includes(node.text)) return true;
  if (states.length > 0)
    markBad(draft.check, node, {
      code: 'lifecycle/unknown-state',
      message: `\`${excerpt(node.text)}\` is no state: \`${field.name}\` has no such option.`,
      hint: suggest(node.text, states, 'add it to the options'),
    });
  return false;
}
