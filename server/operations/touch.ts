import type { ChildrenChange } from './change-lines.ts';
import type { WriteRequest } from '../../runtime/request/write-request.ts';
import { isFree } from '../../runtime/rules/rule-set.ts';
import type { JudgedOperation } from '../../runtime/rules/rule-set.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { rulesOf } from './entity-rules.ts';
import type { EntityRules } from './entity-rules.ts';
import type { NewRecord } from './new-record.ts';
import type { Task } from './operation.ts';

/** One record that an operation writes, as its rules see it. */
export type Touch = {
  readonly rules: EntityRules;
  readonly id: string;
  /** Place of the record in the body. */
  readonly pointer: string;
  /** Fields that were given. */
  readonly written: readonly string[];
  /** Written values, for the references among them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** A line goes and comes with the record that owns it. */
  readonly isLine: boolean;
};

/** The touch of a record with the values, links and lines of a request. */
export function touch(
  task: Task,
  entity: Entity,
  operation: JudgedOperation,
  at: { readonly id: string; readonly pointer: string; readonly isLine?: boolean },
  request: Pick<WriteRequest, 'values' | 'links' | 'lines'> = { values: {}, links: {}, lines: {} },
): Touch {
  return {
    rules: rulesOf(task, entity, operation),
    id: at.id,
    pointer: at.pointer,
    written: [...Object.keys(request.values), ...Object.keys(request.links), ...Object.keys(request.lines)],
    values: request.values,
    isLine: at.isLine ?? false,
  };
}

/** New records with their lines, owners first. */
export function touchesOfNew(
  task: Task,
  entity: Entity,
  records: readonly NewRecord[],
  isLine = false,
): Touch[] {
  const rules = rulesOf(task, entity, 'create');
  return records.flatMap((record) => [
    {
      rules,
      id: record.id,
      pointer: record.pointer,
      written: record.given,
      values: record.values,
      isLine,
    },
    ...record.lines.flatMap((lines) => touchesOfNew(task, lines.entity, lines.records, true)),
  ]);
}

/** Whether there is anything to judge: if not, no fact is loaded and nothing more is locked than a write needs anyway. */
export function isJudged({ rules, written }: Touch): boolean {
  return !isFree(rules.set, written);
}

/** What becomes of the lines of a record that is changed, and of theirs. */
export function touchesOfLines(task: Task, change: ChildrenChange): Touch[] {
  return change.fields.flatMap(({ entity, pointer, added, kept, removed }) => [
    ...removed.map((id) => touch(task, entity, 'delete', { id, pointer, isLine: true })),
    ...kept.flatMap(({ id, request, children }) => [
      ...(changesNothing(request)
        ? []
        : [touch(task, entity, 'update', { id, pointer: request.pointer, isLine: true }, request)]),
      ...touchesOfLines(task, children),
    ]),
    ...touchesOfNew(task, entity, added, true),
  ]);
}

function changesNothing({ values, links, lines }: WriteRequest): boolean {
  return [values, links, lines].every((part) => Object.keys(part).length === 0);
}

/** Whether rules, or conditions of grants, have a say in what the request may do with the record or its lines. */
export function isRequestRuled(
  task: Task,
  entity: Entity,
  operation: 'create' | 'update',
  request: WriteRequest,
): boolean {
  if (isJudged(touch(task, entity, operation, { id: '', pointer: '' }, request))) return true;
  return Object.entries(request.lines).some(([name, lines]) => {
    const field = entity.fields[name];
    const of = field?.type === 'children' ? task.context.release.model.entities[field.of] : undefined;
    if (of === undefined) return false;
    // Lines that the request leaves out are removed, which is only known once the record is locked.
    if (isRemovalRuled(task, of)) return true;
    return lines.some((line) => isRequestRuled(task, of, line.id === null ? 'create' : 'update', line));
  });
}

/** A role that may not remove lines at all is refused without a look at them. */
function isRemovalRuled(task: Task, lines: Entity): boolean {
  const { set } = rulesOf(task, lines, 'delete');
  return set.decision.allowed && !isFree(set, []);
}
