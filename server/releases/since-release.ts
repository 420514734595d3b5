import type pg from 'pg';
import type { Field } from '../../runtime/model/field.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { decide } from '../../runtime/policy/decide.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import type { ChangedFieldJson, ReleasedJson } from '../../runtime/wire/releases.ts';
import { instant } from '../identity/assignment-store.ts';
import type { ActiveRelease } from './activate.ts';

type Client = Pick<pg.Pool, 'query'>;

/** What a write was about: the entity, and the action where it was one. */
export type Written = { readonly entity: string; readonly action: string | null };

/** Releases that are looked through, so that a form of last year costs no more than one of yesterday. */
const MOST_RELEASES = 20;

/** A model as it was under one release, and why that was published. */
type Step = { readonly number: number; readonly model: Model; readonly reason: string | null };

/**
 * What changed since the release under which a form was opened, as far as it explains why what the form sent does not fit: for each
 * error the release since when its field is gone, new or other. Null where nothing of it comes of a release. Tells of no field that
 * the actor can neither read nor write.
 */
export async function sinceRelease(
  client: Client,
  actor: Actor,
  from: number,
  to: ActiveRelease,
  written: Written,
  errors: readonly FieldErrorJson[],
): Promise<ReleasedJson | null> {
  const steps = await readSteps(client, from, to);
  const first = steps[0];
  if (first?.number !== from) return null;
  const changed: Record<string, ChangedFieldJson> = {};
  const whole = wholeChange(steps, actor, written);
  if (whole !== null) changed[''] = whole;
  for (const { pointer, rule } of errors) {
    const found = fieldChange(steps, actor, written, pointer) ?? ruleChange(steps, rule);
    if (found !== null) changed[pointer] = found;
  }
  const numbers = Object.values(changed).map(({ release }) => release);
  if (numbers.length === 0) return null;
  const { rows } = await client.query<Pick<ReleasedJson, 'reason' | 'at' | 'by'>>(
    `select r.reason, ${instant('r.activated_at')} as at, a.name as by from jig.release r join jig.actor a on a.id = r.activated_by
     where r.number = $1`,
    [Math.max(...numbers)],
  );
  const last = rows[0];
  return last === undefined ? null : { from, to: to.number, ...last, changed };
}

async function readSteps(client: Client, from: number, to: ActiveRelease): Promise<readonly Step[]> {
  const { rows } = await client.query<Step>(
    `select number, model, reason from jig.release where number = $1 or (number > $1 and number < $2 and number > $2 - $3::int)
     order by number`,
    [from, to.number, MOST_RELEASES],
  );
  const { rows: last } = await client.query<{ reason: string | null }>(
    'select reason from jig.release where number = $1',
    [to.number],
  );
  return [...rows, { number: to.number, model: to.model, reason: last[0]?.reason ?? null }];
}

/** The entity or the action itself is gone. */
function wholeChange(
  steps: readonly Step[],
  actor: Actor,
  { entity, action }: Written,
): ChangedFieldJson | null {
  const before = entityOf(steps[0], entity);
  if (before === null || steps[0] === undefined || !decide(steps[0].model, actor, 'read', entity).allowed)
    return null;
  const gone = steps.find((step) => entityOf(step, entity) === null);
  if (gone !== undefined && entityOf(steps.at(-1), entity) === null) return goneSince(entity, gone);
  if (action === null || !Object.hasOwn(before.actions, action)) return null;
  const without = steps.find((step) => !Object.hasOwn(entityOf(step, entity)?.actions ?? {}, action));
  const isGone = !Object.hasOwn(entityOf(steps.at(-1), entity)?.actions ?? {}, action);
  return without !== undefined && isGone ? goneSince(action, without) : null;
}

function fieldChange(
  steps: readonly Step[],
  actor: Actor,
  written: Written,
  pointer: string,
): ChangedFieldJson | null {
  const path = pointer.split('/').slice(1).map(unescaped);
  const [name, , inner] = path;
  if (name === undefined) return null;
  const last = steps.at(-1);
  if (last === undefined) return null;
  const field = fieldsOf(last, written)[name];
  if (field?.type === 'children' && inner !== undefined)
    return changeOf(steps, actor, { entity: field.of, action: null }, inner);
  return changeOf(steps, actor, written, name);
}

