import { excerpt, type MapNode, type ScalarNode } from '../definition/node.ts';
import { placeIn } from '../definition/place-in.ts';
import type { Tree } from '../expression/tree.ts';
import type { Entity, RoleAccess } from '../model/model.ts';
import type { Message } from '../model/rule.ts';
import { entriesOf, mapAt, scalarAt, type DraftEntity } from './draft.ts';
import { isGranted, type Compiled } from './readable.ts';
import { readsIn } from './reads-in.ts';
import type { RuleScope } from './rule-scope.ts';

/**
 * Reports messages that show a field to people who may never read it: whoever may bring a check to fail, or try an action,
 * reads its message.
 */
export function checkMessages(
  scope: RuleScope,
  compiled: Compiled,
  draft: DraftEntity,
  entity: Entity,
): void {
  const writers = rolesWith(entity, (access) =>
    ['create', 'update', 'actions'].some((key) => Object.hasOwn(access, key)),
  );
  const say = (key: 'checks' | 'never' | 'actions', name: string): ScalarNode | null => {
    const rules = entriesOf(scope.draft.check, mapAt(scope.draft.check, draft.map, key));
    const own = rules.find((rule) => rule.key.text === name)?.value;
    return own?.kind === 'map' ? scalarAt(scope.draft.check, own satisfies MapNode, 'say') : null;
  };
  const judge = (message: Message | null, node: ScalarNode | null, roles: readonly string[]): void => {
    if (message !== null && node !== null) checkMessage(scope, compiled, entity, { message, node, roles });
  };
  for (const check of Object.values(entity.checks)) judge(check.say, say('checks', check.name), writers);
  for (const never of Object.values(entity.never)) judge(never.say, say('never', never.name), writers);
  for (const action of Object.values(entity.actions)) {
    const roles = rolesWith(entity, ({ actions }) => Object.hasOwn(actions ?? {}, action.name));
    judge(action.say, say('actions', action.name), roles);
  }
}

const rolesWith = (entity: Entity, has: (access: RoleAccess) => boolean): readonly string[] =>
  Object.keys(entity.access).filter((role) => has(entity.access[role] ?? {}));

type Said = { readonly message: Message; readonly node: ScalarNode; readonly roles: readonly string[] };

function checkMessage(
  scope: RuleScope,
  compiled: Compiled,
  entity: Entity,
  { message, node, roles }: Said,
): void {
  for (const [part, offset] of partsOf(message)) {
    for (const { entity: owner, field, at } of readsIn(scope, entity.name, part)) {
      const blind = roles.filter((role) => !isGranted(compiled, owner, 'read', field, [role]));
      if (blind.length === 0) continue;
      const named = blind.map((role) => `\`${role}\``).join(', ');
      scope.draft.report.add({
        code: 'rule/message-reveals',
        span: placeIn(node, offset + at.start, offset + at.end),
        message: `This message shows \`${owner}.${field}\`, which ${named} may not read but may be told by it.`,
        hint: `leave \`{${excerpt(message.text.slice(offset + at.start, offset + at.end))}}\` out, or grant ${named} to read \`${owner}.${field}\``,
      });
      return;
    }
  }
}

/** The expressions of a message, each with the offset in the message at which its text begins. */
function partsOf({ text, parts }: Message): readonly (readonly [part: Tree, offset: number])[] {
  const found: (readonly [Tree, number])[] = [];
  let at = 0;
  for (const part of parts)
    if (typeof part === 'string') at += part.length + (part.match(/[{}]/gu)?.length ?? 0);
    else {
      found.push([part, at + 1]);
      at = text.indexOf('}', at + 1 + part.end) + 1;
    }
  return found;
}
