import type { Entity } from '../../model/model.ts';
import { actionOf } from './effective-access.ts';
import { pluralOf } from './finding-context.ts';

/** What a role does: `read`, `change`, `run “Approve” on`. */
export function verbOf(entity: Entity, operation: string): string {
  const action = actionOf(entity, operation);
  if (action !== undefined) return `run “${action.title}” on`;
  const [name = ''] = operation.split(' ');
  if (name === 'action') return `run \`${operation.slice('action '.length)}\` on`;
  return name === 'update' ? 'change' : name;
}

/** `read orders` */
export const doing = (entity: Entity, operation: string): string =>
  `${verbOf(entity, operation)} ${pluralOf(entity)}`;

/** `read`, `changed`, `approved` as it stands behind `are`. */
const DONE: Readonly<Record<string, string>> = {
  read: 'read',
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  export: 'exported',
};

export function doneWords(entity: Entity, operation: string, field: string | null): string {
  if (field !== null && operation === 'create') return 'filled in';
  const action = actionOf(entity, operation);
  return action === undefined ? (DONE[operation] ?? operation) : `“${action.title}” run on`;
}

/** Where in the definitions grants for it stand: `order.access.sales.read`, as in the changes. */
export function subjectOf(entity: string, role: string, operation: string): string {
  const [name = ''] = operation.split(' ');
  const key = name === 'action' ? `actions.${operation.slice('action '.length)}` : name;
  return `${entity}.access.${role}.${key}`;
}

/** What of the records: `all of them`, `where status is Open`. */
export const where = (condition: string): string =>
  condition === 'always' ? 'all of them' : condition === 'never' ? 'none' : `where ${condition}`;
