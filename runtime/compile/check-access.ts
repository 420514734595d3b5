import { spanOf, type MapNode, type Node, type ScalarNode } from '../definition/node.ts';
import { markBad } from '../definition/shape/shape-check.ts';
import { nearestName, suggest } from '../diagnostics/nearest-name.ts';
import { RECORD_OPERATIONS, type Grant, type RecordOperation, type RoleAccess } from '../model/model.ts';
import { isRole } from './check-roles.ts';
import { isTainted, isTaintedAt } from './taint.ts';
import { entriesOf, mapAt, scalarsOf, type DraftEntity } from './draft.ts';
import { readGrant } from './read-grant.ts';
import type { RuleScope } from './rule-scope.ts';

/** `open`: a role was misnamed, so nothing can be said of roles that are absent. */
export type CheckedAccess = { readonly access: Readonly<Record<string, RoleAccess>>; readonly open: boolean };

/**
 * Grants of an entity by role; reports unknown roles, fields and actions, and a create grant that could never be used. What
 * was reported counts as granted, so that no screen is blamed for it.
 */
export function checkAccess(scope: RuleScope, entity: DraftEntity): CheckedAccess {
  const { draft } = scope;
  const access: Record<string, RoleAccess> = {};
  let open = !entity.complete || isTaintedAt(draft.check, entity.map, 'access');
  for (const { key, value } of entriesOf(draft.check, mapAt(draft.check, entity.map, 'access'))) {
    if (!isRole(draft, key)) open = true;
    if (value.kind === 'map') access[key.text] = readGrants(scope, entity, key.text, value);
  }
  return { access, open };
}

function readGrants(scope: RuleScope, entity: DraftEntity, role: string, map: MapNode): RoleAccess {
  const { check } = scope.draft;
  const grants: { [operation in RecordOperation]?: readonly Grant[] } = {};
  const base = `${entity.name}.access.${role}`;
  if (isTainted(check, map))
    for (const operation of RECORD_OPERATIONS) grants[operation] = [openGrant(`${base}.${operation}`, map)];
  let actions: Readonly<Record<string, Grant>> | undefined;
  for (const { key, value } of entriesOf(check, map)) {
    const operation = RECORD_OPERATIONS.find((name) => name === key.text);
    if (key.text === 'actions') actions = readActionGrants(scope, entity, base, value);
    if (operation === undefined || check.bad.has(value)) continue;
    if (isFieldList(scope, entity, key, value)) continue;
    const nodes = value.kind === 'list' ? value.items : [value];
    grants[operation] = nodes.flatMap((node, index) => {
      const id = `${base}.${operation}${index === 0 ? '' : `.${index + 1}`}`;
      const grant = readGrant(scope, { entity, operation, id, key, listed: value.kind === 'list' }, node);
      return grant === null ? [] : [grant];
    });
  }
  return actions === undefined ? grants : { ...grants, actions };
}

const openGrant = (id: string, node: Node): Grant => ({
  id,
  rows: null,
  fields: null,
  masks: {},
  after: null,
  span: spanOf(node),
});

/** `read: [name, country]`: names of fields where grants are listed. */
function isFieldList({ draft }: RuleScope, entity: DraftEntity, key: ScalarNode, value: Node): boolean {
  if (value.kind !== 'list' || value.items.length === 0) return false;
  const names = value.items.map((item) => (item.kind === 'scalar' ? item.text : ''));
  if (!names.every((name) => entity.fields.has(name))) return false;
  markBad(draft.check, value, {
    code: 'value/wrong-type',
    message: `\`${key.text}\` takes \`true\`, a condition or a grant, and this is a list of fields.`,
    hint: `write \`{ fields: [${names.join(', ')}] }\``,
  });
  return true;
}

/** Grants of actions by name; reports actions that there are not. */
function readActionGrants(
  scope: RuleScope,
  entity: DraftEntity,
  base: string,
  value: Node,
): Readonly<Record<string, Grant>> {
  const { check } = scope.draft;
  const entries =
    value.kind === 'map'
      ? entriesOf(check, value).map(({ key, value: own }) => [key, own] as const)
      : value.kind === 'list'
        ? scalarsOf(check, value).map((node) => [node, null] as const)
        : [];
  const grants: Record<string, Grant> = {};
  for (const [key, own] of entries) {
    if (!isAction(scope, entity, key)) continue;
    const id = `${base}.actions.${key.text}`;
    const grant =
      own === null
        ? openGrant(id, key)
        : readGrant(scope, { entity, operation: 'action', id, key, listed: false }, own);
    if (grant !== null) grants[key.text] = grant;
  }
  return grants;
}

function isAction({ draft }: RuleScope, entity: DraftEntity, node: ScalarNode): boolean {
  const declared = entriesOf(draft.check, mapAt(draft.check, entity.map, 'actions')).map(
    ({ key }) => key.text,
  );
  if (declared.includes(node.text)) return true;
  const unsure = !entity.complete || isTaintedAt(draft.check, entity.map, 'actions');
  const meant = draft.check.meant.has(`action ${node.text}`);
  if (meant || (unsure && nearestName(node.text, declared) === null && declared.length > 0)) return false;
  draft.report.add({
    code: 'reference/unknown-action',
    span: spanOf(node),
    message: `\`${entity.name}\` has no action \`${node.text}\`.`,
    hint: suggest(node.text, declared, `declare it under \`actions\``),
  });
  return false;
}
