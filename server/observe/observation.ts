/** Everything noteworthy that the server does. Code only emits; `log.ts` and `counters.ts` decide what becomes of it. */
export type Observation =
  | {
      readonly kind: 'operation_done';
      readonly operation: string;
      readonly entity: string;
      readonly actorId: string;
      readonly requestId: string;
      readonly writes: boolean;
      readonly milliseconds: number;
    }
  | {
      readonly kind: 'operation_refused';
      readonly operation: string;
      readonly entity: string;
      readonly actorId: string;
      readonly requestId: string;
      readonly code: string;
    }
  | {
      readonly kind: 'request_done';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly requestId: string;
      readonly milliseconds: number;
    }
  | {
      readonly kind: 'request_refused';
      readonly path: string;
      readonly requestId: string;
      readonly code: string;
      readonly cause: unknown;
    }
  | {
      readonly kind: 'request_failed';
      readonly path: string;
      readonly requestId: string;
      readonly cause: unknown;
    }
  | {
      /** A check that only warns or counts found a record that it would have refused; or a rule did refuse. */
      readonly kind: 'rule_observed';
      readonly rule: string;
      readonly outcome: 'warn' | 'observe' | 'refused';
      readonly actorId: string;
      readonly requestId: string;
    }
  | {
      readonly kind: 'answer_repeated';
      readonly entity: string;
      readonly actorId: string;
      readonly requestId: string;
    }
  | { readonly kind: 'release_swapped'; readonly release: number; readonly before: number }
  | {
      /** A newer release stands in the database, and this process goes on with the one before. */
      readonly kind: 'release_not_served';
      readonly release: number;
      readonly message: string;
      readonly cause: unknown;
    }
  | {
      /** The bindings of the environment name what the new release has not, or give what it does not take. */
      readonly kind: 'binding_unused';
      readonly message: string;
    }
  | {
      /** The connection that hears of releases was lost; until it is back the process asks every few seconds. */
      readonly kind: 'release_unheard';
      readonly cause: unknown;
    };

export type Observe = (observation: Observation) => void;
