import type { Field } from '../model/field.ts';
import type { ViewScope } from './scope.ts';

/** The value that a field of a new record starts with, in the form in which it is written; null where it has none. */
export function startValue(scope: ViewScope, field: Field): unknown {
  const value = 'default' in field ? field.default : null;
  if (field.type === 'user') return value === 'user' ? scope.actor.id : null;
  if (field.type === 'date' && value === 'today') return todayIn(scope.model.workspace.timeZone, scope.now);
  if (field.type === 'datetime' && value === 'now') return scope.now.toISOString();
  return value;
}

/** The calendar day of an instant in an IANA zone, as `2026-11-21`. */
export function todayIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
