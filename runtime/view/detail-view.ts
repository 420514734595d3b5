import type { ChildrenField } from '../model/field.ts';
import type { DetailScreen, Entity, Section, Tool } from '../model/model.ts';
import { SYSTEM_FIELDS } from '../model/system-fields.ts';
import type { WriteMode } from '../validate/record-schema.ts';
import type { DetailView, RelatedView, SectionView } from '../wire/view.ts';
import { defaultColumns, defaultRelated, defaultSections, relatedSort } from '../model/default-screens.ts';
import { viewActions, viewLifecycle } from './action-view.ts';
import { viewField } from './field-view.ts';
import { findTool, ownScreen } from './navigation.ts';
import { followPath } from './paths.ts';
import type { ViewScope } from './scope.ts';
import { viewTable } from './table-view.ts';
import { viewBase, type Origin } from './view-base.ts';

/** One record with its readable fields and the lists of records that refer to it. */
export function viewDetail(
  scope: ViewScope,
  entity: Entity,
  origin: Origin,
  choice: Pick<DetailScreen, 'sections' | 'related'> | null,
): DetailView {
  const related = choice?.related ?? defaultRelated(entity);
  const tool = origin.tool === null ? null : findTool(scope, origin.tool);
  return {
    ...viewBase(scope, entity, origin),
    kind: 'detail',
    sections: viewSections(scope, entity, choice?.sections ?? withSystemFields(defaultSections(entity)), [
      'update',
    ]),
    related: related.map((name) => viewRelated(scope, entity, name, tool)).filter((list) => list !== null),
    actions: viewActions(scope, entity),
    lifecycle: viewLifecycle(scope, entity),
  };
}

function withSystemFields(sections: readonly Section[]): readonly Section[] {
  return [...sections, { title: 'Record', fields: Object.keys(SYSTEM_FIELDS) }];
}

/** Sections without the fields that the actor may not read; a section without fields is left out. */
export function viewSections(
  scope: ViewScope,
  entity: Entity,
  sections: readonly Section[],
  modes: readonly WriteMode[],
): readonly SectionView[] {
  return sections
    .map(({ title, fields }) => ({
      title,
      fields: fields
        .map((path) => followPath(scope, entity, path))
        .filter((at) => at !== null)
        .filter(({ field }) => field.type !== 'children' || readsChildren(scope, field))
        .map((at) => viewField(scope, at, modes)),
    }))
    .filter(({ fields }) => fields.length > 0);
}

/** The list of children needs their entity and the reference that leads back, for it filters by that reference. */
function readsChildren(scope: ViewScope, field: ChildrenField): boolean {
  const child = scope.model.entities[field.of];
  return child !== undefined && scope.reads(child, field.by);
}

/** In a tool, the list has the columns and order of the tool's own list of that entity. */
function viewRelated(scope: ViewScope, entity: Entity, name: string, tool: Tool | null): RelatedView | null {
  const field = entity.fields[name];
  if (field?.type !== 'children' || !scope.reads(entity, name) || !readsChildren(scope, field)) return null;
  const child = scope.model.entities[field.of];
  if (child === undefined) return null;
  const own = tool === null ? null : ownScreen(scope, tool, 'table', child.name);
  const columns = (own?.columns ?? defaultColumns(child)).filter((path) => path.split('.')[0] !== field.by);
  const origin = { tool: tool?.name ?? null, screen: null, title: field.label };
  const table = viewTable(scope, child, origin, {
    columns,
    sort: own?.sort ?? relatedSort(child),
    filters: [],
    where: null,
  });
  return { field: name, title: field.label, by: field.by, table };
}
