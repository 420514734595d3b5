import type { Plan } from '../plan.ts';

/** The plan file: indented JSON with sorted keys, the same bytes for the same plan. */
export function renderPlanJson(plan: Plan): string {
  return `${JSON.stringify(sorted(plan), null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
