import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import type { Role } from '../model/model.ts';
import { namesFor, scalarsAt, textAt, type Draft } from './draft.ts';
import { nameInWords } from './words.ts';

/** Every role of the workspace. */
export function checkRoles(draft: Draft): Readonly<Record<string, Role>> {
  const roles: Record<string, Role> = {};
  for (const { name, map, nameNode } of draft.roles.values())
    roles[name] = {
      name,
      title: textAt(draft.check, map, 'title') ?? nameInWords(name),
      about: textAt(draft.check, map, 'about') ?? '',
      givenBy: checkRoleNames(draft, map, 'given_by'),
      span: spanOf(nameNode),
    };
  return roles;
}

/** The roles that a key names; reports unknown ones and leaves them out. */
export function checkRoleNames(draft: Draft, map: MapNode | null, key: string): readonly string[] {
  const nodes = scalarsAt(draft.check, map, key) ?? [];
  return nodes.filter((node) => isRole(draft, node)).map((node) => node.text);
}

/** Whether there is a role of that name; reported when not. */
export function isRole(draft: Draft, node: ScalarNode): boolean {
  if (draft.roles.has(node.text)) return true;
  if (draft.check.meant.has(`role ${node.text}`)) return false;
  const name = excerpt(node.text);
  draft.report.add({
    code: 'reference/unknown-role',
    span: spanOf(node),
    message: `There is no role \`${name}\`.`,
    hint: suggest(node.text, namesFor(draft, 'role'), `declare it: a document \`role: ${name}\``),
  });
  return false;
}
