import type { Span } from '../../diagnostics/diagnostic.ts';
import { fieldsRead } from '../../expression/dependencies.ts';
import { explainExpression } from '../../expression/explain.ts';
import { expressionType } from '../../model/expression-type.ts';
import { modelWords } from '../../model/model-words.ts';
import type { Entity, Grant, Model } from '../../model/model.ts';
import { findField } from '../../model/system-fields.ts';
import { actionOf, type Cell } from './effective-access.ts';
import { own } from './lookups.ts';
import type { Cells, Matrix, Place } from './matrix.ts';
import { sameDefinition } from './same-definition.ts';
import type { Truth } from './truth.ts';

/** Where the grants for it are the same, it changed with what may be read: of its own records, or of those it derives from. */
export function followed(
  { pair }: Matrix,
  { name, after, before }: Place,
  { operation, field }: Cell,
): string {
  const entity = after ?? before;
  const parent = entity?.partOf ?? null;
  if (operation === 'read' && field === null && parent !== null) return `${parent.entity} read`;
  const computed =
    field === null || entity === undefined ? null : (own(entity.fields, field)?.computed ?? null);
  if (computed === null || entity === undefined || !operation.startsWith('read')) return `${name} read`;
  if (computed.is === 'rollup') {
    const children = own(entity.fields, computed.children);
    return `${children?.type === 'children' ? children.of : name} read`;
  }
  const read = fieldsRead(computed.expression.tree, name, (of, at) => {
    const owner = own(pair.head.entities, of);
    const found = owner === undefined ? undefined : findField(owner, at);
    return found === undefined ? undefined : (expressionType(found) ?? undefined);
  });
  return `${read.findLast((one) => one.entity !== name)?.entity ?? name} read`;
}

/** When it is allowed, on one line: `never`, `always`, or the condition. */
export function inEnglish(
  model: Model,
  entity: Entity | undefined,
  operation: string,
  when: Truth | undefined,
): string {
  if (when === undefined || when === false || entity === undefined) return 'never';
  if (when === true) return 'always';
  const action = actionOf(entity, operation);
  const place = { entity: entity.name, ...(action === undefined ? {} : { input: action.input }) };
  return explainExpression(when, modelWords(model, place))
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** The first grant that is other than before, else the first; of what is gone, in the base. */
export function spanOf(
  { before, after }: Place,
  cells: Cells,
): { readonly span: Span | null; readonly spanOf: 'head' | 'base' } {
  const [old, now] = [cells.before?.grants ?? [], cells.after?.grants ?? []];
  const isKept = (grant: Grant, among: readonly Grant[]): boolean =>
    among.some((other) => sameDefinition({ ...grant, id: '' }, { ...other, id: '' }));
  const changed = now.find((grant) => !isKept(grant, old));
  const removed = old.find((grant) => !isKept(grant, now));
  if (changed !== undefined) return { span: changed.span, spanOf: 'head' };
  if (removed !== undefined) return { span: removed.span, spanOf: 'base' };
  const [first] = now;
  if (first !== undefined) return { span: first.span, spanOf: 'head' };
  return after !== undefined
    ? { span: after.span, spanOf: 'head' }
    : { span: before?.span ?? null, spanOf: 'base' };
}
