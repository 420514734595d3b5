import type { Field } from '../model/field.ts';
import type { Model } from '../model/model.ts';
import type { AccessDifference } from './access-difference.ts';
import type { Change } from './change.ts';
import { optionsOf } from './model/diff-fields.ts';
import { type FieldPair, pairModels } from './model/pair-models.ts';
import { pairEntities } from './model/pairs.ts';
import { typeText } from './model/text-of.ts';
import { type Question, questionKey } from './question.ts';

/** Operations of the access matrix whose rows can be counted per person. */
const REACHES = ['read', 'update', 'delete', 'export'] as const;

/**
 * What the live database should be asked about a change, each question once, the weightiest first: an answer that comes too
 * late then is one that matters less. Entities and fields of `records`, `values`, `in-options` and `saved-views` go by the names of the
 * base, all others by those of the head.
 */
export function questionsOf(
  base: Model | null,
  head: Model,
  changes: readonly Change[],
  access: readonly AccessDifference[],
): readonly Question[] {
  if (base === null) return [];
  const questions = [
    ...dataQuestions(base, head),
    ...changes.flatMap((change) => ruleQuestions(change, base, head)),
    ...accessQuestions(base, head, access),
  ];
  const byKey = new Map(questions.map((question) => [questionKey(question), question]));
  return [...byKey.values()];
}

function dataQuestions(base: Model, head: Model): readonly Question[] {
  return pairModels(base, head).flatMap(({ former: entity, head: is, fields }): Question[] => {
    if (entity === null) return [];
    if (is === null) return [{ ask: 'records', entity }];
    return fields.flatMap((field) => fieldQuestions(entity, field));
  });
}

function fieldQuestions(
  entity: string,
  { base: old, head: now, former: field }: FieldPair,
): readonly Question[] {
  if (old === null || field === null) return [];
  const views: Question = { ask: 'saved-views', entity, field };
  if (now === null) return holdsValues(old) ? [{ ask: 'values', entity, field }, views] : [views];
  const changed = typeText(old) !== typeText(now) && holdsValues(old);
  const gone = removedOptions(old, now);
  return [
    ...(changed ? [{ ask: 'values', entity, field } as const] : []),
    ...(gone.length === 0 ? [] : [{ ask: 'in-options', entity, field, options: gone } as const]),
    ...(field === now.name ? [] : [views]),
  ];
}

/** Whether people wrote it into the record itself; the rest can be worked out again, or stands elsewhere. */
export function holdsValues(field: Field): boolean {
  return field.computed === null && field.type !== 'children';
}

/** Options that the field of the head has no more. */
export function removedOptions(old: Field, now: Field): readonly string[] {
  const [was, is] = [optionsOf(old), optionsOf(now)];
  if (was === null || is === null) return [];
  return was.map(({ name }) => name).filter((name) => !is.some((option) => option.name === name));
}

function ruleQuestions(change: Change, base: Model, head: Model): readonly Question[] {
  const { kind, entity, field, subject } = change;
  const name = subject.slice(subject.lastIndexOf('.') + 1);
  const isThere = entity !== null && Object.hasOwn(head.entities, entity);
  switch (kind) {
    case 'check/added':
    case 'check/that':
    case 'check/enforce':
      return isThere && head.entities[entity]?.checks[name]?.enforce !== 'observe'
        ? [{ ask: 'breaks-check', entity, check: name }]
        : [];
    case 'never/added':
    case 'never/that':
      return isThere ? [{ ask: 'breaks-never', entity, never: name }] : [];
    case 'field/computed':
      return isThere && field !== null && head.entities[entity]?.fields[field]?.computed !== null
        ? [{ ask: 'computed', entity, field }]
        : [];
    case 'role/removed':
      return Object.hasOwn(base.roles, name) ? [{ ask: 'holders', role: name }] : [];
    default:
      return [];
  }
}

function accessQuestions(base: Model, head: Model, access: readonly AccessDifference[]): readonly Question[] {
  const names = new Map(
    pairEntities(base, head).flatMap((pair) =>
      pair.base === null || pair.head === null ? [] : [[pair.head.name, pair.base.name] as const],
    ),
  );
  return access.flatMap(({ entity, field, operation, verdict }): Question[] => {
    const former = entity === null ? undefined : names.get(entity);
    const reach = REACHES.find((each) => each === operation);
    if (entity === null || former === undefined || reach === undefined) return [];
    if (field !== null || verdict === 'equivalent') return [];
    return [
      { ask: 'reach', entity, operation: reach },
      { ask: 'records', entity: former },
    ];
  });
}
