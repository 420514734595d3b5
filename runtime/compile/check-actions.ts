import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import { expressionType } from '../model/expression-type.ts';
import type { FieldType } from '../expression/environment.ts';
import type { Field, FieldTypeName } from '../model/field.ts';
import type { Action } from '../model/rule.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import { readSet } from './action-values.ts';
import { checkState, lifecycleNode } from './check-lifecycle.ts';
import { deriveField } from './derive-field.ts';
import {
  entriesOf,
  hasKey,
  mapAt,
  scalarAt,
  scalarsAt,
  textAt,
  type Draft,
  type DraftEntity,
} from './draft.ts';
import { findOwnField } from './find-field.ts';
import { CONDITION, readExpression } from './read-expression.ts';
import { readMessage } from './read-message.ts';
import { environmentOf, type RuleScope } from './rule-scope.ts';
import { nameInWords } from './words.ts';

/** What everybody may ask of a record already. */
const TAKEN: ReadonlySet<string> = new Set(
  'create read update delete export restore list get history can actions purge run'.split(' '),
);

/** The actions of an entity by name; their names stay known where something in them was reported. */
export function checkActions(scope: RuleScope, entity: DraftEntity): Readonly<Record<string, Action>> {
  const { check } = scope.draft;
  const actions: Record<string, Action> = {};
  for (const { key, value } of entriesOf(check, mapAt(check, entity.map, 'actions'))) {
    if (TAKEN.has(key.text)) {
      scope.draft.report.add({
        code: 'name/reserved',
        span: spanOf(key),
        message: `\`${key.text}\` is an operation that every record has; no action may take its name.`,
        hint: `choose another name, such as \`${key.text}_order\``,
      });
    }
    if (value.kind === 'map') actions[key.text] = readAction(scope, entity, key, value);
  }
  return actions;
}

function readAction(scope: RuleScope, entity: DraftEntity, key: ScalarNode, map: MapNode): Action {
  const { check } = scope.draft;
  const input = readInput(scope.draft, map);
  const types = Object.fromEntries(
    Object.entries(input).flatMap(([name, field]) => {
      const type = expressionType(field);
      return type === null ? [] : [[name, type] as [string, FieldType]];
    }),
  );
  const environment = environmentOf(scope, entity.name, { input: types });
  const whenNode = scalarAt(check, map, 'when');
  const say = scalarAt(check, map, 'say');
  const states = readStates(scope, entity, map);
  const [notBy, notByNode] = readNotBy(scope.draft, entity, map);
  return {
    name: key.text,
    title: textAt(check, map, 'title') ?? nameInWords(key.text),
    about: textAt(check, map, 'about'),
    confirm: textAt(check, map, 'confirm'),
    from: states.from,
    to: states.to,
    when: whenNode === null ? null : readExpression(scope, whenNode, environment, CONDITION),
    say: say === null ? null : readMessage(scope, say, environment),
    notBy,
    set: readSet(scope, entity, map, environment),
    input,
    spans: {
      from: states.node === null ? null : spanOf(states.node),
      when: whenNode === null ? null : spanOf(whenNode),
      notBy: notByNode === null ? null : spanOf(notByNode),
    },
    span: spanOf(key),
  };
}

type States = Pick<Action, 'from' | 'to'> & { readonly node: ScalarNode | null };

function readStates({ draft, lifecycles }: RuleScope, entity: DraftEntity, map: MapNode): States {
  const from = scalarsAt(draft.check, map, 'from') ?? [];
  const to = scalarAt(draft.check, map, 'to');
  const lifecycle = lifecycles.get(entity.name);
  const field = lifecycle === undefined ? null : entity.fields.get(lifecycle.field)?.field;
  const [first = to] = from;
  if (lifecycle === undefined && first !== null) reportNoLifecycle(draft, entity, first);
  if (field?.type !== 'choice') return { from: [], to: null, node: null };
  const known = from.filter((node) => checkState(draft, field, node));
  const leads = to !== null && checkState(draft, field, to);
  return { from: known.map(({ text }) => text), to: leads ? to.text : null, node: from[0] ?? null };
}

function reportNoLifecycle(draft: Draft, entity: DraftEntity, node: ScalarNode): void {
  // A lifecycle that was reported is not missing.
  if (lifecycleNode(draft, entity) !== null || hasKey(entity.map, 'lifecycle')) return;
  draft.report.add({
    code: 'lifecycle/missing',
    span: spanOf(node),
    message: `\`${entity.name}\` has no lifecycle, so \`${excerpt(node.text)}\` is no state of it.`,
    hint: 'name the choice field that is the state: `lifecycle: status`',
  });
}

function readInput(draft: Draft, map: MapNode): Readonly<Record<string, Field>> {
  const input: Record<string, Field> = {};
  for (const { key, value } of entriesOf(draft.check, mapAt(draft.check, map, 'input'))) {
    const own = value.kind === 'map' ? value : null;
    const typeName = textAt(draft.check, own, 'type');
    const type =
      typeName !== null && Object.hasOwn(FIELD_TYPES, typeName) ? (typeName as FieldTypeName) : null;
    const name = key.text;
    const made = deriveField(
      draft.check,
      { name, key, map: own, type, field: null },
      draft.workspace?.currency ?? 'EUR',
    );
    const node = scalarAt(draft.check, own, 'to');
    const lost = node !== null && !draft.entities.has(node.text);
    if (lost && !draft.check.meant.has(`entity ${node.text}`)) reportNoEntity(draft, node);
    if (made === null || lost) draft.check.meant.add(`input ${name}`);
    else input[name] = made;
  }
  return input;
}

function reportNoEntity(draft: Draft, node: ScalarNode): void {
  draft.report.add({
    code: 'reference/unknown-entity',
    span: spanOf(node),
    message: `There is no entity \`${excerpt(node.text)}\`.`,
    hint: 'define the entity, or correct the name',
  });
}

function readNotBy(
  draft: Draft,
  entity: DraftEntity,
  map: MapNode,
): readonly [names: readonly string[], first: ScalarNode | null] {
  const nodes = scalarsAt(draft.check, map, 'not_by') ?? [];
  const known = nodes.filter((node) => {
    const system = Object.hasOwn(SYSTEM_FIELDS, node.text) ? SYSTEM_FIELDS[node.text] : undefined;
    const field = system ?? findOwnField(draft, entity, node);
    if (field?.type === 'user') return true;
    if (field !== null)
      draft.report.add({
        code: 'action/field',
        span: spanOf(node),
        message: `\`not_by\` names fields that hold a person, and \`${field.name}\` is a ${field.type} field.`,
        hint: 'name a `user` field, or `created_by`',
      });
    return false;
  });
  return [known.map(({ text }) => text), nodes[0] ?? null];
}
