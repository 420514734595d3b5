import type { Facts, RecordValue, Value } from '../../runtime/expression/value.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Check, Never } from '../../runtime/model/rule.ts';
import { fieldRules, fieldState } from '../../runtime/rules/field-states.ts';
import type { Subject } from '../../runtime/rules/judge.ts';
import { brokenNevers, failedChecks } from '../../runtime/rules/run-checks.ts';
import { factsFor } from '../../runtime/rules/run-facts.ts';
import { fieldError, pointerTo } from '../../runtime/validate/pointer.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import type { WarningJson } from '../../runtime/wire/rules.ts';
import { subjectOf } from './judge-touches.ts';
import type { Task } from './operation.ts';
import { Refusal } from './refusal.ts';
import { renderMessage, seesFor } from './speech.ts';
import type { Touch } from './touch.ts';

/** A check that let a record pass although it failed. */
export type Finding = {
  readonly kind: 'warn' | 'observe';
  readonly touch: Touch;
  readonly warning: WarningJson;
};

/** Most errors of one answer. */
const MOST_ERRORS = 200;

/**
 * Judges the rules of records as they are after the write: what is required, the checks, and what must never be. Refuses with
 * all that is broken, in the author's order; gives what is only to be said or counted.
 */
export function judgeRules(
  task: Task,
  touches: readonly Touch[],
  records: ReadonlyMap<string, RecordValue>,
  before: ReadonlyMap<string, RecordValue>,
): readonly Finding[] {
  const required: FieldErrorJson[] = [];
  const broken: FieldErrorJson[] = [];
  const never: FieldErrorJson[] = [];
  const findings: Finding[] = [];
  for (const one of touches) {
    const record = records.get(one.id);
    if (record === undefined) continue;
    const subject = subjectOf(task, one, record, before.get(one.id) ?? null);
    required.push(...requiredErrors(one, subject));
    for (const check of brokenChecks(subject)) {
      const message = checkMessage(task, subject, check);
      const pointer = check.at === null ? one.pointer : placeOf(one, check.at);
      if (check.enforce === 'error') broken.push({ pointer, code: 'rule/broken', message, rule: check.id });
      else findings.push({ kind: check.enforce, touch: one, warning: { rule: check.id, pointer, message } });
    }
    never.push(...neverErrors(task, one, subject));
  }
  refuse('record/invalid', [...required, ...broken], required.length > 0);
  refuse('record/rule_broken', broken, broken.length > 0);
  refuse('record/never', never, never.length > 0);
  return findings;
}

function refuse(
  code: 'record/invalid' | 'record/rule_broken' | 'record/never',
  errors: readonly FieldErrorJson[],
  applies: boolean,
): void {
  if (!applies) return;
  const more = errors.length > 1 ? ` (First of ${errors.length} problems.)` : '';
  throw new Refusal(code, `${errors[0]?.message ?? ''}${more}`, { errors: errors.slice(0, MOST_ERRORS) });
}

function brokenChecks({ rules, run, record, old, tables }: Subject): readonly Check[] {
  return failedChecks(rules.checks, factsFor(run, record, old), tables).map(({ of }) => of);
}

function checkMessage(task: Task, subject: Subject, check: Check): string {
  return renderMessage(task, check.say, factsOf(subject), seesFor(task, subject));
}

function neverErrors(task: Task, one: Touch, subject: Subject): FieldErrorJson[] {
  const facts = factsOf(subject);
  return brokenNevers(subject.rules.nevers, facts, subject.tables).map(({ of }) => ({
    pointer: one.pointer,
    code: 'rule/never',
    message: neverMessage(task, subject, of),
    rule: of.id,
  }));
}

function neverMessage(task: Task, subject: Subject, never: Never): string {
  if (never.say !== null) return renderMessage(task, never.say, factsOf(subject), seesFor(task, subject));
  const title = subject.rules.entity.title.toLowerCase();
  return `This would break a rule that holds for every ${title} at all times: \`${never.name}\`.`;
}

function factsOf({ run, record, old }: Subject): Facts {
  return factsFor(run, record, old);
}

/** A field that was empty although it was required before, and that nobody touched, blocks nobody. */
function requiredErrors(one: Touch, subject: Subject): FieldErrorJson[] {
  const { rules, old, run, tables } = subject;
  const now = factsOf(subject);
  return rules.fields.flatMap((field) => {
    if (!isMissing(field, now, tables)) return [];
    const wasMissing = old !== null && isMissing(field, factsFor(run, old, old), tables);
    if (wasMissing && !one.written.includes(field.name)) return [];
    const by = field.required ? 'required' : 'required_when';
    const error = fieldError(placeOf(one, field.name), 'value/required');
    return [
      {
        ...error,
        ...(error.pointer === '' ? { message: `${field.label}: ${error.message}` } : {}),
        rule: `${rules.entity.name}.${field.name}.${by}`,
      },
    ];
  });
}

/** Place of a field in the body. The body of an action holds its input, so there it is the record as a whole. */
function placeOf({ rules, pointer }: Touch, field: string): string {
  const { action } = rules.set;
  return action === null || Object.hasOwn(action.input, field) ? pointerTo(pointer, field) : pointer;
}

function isMissing(field: Field, facts: Facts, tables: Subject['tables']): boolean {
  const { record } = facts;
  const value = record !== null && Object.hasOwn(record, field.name) ? (record[field.name] ?? null) : null;
  return isEmpty(value) && fieldState(fieldRules(field), facts, tables).required;
}

function isEmpty(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
