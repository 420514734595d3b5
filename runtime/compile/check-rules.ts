import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import { placeIn } from '../definition/place-in.ts';
import type { Expression } from '../expression/tree.ts';
import { unhandledNulls } from '../expression/nulls.ts';
import type { Check, Never } from '../model/rule.ts';
import { entriesOf, mapAt, scalarAt, textAt, type DraftEntity } from './draft.ts';
import { findOwnField } from './find-field.ts';
import { CONDITION, readExpression } from './read-expression.ts';
import { readMessage } from './read-message.ts';
import { environmentOf, type RuleScope } from './rule-scope.ts';

/** What must be true of records of an entity; a check with mistakes is left out. */
export function checkChecks(scope: RuleScope, entity: DraftEntity): Readonly<Record<string, Check>> {
  const { check } = scope.draft;
  const checks: Record<string, Check> = {};
  for (const { key, value } of entriesOf(check, mapAt(check, entity.map, 'checks'))) {
    const one = value.kind === 'map' ? readCheck(scope, entity, key, value) : null;
    if (one !== null) checks[key.text] = one;
  }
  return checks;
}

function readCheck(scope: RuleScope, entity: DraftEntity, key: ScalarNode, map: MapNode): Check | null {
  const { check } = scope.draft;
  const environment = environmentOf(scope, entity.name, { old: true });
  const node = scalarAt(check, map, 'that');
  const that = node === null ? null : readExpression(scope, node, environment, CONDITION);
  if (node !== null && that !== null) reportUnhandled(scope, node, that);
  const message = scalarAt(check, map, 'say');
  const say = message === null ? null : readMessage(scope, message, environment);
  const at = scalarAt(check, map, 'at');
  const field = at === null ? null : findOwnField(scope.draft, entity, at);
  if (that === null || say === null) return null;
  return {
    id: `${entity.name}.checks.${key.text}`,
    name: key.text,
    that,
    say,
    at: field?.name ?? null,
    enforce: (textAt(check, map, 'enforce') ?? 'error') as Check['enforce'],
    span: spanOf(key),
  };
}

/** A check that an empty field makes unknown would refuse the record without saying why. */
function reportUnhandled({ draft }: RuleScope, node: ScalarNode, { text, tree }: Expression): void {
  const [first, ...others] = unhandledNulls(tree);
  if (first === undefined) return;
  const named = [...new Set([first, ...others].map(({ start, end }) => text.slice(start, end)))];
  const empty = named.map((name) => `${name} == null`).join(' || ');
  draft.report.add({
    code: 'rule/null-unhandled',
    span: placeIn(node, first.start, first.end),
    message: `\`${excerpt(named[0] ?? '')}\` may be empty, and then this is neither true nor false, which refuses the record.`,
    hint: `if empty is fine, write \`${empty} || ${tree.is === 'and' || tree.is === 'or' || tree.is === 'if' ? `(${excerpt(text)})` : excerpt(text)}\`; else make the field required`,
  });
}

/** What must never become true of records of an entity. */
export function checkNevers(scope: RuleScope, entity: DraftEntity): Readonly<Record<string, Never>> {
  const { check } = scope.draft;
  const nevers: Record<string, Never> = {};
  const environment = environmentOf(scope, entity.name, { old: true });
  for (const { key, value } of entriesOf(check, mapAt(check, entity.map, 'never'))) {
    const node =
      value.kind === 'scalar' && !check.bad.has(value)
        ? value
        : scalarAt(check, value.kind === 'map' ? value : null, 'that');
    const that = node === null ? null : readExpression(scope, node, environment, CONDITION);
    const message = scalarAt(check, value.kind === 'map' ? value : null, 'say');
    const say = message === null ? null : readMessage(scope, message, environment);
    if (that === null) continue;
    const id = `${entity.name}.never.${key.text}`;
    nevers[key.text] = { id, name: key.text, that, say, span: spanOf(key) };
  }
  return nevers;
}
