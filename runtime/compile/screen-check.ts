import type { ScalarNode } from '../definition/node.ts';
import type { Draft, DraftEntity } from './draft.ts';
import type { Compiled } from './readable.ts';
import type { RuleScope } from './rule-scope.ts';
import { checkReadable, resolvePath } from './resolve-path.ts';

/** What checking one screen needs. `roles` null: nothing can be said of what the tool's roles may read. */
export type ScreenCheck = {
  readonly scope: RuleScope;
  readonly draft: Draft;
  readonly compiled: Compiled;
  readonly entity: DraftEntity;
  readonly roles: readonly string[] | null;
};

/** The path's field, readable for some role; null when reported. */
export function checkPath(
  screen: ScreenCheck,
  node: ScalarNode,
  text: string,
): ReturnType<typeof resolvePath> {
  const path = resolvePath(screen.draft, screen.entity, node, text);
  if (path !== null && screen.roles !== null)
    checkReadable(screen.draft, screen.compiled, node, path, screen.roles);
  return path;
}
