import type { RecordValue, Value } from '../../runtime/expression/value.ts';
import type { DecisionGrant } from '../../runtime/policy/decision.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { judgeAfter, judgeField, judgeRecord } from '../../runtime/rules/judge.ts';
import type { Judgement, Subject } from '../../runtime/rules/judge.ts';
import { afterReason, fieldReason, recordReason } from '../../runtime/rules/reason.ts';
import { pointerTo } from '../../runtime/validate/pointer.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { notFound } from './get-record.ts';
import type { Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { speechFor } from './speech.ts';
import { invalidRecord } from './targets.ts';
import type { Touch } from './touch.ts';

/** Grants that hold for each record, by its id: what its audit entry names. */
export type Held = ReadonlyMap<string, readonly DecisionGrant[]>;

/** The record of a touch with everything that its rules may look at. */
export function subjectOf(
  task: Task,
  { rules }: Touch,
  record: RecordValue,
  old: RecordValue | null,
  input: Readonly<Record<string, Value>> = {},
): Subject {
  const tables = decisionTables(task.context.release.model);
  return { rules: rules.set, run: task.facts, tables, record, old, input };
}

/**
 * Judges whether the actor may write each record, and each given field of it, as `records` holds it: for a new one as it
 * will be, for any other as it was. Refuses with everything that stands in the way.
 */
export function judgeAccess(
  task: Task,
  touches: readonly Touch[],
  records: ReadonlyMap<string, RecordValue>,
): Held {
  const held = new Map<string, readonly DecisionGrant[]>();
  const errors: FieldErrorJson[] = [];
  for (const one of touches) {
    const record = records.get(one.id);
    if (record === undefined) continue;
    const subject = subjectOf(task, one, record, null);
    const judgement = judgeRecord(subject);
    held.set(one.id, holdingGrants(judgement, one));
    if (judgement.allowed) errors.push(...fieldErrors(task, one, subject));
    else if (one.isLine) errors.push(lineError(task, one, subject, judgement));
    else throw deniedRecord(task, one.id, subject, judgement);
  }
  if (errors.length > 0) throw invalidRecord(errors);
  return held;
}

/** Judges what grants demand of the records after the change. */
export function judgeOutcome(
  task: Task,
  touches: readonly Touch[],
  held: Held,
  records: ReadonlyMap<string, RecordValue>,
  before: ReadonlyMap<string, RecordValue>,
): void {
  const errors: FieldErrorJson[] = [];
  for (const one of touches) {
    const grants = held.get(one.id) ?? [];
    const record = records.get(one.id);
    if (record === undefined || grants.every((grant) => grant.after === null)) continue;
    const subject = subjectOf(task, one, record, before.get(one.id) ?? null);
    for (const name of one.written) {
      const field = one.rules.set.entity.fields[name] ?? null;
      const judgement = judgeAfter(subject, grants, field);
      if (judgement.allowed) continue;
      errors.push({
        pointer: pointerTo(one.pointer, name),
        code: 'field/not_allowed',
        message: afterReason(judgement, speechFor(task, subject)),
        ...ruleOf(judgement),
      });
    }
  }
  if (errors.length > 0) throw invalidRecord(errors);
}

/** Of the grants that hold, those that were needed for the fields that were given. */
function holdingGrants({ held }: Judgement, { written, rules }: Touch): readonly DecisionGrant[] {
  const byField = rules.set.operation === 'create' || rules.set.operation === 'update';
  if (!byField || written.length === 0) return held;
  return held.filter((grant) => grant.fields === null || grant.fields.some((name) => written.includes(name)));
}

function fieldErrors(task: Task, one: Touch, subject: Subject): FieldErrorJson[] {
  const { entity, operation } = one.rules.set;
  if (operation !== 'create' && operation !== 'update') return [];
  return one.written.flatMap((name) => {
    const field = entity.fields[name];
    const judgement = field === undefined ? null : judgeField(subject, field);
    if (field === undefined || judgement === null || judgement.allowed) return [];
    const own = judgement.parts[0]?.kind === 'editable';
    return [
      {
        pointer: pointerTo(one.pointer, name),
        code: own ? 'field/not_editable' : 'field/not_allowed',
        message: fieldReason(field, judgement, speechFor(task, subject)),
        ...ruleOf(judgement),
      },
    ];
  });
}

function lineError(task: Task, one: Touch, subject: Subject, judgement: Judgement): FieldErrorJson {
  return {
    pointer: one.pointer,
    code: 'line/not_allowed',
    message: recordReason(one.rules.set, judgement, speechFor(task, subject)),
    ...ruleOf(judgement),
  };
}

/**
 * The refusal of an operation on a record that no grant reaches, naming the grant that came nearest. Who may read nothing of
 * the entity does not learn that the record is there.
 */
export function deniedRecord(task: Task, id: string, subject: Subject, judgement: Judgement): Refusal {
  if (!subject.rules.read.allowed && subject.rules.operation !== 'create') notFound(task, id);
  const message = recordReason(subject.rules, judgement, speechFor(task, subject));
  return new Refusal('access/denied', message, {
    errors: [{ pointer: '', code: 'access/denied', message, ...ruleOf(judgement) }],
  });
}

/** The rule that decided. */
export function ruleOf({ parts }: Pick<Judgement, 'parts'>): { readonly rule?: string } {
  const [first] = parts;
  return first === undefined ? {} : { rule: first.rule };
}
