import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type ScalarNode } from '../definition/node.ts';
import type { ReferenceField } from '../model/field.ts';
import { scalarAt, type Draft, type DraftEntity, type DraftField, namesFor } from './draft.ts';

/** Settles `to`, `of` and `by` of every field; a field whose target is unknown loses its definition (`field` null). */
export function resolveReferences(draft: Draft): void {
  for (const entity of draft.entities.values())
    for (const field of entity.fields.values()) {
      if (field.type === 'reference' || field.type === 'references') resolveTo(draft, field);
    }
  for (const entity of draft.entities.values()) {
    for (const field of entity.fields.values())
      if (field.type === 'children') resolveChildren(draft, entity, field);
    checkParents(draft, entity);
  }
}

function findEntity(draft: Draft, node: ScalarNode): DraftEntity | null {
  const found = draft.entities.get(node.text);
  if (found !== undefined) return found;
  if (draft.check.meant.has(`entity ${node.text}`)) return null;
  draft.report.add({
    code: 'reference/unknown-entity',
    span: spanOf(node),
    message: `There is no entity \`${excerpt(node.text)}\`.`,
    hint: suggest(node.text, namesFor(draft, 'entity'), 'define the entity, or correct the name'),
  });
  return null;
}

function resolveTo(draft: Draft, field: DraftField): void {
  const node = scalarAt(draft.check, field.map, 'to');
  if (node === null || findEntity(draft, node) === null) field.field = null;
}

function resolveChildren(draft: Draft, entity: DraftEntity, field: DraftField): void {
  const of = scalarAt(draft.check, field.map, 'of');
  const target = of === null ? null : findEntity(draft, of);
  const children = field.field;
  field.field = null;
  if (of === null || target === null || children?.type !== 'children') return;
  if (!target.complete) return;
  const by = scalarAt(draft.check, field.map, 'by');
  const reference =
    by === null ? onlyReference(draft, entity, target, of) : namedReference(draft, entity, target, by);
  if (reference === null) return;
  field.field = { ...children, by: reference.name, owned: reference.partOf };
}

const refersTo = (entity: DraftEntity, name: string): readonly ReferenceField[] =>
  [...entity.fields.values()]
    .map((field) => field.field)
    .filter((field) => field?.type === 'reference')
    .filter((field) => field.to === name);

/** Whether some reference of the entity was reported, so that what it refers to is not known. */
const hasUnsettled = (entity: DraftEntity): boolean =>
  [...entity.fields.values()].some(
    (field) => (field.type === 'reference' || field.type === null) && field.field === null,
  );

function onlyReference(
  draft: Draft,
  entity: DraftEntity,
  target: DraftEntity,
  of: ScalarNode,
): ReferenceField | null {
  const found = refersTo(target, entity.name);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (first === undefined) {
    if (hasUnsettled(target)) return null;
    draft.report.add({
      code: 'reference/no-way-back',
      span: spanOf(of),
      message: `\`${target.name}\` has no reference to \`${entity.name}\`, so it has no children here.`,
      hint: `add a field to \`${target.name}\`: \`${entity.name}: { type: reference, to: ${entity.name} }\``,
      labels: [{ span: spanOf(target.nameNode), message: `\`${target.name}\` is declared here` }],
    });
    return null;
  }
  draft.report.add({
    code: 'reference/ambiguous',
    span: spanOf(of),
    message: `\`${target.name}\` has ${found.length} references to \`${entity.name}\`: ${found.map((field) => `\`${field.name}\``).join(', ')}.`,
    hint: `say which: \`by: ${first.name}\``,
    labels: found.map((field) => ({ span: field.span, message: 'one of them' })),
  });
  return null;
}

function namedReference(
  draft: Draft,
  entity: DraftEntity,
  target: DraftEntity,
  by: ScalarNode,
): ReferenceField | null {
  const named = target.fields.get(by.text);
  if (named?.field?.type === 'reference' && named.field.to === entity.name) return named.field;
  if (named === undefined ? draft.check.meant.has(`field ${by.text}`) : named.field === null) return null;
  const candidates = refersTo(target, entity.name).map((field) => field.name);
  draft.report.add({
    code: named === undefined ? 'reference/unknown-field' : 'reference/no-way-back',
    span: spanOf(by),
    message:
      named === undefined
        ? `\`${target.name}\` has no field \`${excerpt(by.text)}\`.`
        : `\`${target.name}.${named.name}\` is no reference to \`${entity.name}\`.`,
    hint: suggest(by.text, candidates, `add a reference to \`${entity.name}\` in \`${target.name}\``),
    ...(named === undefined ? {} : { labels: [{ span: spanOf(named.key), message: 'it is defined here' }] }),
  });
  return null;
}

/** An entity is the line of at most one other. */
function checkParents(draft: Draft, entity: DraftEntity): void {
  const parents = [...entity.fields.values()].filter(
    (field) => field.field?.type === 'reference' && field.field.partOf,
  );
  const [first, ...others] = parents;
  for (const other of others) {
    if (first === undefined) return;
    draft.report.add({
      code: 'entity/two-parents',
      span: spanOf(scalarAt(draft.check, other.map, 'part_of') ?? other.key),
      message: `Records of \`${entity.name}\` are already lines of another record through \`${first.name}\`.`,
      hint: 'keep `part_of` on one of the references',
      labels: [{ span: spanOf(first.key), message: 'the first parent' }],
    });
  }
}
