import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type MapNode, type ScalarNode } from '../definition/node.ts';
import { defaultColumns, defaultRelated, defaultSections } from '../model/default-screens.ts';
import { FIELD_TYPES } from '../model/field-types/registry.ts';
import type { Entity, FormScreen, Screen, Section, Sort, TableScreen } from '../model/model.ts';
import { checkFilters } from './check-filters.ts';
import {
  entriesOf,
  hasKey,
  mapAt,
  scalarAt,
  scalarsAt,
  scalarsOf,
  textAt,
  type Draft,
  type DraftEntity,
  namesFor,
} from './draft.ts';
import { isGranted, type Compiled } from './readable.ts';
import { checkReadable, resolvePath } from './resolve-path.ts';
import type { RuleScope } from './rule-scope.ts';
import { checkPath, type ScreenCheck } from './screen-check.ts';
import { checkWhere } from './check-where.ts';
import { nameInWords } from './words.ts';

const KINDS = ['table', 'form', 'detail'] as const;

/** One screen; null when its kind or entity was reported. */
export function checkScreen(
  scope: RuleScope,
  compiled: Compiled,
  key: ScalarNode,
  map: MapNode,
  toolRoles: readonly string[] | null,
): Screen | null {
  const { draft } = scope;
  const kinds = KINDS.filter((kind) => hasKey(map, kind));
  const [kind] = kinds;
  const node = kind === undefined || kinds.length > 1 ? null : scalarAt(draft.check, map, kind);
  if (kind === undefined || node === null) return null;
  const entity = draft.entities.get(node.text);
  if (entity === undefined) {
    if (draft.check.meant.has(`entity ${node.text}`)) return null;
    draft.report.add({
      code: 'reference/unknown-entity',
      span: spanOf(node),
      message: `There is no entity \`${excerpt(node.text)}\`.`,
      hint: suggest(node.text, namesFor(draft, 'entity'), 'define the entity, or correct the name'),
    });
    return null;
  }
  if (entity.broken) return null;
  const readable = checkUsable(draft, compiled, kind, node, entity, toolRoles);
  const screen: ScreenCheck = { scope, draft, compiled, entity, roles: readable ? toolRoles : null };
  const base = {
    name: key.text,
    title: textAt(draft.check, map, 'title') ?? nameInWords(key.text),
    entity: entity.name,
    span: spanOf(key),
  };
  if (kind === 'table') return { ...base, kind, ...checkTable(screen, map) };
  const sections = checkSections(screen, map, kind);
  return kind === 'form'
    ? { ...base, kind, sections }
    : { ...base, kind, sections, related: checkRelated(screen, map, sections) };
}

/** False when no role of the tool could use the screen at all, which is reported. */
function checkUsable(
  draft: Draft,
  compiled: Compiled,
  kind: Screen['kind'],
  node: ScalarNode,
  entity: DraftEntity,
  roles: readonly string[] | null,
): boolean {
  if (roles === null) return true;
  const may = (operation: 'read' | 'create' | 'update'): boolean =>
    isGranted(compiled, entity.name, operation, null, roles);
  const named = roles.map((role) => `\`${role}\``).join(' or ');
  if (kind === 'form' && !may('create') && !may('update')) {
    draft.report.add({
      code: 'screen/unusable-form',
      span: spanOf(node),
      message: `None of the tool's roles may create or update \`${entity.name}\`.`,
      hint: `grant \`create\` or \`update\` to ${named}, or make it a \`detail\` screen`,
    });
    return false;
  }
  if (kind === 'form' || may('read')) return true;
  draft.report.add({
    code: 'screen/unreadable-entity',
    span: spanOf(node),
    message: `None of the tool's roles may read \`${entity.name}\`.`,
    hint: `grant \`read\` to ${named}, or remove the screen`,
  });
  return false;
}

function checkTable(
  screen: ScreenCheck,
  map: MapNode,
): Omit<TableScreen, 'kind' | 'name' | 'title' | 'entity' | 'span'> {
  const { draft } = screen;
  const nodes = scalarsAt(draft.check, map, 'columns');
  for (const node of nodes ?? []) {
    const path = checkPath(screen, node, node.text);
    const isList = path?.field.type === 'references' && path.steps.length > 1;
    if (path?.field.type === 'children' || isList)
      draft.report.add({
        code: 'screen/unfit-field',
        span: spanOf(node),
        message: `\`${excerpt(node.text)}\` is a list of records, which has no place in a column.`,
        hint: 'show it on a `detail` screen, under `related`',
      });
  }
  return {
    columns: nodes?.map((node) => node.text) ?? derive(screen, defaultColumns),
    sort: checkSort(screen, map),
    filters: checkFilters(screen, mapAt(draft.check, map, 'filter')),
    where: checkWhere(screen, map),
  };
}

