import type { Observation, Observe } from './observation.ts';

/** Totals since the start of the process, by kind of observation and what it was about. */
export type Counters = { readonly observe: Observe; readonly render: () => string };

/** Makes counters at zero; `render` gives them in the text format that Prometheus reads. */
export function createCounters(): Counters {
  const totals = new Map<string, number>();
  return {
    observe: (observation) => {
      const labels = `kind="${observation.kind}",of="${subject(observation)}"`;
      totals.set(labels, (totals.get(labels) ?? 0) + 1);
    },
    render: () => {
      const lines = [...totals].map(([labels, total]) => `jig_observations_total{${labels}} ${total}`);
      return `# TYPE jig_observations_total counter\n${lines.toSorted().join('\n')}\n`;
    },
  };
}

/** One of few words: what people send must never become a label. */
function subject(observation: Observation): string {
  switch (observation.kind) {
    case 'operation_done':
      return observation.operation;
    case 'operation_refused':
    case 'request_refused':
      return observation.code;
    case 'request_done':
      return String(observation.status);
    case 'rule_observed':
      return `${observation.outcome} ${observation.rule}`;
    case 'request_failed':
    case 'answer_repeated':
    case 'release_swapped':
    case 'release_not_served':
    case 'release_unheard':
    case 'binding_unused':
      return '';
    default:
      return observation satisfies never;
  }
}
