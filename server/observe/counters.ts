import type { Observation, Observe } from './observation.ts';

/** Totals since the start, by kind and, where there is one, operation or code. */
export type Counters = { readonly observe: Observe; readonly totals: () => Readonly<Record<string, number>> };

/** Makes counters at zero. */
export function createCounters(): Counters {
  const totals = new Map<string, number>();
  return {
    observe: (observation) => {
      const name = nameOf(observation);
      totals.set(name, (totals.get(name) ?? 0) + 1);
    },
    totals: () => Object.fromEntries(totals),
  };
}

function nameOf(observation: Observation): string {
  switch (observation.kind) {
    case 'operation_done':
      return `operation_done ${observation.operation}`;
    case 'operation_refused':
    case 'request_refused':
      return `${observation.kind} ${observation.code}`;
    case 'request_done':
      return `request_done ${observation.status}`;
    case 'request_failed':
    case 'answer_repeated':
      return observation.kind;
    default:
      return observation satisfies never;
  }
}
