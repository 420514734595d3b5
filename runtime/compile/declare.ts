import type { Report } from '../diagnostics/report.ts';
import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import { spanAt } from '../definition/source-text.ts';
import { checkOwnName } from '../definition/shape/check-name.ts';
import type { ShapeCheck } from '../definition/shape/shape-check.ts';
import type { KindName } from '../definition/shape/language.ts';
import { FUNCTIONS, LITERAL_CONVERSIONS, LOOPS } from '../expression/functions.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { FieldTypeName } from '../model/field.ts';
import { WORKSPACE, type Collected } from './collect.ts';
import type {
  Draft,
  DraftDecision,
  DraftEntity,
  DraftField,
  DraftParameter,
  DraftRole,
  DraftTool,
  DraftWorkspace,
} from './draft.ts';
import { entriesOf, mapAt, textAt } from './draft.ts';

/** Words of the rule language and names that every record has: no field may take them. */
const RESERVED_FIELDS: ReadonlySet<string> = new Set(
  (
    'id version created_at created_by updated_at updated_by deleted deleted_at ' +
    'record old user params input now today true false null in and or not'
  ).split(' '),
);
/** Names that would hide words of the rule language or the API where other things are named. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(
  'record old user params input now today true false null in and or not'.split(' '),
);

/** Names that a decision cannot have, because rules call them as functions already. */
const FUNCTION_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys({ ...FUNCTIONS, ...LOOPS, ...LITERAL_CONVERSIONS }),
  'has',
]);

/** Names everything that the documents declare; reports names that are taken, reserved or badly formed. */
export function declare(
  collected: readonly Collected[],
  runbooks: ReadonlyMap<string, string>,
  report: Report,
  check: ShapeCheck,
): Draft {
  const entities = new Map<string, DraftEntity>();
  const roles = new Map<string, DraftRole>();
  const tools = new Map<string, DraftTool>();
  const decisions = new Map<string, DraftDecision>();
  const parameters = new Map<string, DraftParameter>();
  const taken = new Map<string, ScalarNode>();
  const workspaces: Collected[] = [];
  for (const one of collected) {
    if (one.kind === 'workspace') {
      workspaces.push(one);
      continue;
    }
    const nameNode = one.head.value;
    if (nameNode.kind === 'list')
      for (const item of nameNode.items)
        if (item.kind === 'scalar') check.meant.add(`${one.kind} ${item.text}`);
    if (nameNode.kind !== 'scalar' || check.bad.has(nameNode)) continue;
    const name = nameNode.text;
    if (!one.broken && (!checkOwnName(check, nameNode, one.kind) || !isFree(report, one.kind, nameNode)))
      continue;
    if (isTaken(report, taken, one.kind, nameNode)) {
      // Which of the two is right cannot be told, so neither is taken for the whole.
      const first = entities.get(name);
      if (one.kind === 'entity' && first !== undefined) entities.set(name, { ...first, complete: false });
      continue;
    }
    const base = { name, nameNode, map: one.map, broken: one.broken };
    if (one.kind === 'role') roles.set(name, base);
    else if (one.kind === 'tool') tools.set(name, base);
    else if (one.kind === 'decision') decisions.set(name, base);
    else if (one.kind === 'parameters') declareParameters(one, parameters, report, check);
    else entities.set(name, { ...base, ...declareFields(one, report, check) });
  }
  const workspace = declareWorkspace(workspaces, collected, report, check);
  return { check, report, workspace, entities, roles, tools, parameters, decisions, runbooks };
}

function isFree(report: Report, kind: KindName, node: ScalarNode): boolean {
  if (kind === 'decision' && FUNCTION_NAMES.has(node.text)) {
    report.add({
      code: 'name/reserved',
      span: spanOf(node),
      message: `\`${node.text}\` is a function of the rule language; no decision may take its name.`,
      hint: `choose another name, such as \`the_${node.text}\``,
    });
    return false;
  }
  if (!RESERVED_NAMES.has(node.text)) return true;
  reportReserved(report, kind, node);
  return false;
}