function changeOf(
  steps: readonly Step[],
  actor: Actor,
  written: Written,
  name: string,
): ChangedFieldJson | null {
  if (!steps.some((step) => isWithin(step, actor, written, name))) return null;
  const before = fieldsOf(steps[0], written)[name];
  const after = fieldsOf(steps.at(-1), written)[name];
  if (before === undefined && after === undefined) return null;
  const since = lastChange(steps, written, name);
  if (since === null) return null;
  const { number } = since;
  if (after === undefined) {
    const now = Object.values(fieldsOf(steps.at(-1), written)).find(({ was }) => was === name)?.name ?? null;
    if (now === null) return goneSince(name, since);
    const message = `\`${name}\` is called \`${now}\` since release ${number}.`;
    return { message, release: number, change: 'renamed', now };
  }
  const isRequired = after.required && before?.required !== true;
  const message = isRequired
    ? `\`${name}\` is required since release ${number}.`
    : before === undefined
      ? `\`${name}\` is new since release ${number}.`
      : `\`${name}\` takes other values since release ${number}.`;
  return { message, release: number, change: before === undefined ? 'new' : 'changed', now: null };
}

function goneSince(name: string, { number, reason }: Step): ChangedFieldJson {
  const why = reason === null ? '.' : `: ${reason.replaceAll(/\s+/gu, ' ').trim()}`;
  return {
    message: `\`${name}\` is gone since release ${number}${why}`,
    release: number,
    change: 'gone',
    now: null,
  };
}

/** The check that refused is new or another one since then. */
function ruleChange(steps: readonly Step[], rule: string | undefined): ChangedFieldJson | null {
  const [entity, group, name] = (rule ?? '').split('.');
  if (entity === undefined || name === undefined || (group !== 'checks' && group !== 'never')) return null;
  const signature = (step: Step): string => {
    const rules: Readonly<Record<string, unknown>> = entityOf(step, entity)?.[group] ?? {};
    return withoutPlaces(Object.hasOwn(rules, name) ? rules[name] : null);
  };
  const since = lastDifference(steps, signature);
  if (since === null) return null;
  const isNew = steps[0] !== undefined && signature(steps[0]) === 'null';
  const message = `The rule \`${name}\` is ${isNew ? 'new' : 'another one'} since release ${since.number}.`;
  return { message, release: since.number, change: isNew ? 'new' : 'changed', now: null };
}

function lastChange(steps: readonly Step[], written: Written, name: string): Step | null {
  return lastDifference(steps, (step) => {
    const field = fieldsOf(step, written)[name];
    return field === undefined ? 'null' : withoutPlaces({ ...field, label: '', help: '' });
  });
}

/** The first of the steps from which on what they say stayed as it is now; null where it always was so. */
function lastDifference(steps: readonly Step[], signature: (step: Step) => string): Step | null {
  const signatures = steps.map(signature);
  const at = signatures.findLastIndex((text, index) => index > 0 && text !== signatures[index - 1]);
  return at < 1 || signatures[0] === signatures.at(-1) ? null : (steps[at] ?? null);
}

function withoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) =>
    key === 'span' || key === 'spans' ? undefined : part,
  );
}

function entityOf(step: Step | undefined, name: string): Entity | null {
  const entities = step?.model.entities ?? {};
  return Object.hasOwn(entities, name) ? (entities[name] ?? null) : null;
}

function fieldsOf(step: Step | undefined, { entity, action }: Written): Readonly<Record<string, Field>> {
  const found = entityOf(step, entity);
  if (found === null) return {};
  if (action === null) return found.fields;
  return Object.hasOwn(found.actions, action) ? (found.actions[action]?.input ?? {}) : {};
}

/** Whether the actor may read or write the field under the release; what an action asks for may be known by who may see the record. */
function isWithin({ model }: Step, actor: Actor, { entity, action }: Written, name: string): boolean {
  if (!Object.hasOwn(model.entities, entity)) return false;
  return (['read', 'create', 'update'] as const).some((operation) => {
    const { allowed, grants } = decide(model, actor, operation, entity);
    return (
      allowed && (action !== null || grants.some(({ fields }) => fields === null || fields.includes(name)))
    );
  });
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