/** What a screen shows whose author did not choose. */
function derive<T>(
  { compiled, entity }: ScreenCheck,
  choose: (entity: Entity) => readonly T[],
): readonly T[] {
  const own = compiled.entities[entity.name];
  return own === undefined ? [] : choose(own);
}

const isShown = (sections: readonly Section[], name: string): boolean =>
  sections.some(({ fields }) => fields.includes(name));

function checkSort(screen: ScreenCheck, map: MapNode): readonly Sort[] {
  const nodes = scalarsAt(screen.draft.check, map, 'sort') ?? [];
  return nodes.map((node) => {
    const descending = node.text.startsWith('-');
    const text = descending ? node.text.slice(1) : node.text;
    const path = checkPath(screen, node, text);
    if (
      path !== null &&
      (!FIELD_TYPES[path.field.type].sortable || FIELD_TYPES[path.field.type].sqlType(path.field) === null)
    )
      screen.draft.report.add({
        code: 'screen/unsortable',
        span: spanOf(node),
        message: `\`${excerpt(text)}\` is a ${path.field.type} field, which has no order to sort by.`,
        hint: 'sort by a field with one short value',
      });
    return { path: text, descending };
  });
}

function checkSections(screen: ScreenCheck, map: MapNode, kind: 'form' | 'detail'): readonly Section[] {
  const { draft } = screen;
  const fields = map.entries.find((entry) => entry.key.text === 'fields');
  const sections = mapAt(draft.check, map, 'sections');
  if (fields !== undefined && hasKey(map, 'sections')) {
    draft.report.add({
      code: 'screen/sections-and-fields',
      span: spanOf(fields.key),
      message: 'A screen has either `sections` or `fields`, and this one has both.',
      hint: 'move the fields into a section',
    });
  }
  const seen = new Map<string, ScalarNode>();
  if (sections !== null)
    return entriesOf(draft.check, sections).map(({ key, value }) => ({
      title: key.text,
      fields: checkFields(screen, scalarsOf(draft.check, value), kind, seen),
    }));
  const nodes = scalarsAt(draft.check, map, 'fields');
  if (nodes !== null) return [{ title: null, fields: checkFields(screen, nodes, kind, seen) }];
  return derive(screen, defaultSections);
}

function checkFields(
  screen: ScreenCheck,
  nodes: readonly ScalarNode[],
  kind: FormScreen['kind'] | 'detail',
  seen: Map<string, ScalarNode>,
): readonly string[] {
  const { draft } = screen;
  for (const node of nodes) {
    const before = seen.get(node.text);
    if (before !== undefined)
      draft.report.add({
        code: 'name/repeated',
        span: spanOf(node),
        message: `\`${excerpt(node.text)}\` is already on this screen.`,
        hint: 'remove one of them',
        labels: [{ span: spanOf(before), message: 'first named here' }],
      });
    seen.set(node.text, node);
    checkSectionField(screen, node, kind);
  }
  return nodes.map((node) => node.text);
}

function checkSectionField(screen: ScreenCheck, node: ScalarNode, kind: 'form' | 'detail'): void {
  const { draft, compiled, entity, roles } = screen;
  if (kind === 'detail') {
    checkPath(screen, node, node.text);
    return;
  }
  const path = resolvePath(draft, entity, node, node.text);
  if (path === null) return;
  const { field } = path;
  if (path.steps.length > 1 || !entity.fields.has(node.text) || (field.type === 'children' && !field.owned)) {
    draft.report.add({
      code: 'screen/unfit-field',
      span: spanOf(node),
      message:
        field.type === 'children'
          ? `The records of \`${node.text}\` are no lines of this one, so a form cannot edit them.`
          : `A form shows the entity's own fields, and \`${excerpt(node.text)}\` is none.`,
      hint:
        field.type === 'children'
          ? `set \`part_of\` on \`${field.of}.${field.by}\`, or show them on a \`detail\` screen`
          : 'show it on a `detail` screen',
    });
    return;
  }
  if (roles === null) return;
  const may = (operation: 'create' | 'update'): boolean =>
    isGranted(compiled, entity.name, operation, node.text, roles);
  if (!may('create') && !may('update')) checkReadable(draft, compiled, node, path, roles);
}

function checkRelated(screen: ScreenCheck, map: MapNode, sections: readonly Section[]): readonly string[] {
  const { draft } = screen;
  const nodes = scalarsAt(draft.check, map, 'related');
  if (nodes === null) return derive(screen, defaultRelated).filter((name) => !isShown(sections, name));
  for (const node of nodes) {
    const path = checkPath(screen, node, node.text);
    if (path === null || path.field.type === 'children') continue;
    draft.report.add({
      code: 'screen/unfit-field',
      span: spanOf(node),
      message: `\`related\` lists \`children\` fields, and \`${excerpt(node.text)}\` is a ${path.field.type} field.`,
      hint: 'move it to a section',
    });
  }
  return nodes.map((node) => node.text);
}
