import { nearestName } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf } from '../definition/node.ts';
import type { Screen, Tool } from '../model/model.ts';
import { isRole } from './check-roles.ts';
import { checkScreen } from './check-screens.ts';
import { checkOwner } from './check-workspace.ts';
import type { RuleScope } from './rule-scope.ts';
import {
  entriesOf,
  mapAt,
  scalarAt,
  scalarsAt,
  textAt,
  type Draft,
  type DraftTool,
  namesFor,
} from './draft.ts';
import type { Compiled } from './readable.ts';
import { isTaintedAt } from './taint.ts';
import { nameInWords } from './words.ts';

/** Owner, roles, runbook and screens of one tool. */
export function checkTool(scope: RuleScope, compiled: Compiled, tool: DraftTool): Tool {
  const { draft } = scope;
  const { check } = draft;
  const { map, name } = tool;
  const roles = checkRoles(draft, tool);
  const owner = checkOwner(draft, map);
  const runbook = checkRunbook(draft, tool);
  const screens: Record<string, Screen> = {};
  for (const { key, value } of entriesOf(check, mapAt(check, map, 'screens'))) {
    if (value.kind !== 'map') continue;
    const screen = checkScreen(scope, compiled, key, value, roles);
    if (screen !== null) screens[key.text] = screen;
  }
  return {
    name,
    title: textAt(check, map, 'title') ?? nameInWords(name),
    purpose: textAt(check, map, 'purpose') ?? '',
    owner,
    roles: roles ?? [],
    runbook,
    screens,
    span: spanOf(tool.nameNode),
  };
}

/** The tool's roles; every role when one was misnamed, null when nothing is known: no screen is blamed for that. */
function checkRoles(draft: Draft, tool: DraftTool): readonly string[] | null {
  const nodes = scalarsAt(draft.check, tool.map, 'for');
  if (nodes === null) return null;
  const known = nodes.filter((node) => isRole(draft, node));
  if (isTaintedAt(draft.check, tool.map, 'for')) return null;
  if (known.length < nodes.length) return draft.roles.size === 0 ? null : namesFor(draft, 'role');
  return known.map((node) => node.text);
}

function checkRunbook(draft: Draft, tool: DraftTool): Tool['runbook'] {
  const node = scalarAt(draft.check, tool.map, 'runbook');
  if (node === null) return null;
  const path = joinPath(node.source.path, node.text);
  const text = path === null ? undefined : draft.runbooks.get(path);
  if (text !== undefined) return { path: node.text, text };
  const near = path === null ? null : nearestName(path, draft.runbooks.keys());
  draft.report.add({
    code: 'tool/runbook',
    span: spanOf(node),
    message:
      path === null
        ? `The runbook \`${excerpt(node.text)}\` lies outside the definitions folder.`
        : `There is no runbook \`${excerpt(path)}\` in the definitions folder.`,
    hint:
      near === null
        ? `write the file, in Markdown; the path counts from this file and ends with \`.md\``
        : `did you mean \`${relativePath(node.source.path, near)}\`?`,
  });
  return null;
}

/** A path beside `from`, from the top of the folder; null when it leads out. */
function joinPath(from: string, relative: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function relativePath(from: string, to: string): string {
  const folder = from.split('/').slice(0, -1);
  const target = to.split('/');
  let same = 0;
  while (same < folder.length && folder[same] === target[same]) same += 1;
  return [...folder.slice(same).map(() => '..'), ...target.slice(same)].join('/');
}
