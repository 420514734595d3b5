import type { Entity } from '../model/model.ts';
import type { Action } from '../model/rule.ts';
import type { Field } from '../model/field.ts';
import type { Expression } from '../expression/tree.ts';
import type { Obstacle } from './judge-action.ts';
import type { JudgedPart, Judgement } from './judge.ts';
import type { JudgedOperation } from './rule-set.ts';

/** How verdicts are put: about whom, and conditions in English; null where the reader may not know what is looked at. */
export type Speech = {
  /** `You`, or the name of another person. */
  readonly who: string;
  readonly english: (condition: Expression) => string | null;
};

/** Whether it may be done with the record, in one sentence. */
export function recordReason(
  { entity, operation }: { readonly entity: Entity; readonly operation: JudgedOperation },
  judgement: Judgement,
  speech: Speech,
): string {
  if (judgement.allowed) return grantedBy(judgement);
  if (judgement.parts.length === 0) return noGrant(judgement, speech);
  const thing = operation === 'create' ? entity.plural.toLowerCase() : `a ${entity.title.toLowerCase()}`;
  const what = `${operation.replace(/^action /u, 'run ')} ${thing}`.replace(/\ba (?=[aeiou])/u, 'an ');
  return `${speech.who} may ${what} only ${whereOf(judgement.parts, 'grant', speech)}.`;
}

/** Whether the field of the record may be written, in one sentence. */
export function fieldReason(
  field: Field,
  judgement: Judgement,
  speech: Speech,
  operation: JudgedOperation = 'update',
): string {
  if (judgement.allowed) return grantedBy(judgement);
  const verb = operation === 'read' ? 'read' : 'change';
  if (judgement.held.length > 0 && operation === 'read')
    return `${field.label} is worked out from what ${speech.who === 'You' ? 'you' : speech.who} may not read.`;
  const own = judgement.parts.find(({ kind, outcome }) => kind === 'editable' && outcome !== 'true');
  if (own !== undefined && judgement.held.length > 0)
    return `${field.label} can be changed only ${whereOf([own], 'editable', speech)}.`;
  if (judgement.parts.every(({ kind }) => kind === 'editable'))
    return `No role that ${speech.who === 'You' ? 'you hold' : `${speech.who} holds`} may ${verb} ${field.label}.`;
  return `${speech.who} may ${verb} ${field.label} only ${whereOf(judgement.parts, 'grant', speech)}.`;
}

/** Whether the record as it would be is one that the grants allow to be made of it. */
export function afterReason(judgement: Judgement, speech: Speech): string {
  if (judgement.allowed) return grantedBy(judgement);
  const what = judgement.of.field === null ? 'change it' : `change ${judgement.of.field.label}`;
  return `${speech.who} may ${what} only so that afterwards ${alternatives(judgement.parts, 'after', speech) ?? 'the record stays within what the role may reach'}.`;
}

/** Why an action may not run now, in one sentence. `say` is what the author wrote for a condition that is not met. */
export function actionReason(
  entity: Entity,
  action: Action,
  judgement: Judgement & { readonly obstacle: Obstacle | null },
  facts: { readonly say: string | null; readonly state: string | null },
  speech: Speech,
): string {
  const title = action.title;
  switch (judgement.obstacle) {
    case null:
      return grantedBy(judgement);
    case 'grant':
      return judgement.parts.length === 0
        ? noGrant(judgement, speech)
        : `${speech.who} may run “${title}” only ${whereOf(judgement.parts, 'grant', speech)}.`;
    case 'from': {
      const states = action.from.map((name) => stateLabel(entity, name));
      const now = facts.state === null ? '' : `; it is ${stateLabel(entity, facts.state)}`;
      return `“${title}” is possible only while the ${entity.title.toLowerCase()} is ${list(states, 'or')}${now}.`;
    }
    case 'when':
      return facts.say ?? `“${title}” is possible only ${whereOf(judgement.parts, 'when', speech)}.`;
    case 'not_by': {
      const labels = action.notBy.map((name) => entity.fields[name]?.label ?? name);
      return `“${title}” takes somebody else than who stands in ${list(labels, 'or')}.`;
    }
    default:
      return judgement.obstacle satisfies never;
  }
}

/** The option of the state field as people read it. */
function stateLabel(entity: Entity, state: string): string {
  const field = entity.lifecycle === null ? undefined : entity.fields[entity.lifecycle.field];
  const options = field?.type === 'choice' ? field.options : [];
  return options.find(({ name }) => name === state)?.label ?? state;
}

function grantedBy({ held }: Judgement): string {
  const named = held.map((grant) => `${grant.role} (${grant.span.file}:${grant.span.line})`);
  return `Granted by ${[...new Set(named)].join(', ')}.`;
}

/** The policy speaks to who is signed in. */
function noGrant({ of: { decision } }: Judgement, { who }: Speech): string {
  return who === 'You' ? decision.reason : decision.reason.replace(/^You hold/u, `${who} holds`);
}

function whereOf(parts: readonly JudgedPart[], kind: JudgedPart['kind'], speech: Speech): string {
  const said = alternatives(parts, kind, speech);
  return said === null ? 'on some records, and this is not one of them' : `where ${said}`;
}

/** Every condition once; null where one of them may not be told. */
function alternatives(
  parts: readonly JudgedPart[],
  kind: JudgedPart['kind'],
  { english }: Speech,
): string | null {
  const said = parts
    .filter((part) => part.kind === kind && part.condition !== null)
    .map(({ condition }) => (condition === null ? null : english(condition)));
  const known = said.filter((text) => text !== null);
  return known.length < said.length || known.length === 0 ? null : [...new Set(known)].join(', or where ');
}

function list(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