/** The parameters of one group; names are unique in the workspace. */
function declareParameters(
  one: Collected,
  parameters: Map<string, DraftParameter>,
  report: Report,
  check: ShapeCheck,
): void {
  for (const { key, value } of entriesOf(check, mapAt(check, one.map, 'values'))) {
    const before = parameters.get(key.text);
    if (before === undefined) {
      const map = value.kind === 'map' && !check.bad.has(value) ? value : null;
      parameters.set(key.text, { name: key.text, key, map, group: one.map });
    } else reportTaken(report, 'parameter', key, before.key);
  }
}

function reportReserved(report: Report, noun: string, node: ScalarNode): void {
  const system = !RESERVED_NAMES.has(node.text);
  report.add({
    code: 'name/reserved',
    span: spanOf(node),
    message: `\`${node.text}\` is ${system ? 'a name that every record has already' : 'a word of the rule language'}; no ${noun} may take it.`,
    hint: `choose another name, such as \`${noun === 'field' ? 'own' : 'the'}_${node.text}\``,
  });
}

function isTaken(report: Report, taken: Map<string, ScalarNode>, kind: KindName, node: ScalarNode): boolean {
  const before = taken.get(`${kind} ${node.text}`);
  if (before === undefined) {
    taken.set(`${kind} ${node.text}`, node);
    return false;
  }
  reportTaken(report, kind, node, before);
  return true;
}

function reportTaken(report: Report, noun: string, node: ScalarNode, before: ScalarNode): void {
  report.add({
    code: 'name/duplicate',
    span: spanOf(node),
    message: `The ${noun} \`${excerpt(node.text)}\` is already there.`,
    hint: 'give one of them another name',
    labels: [{ span: spanOf(before), message: 'first declared here' }],
  });
}

function declareFields(
  one: Collected,
  report: Report,
  check: ShapeCheck,
): Pick<DraftEntity, 'fields' | 'complete'> {
  const fields = new Map<string, DraftField>();
  const map = mapAt(check, one.map, 'fields');
  for (const { key, value } of map?.entries ?? []) {
    const name = key.text;
    if (fields.has(name)) continue;
    const reserved = !check.bad.has(key) && RESERVED_FIELDS.has(name);
    if (reserved && !one.broken) reportReserved(report, 'field', key);
    const own = value.kind === 'map' && !check.bad.has(value) ? value : null;
    // A reserved name stays known, so that what refers to it is not reported as well.
    fields.set(name, { name, key, map: own, type: reserved ? null : typeOf(check, own), field: null });
  }
  return { fields, complete: map !== null && !one.broken };
}

function typeOf(check: ShapeCheck, map: MapNode | null): FieldTypeName | null {
  const text = textAt(check, map, 'type');
  return text !== null && Object.hasOwn(FIELD_TYPES, text) ? (text as FieldTypeName) : null;
}

function declareWorkspace(
  workspaces: readonly Collected[],
  collected: readonly Collected[],
  report: Report,
  check: ShapeCheck,
): DraftWorkspace | null {
  const [one, second] = workspaces;
  if (one === undefined && check.meant.has(WORKSPACE)) return null;
  if (one === undefined) {
    const place = collected[0]?.head.key;
    report.add({
      code: 'workspace/missing',
      span:
        place === undefined
          ? { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 }
          : spanAt(place.source, place.start, place.end),
      message: 'No document is a `workspace`.',
      hint: 'add a document that begins with `workspace: <name>` and says `language: 2` and the `owners`',
    });
    return null;
  }
  if (second !== undefined)
    report.add({
      code: 'workspace/several',
      span: spanOf(second.head.key),
      message: 'There is a second `workspace`; the definitions of one folder make one workspace.',
      hint: 'remove one of them',
      labels: [{ span: spanOf(one.head.key), message: 'the first is here' }],
    });
  const nameNode = one.head.value;
  if (nameNode.kind !== 'scalar') return null;
  if (!one.broken && !check.bad.has(nameNode)) checkOwnName(check, nameNode, 'workspace');
  const owners = mapAt(check, one.map, 'owners');
  return {
    name: nameNode.text,
    nameNode,
    map: one.map,
    broken: one.broken,
    currency: textAt(check, one.map, 'currency') ?? 'EUR',
    owners:
      owners === null || one.broken ? null : new Set(entriesOf(check, owners).map((entry) => entry.key.text)),
  };
}
