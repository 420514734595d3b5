import type { Answer, Question } from '../../runtime/diff/question.ts';
import { findField } from '../../runtime/model/system-fields.ts';
import type { Model } from '../../runtime/model/model.ts';
import { IN_FORCE } from '../identity/actor-row.ts';
import type { Ask } from './budget.ts';
import type { Live } from './live.ts';

/** People and services that hold a role now. */
export async function answerHolders(
  live: Live,
  ask: Ask,
  { role }: Extract<Question, { ask: 'holders' }>,
): Promise<Answer | null> {
  const [row] = await ask<readonly [number]>(
    `select count(distinct a.id)::float8 from jig.actor a join jig.role_assignment r on r.actor_id = a.id ` +
      `where a.active and a.kind <> 'system' and r.role = $1 and ${IN_FORCE}`,
    [role, live.now.toISOString()],
  );
  return { count: row?.[0] ?? 0, of: null, exact: true, samples: [] };
}

/** People who chose their columns of a list so that a field of the base is among them. */
export async function answerSavedViews(
  live: Live,
  ask: Ask,
  { entity, field }: Extract<Question, { ask: 'saved-views' }>,
): Promise<Answer | null> {
  const { model } = live.inForce.overlay;
  const rows = await ask<readonly [string, string, string]>(
    `select p.actor_id::text, p.key, p.value::text from jig.preference p join jig.actor a on a.id = p.actor_id ` +
      `where a.active and starts_with(p.key, 'columns.')`,
  );
  const people = rows
    .filter(([, key, value]) => columnsOf(value).some((path) => names(model, key, path, entity, field)))
    .map(([actor]) => actor);
  return { count: new Set(people).size, of: null, exact: true, samples: [] };
}

/** Paths of a saved choice; whatever else somebody put there holds none. */
function columnsOf(text: string): readonly string[] {
  const value: unknown = JSON.parse(text);
  const columns = typeof value === 'object' && value !== null && 'columns' in value ? value.columns : null;
  return Array.isArray(columns) ? columns.filter((path) => typeof path === 'string') : [];
}

/** Whether a path of the list with that key comes by the field: `customer.name` by two of them. */
function names(model: Model, key: string, path: string, entity: string, field: string): boolean {
  const [, tool = '', screen = ''] = key.split('.');
  const shown = tool === 'all' ? screen : model.tools[tool]?.screens[screen]?.entity;
  let current = model.entities[shown ?? ''];
  for (const step of path.split('.')) {
    if (current === undefined) return false;
    if (current.name === entity && step === field) return true;
    const found = findField(current, step);
    current = found !== undefined && 'to' in found ? model.entities[found.to] : undefined;
  }
  return false;
}
