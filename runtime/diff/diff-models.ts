import type { Model } from '../model/model.ts';
import { SECTIONS, type Change } from './change.ts';
import { diffEntities } from './model/diff-entities.ts';
import { diffTools } from './model/diff-tools.ts';
import { diffWorkspace } from './model/diff-workspace.ts';
import { inHeadNames } from './model/in-head-names.ts';

/**
 * Every difference between two models, by section, then in the order of the definitions. What means the same is none: layout,
 * comments, another file, an expression written another way. A declared renaming is one change, however much names it. Without
 * a base everything is new, entity by entity and tool by tool.
 */
export function diffModels(base: Model | null, head: Model): readonly Change[] {
  const renamed = base === null ? null : inHeadNames(base, head);
  const changes = [
    ...(renamed === null ? [] : diffWorkspace(renamed, head)),
    ...diffEntities(base, head),
    ...diffTools(renamed ?? { ...head, tools: {} }, head),
  ];
  return SECTIONS.flatMap((section) => changes.filter((change) => change.section === section));
}
