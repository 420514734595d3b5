import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Observation, Observe } from './observation.ts';

/** Opens the log: one JSON object per line, so that no value can pretend to be a line of its own. */
export function openLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { cause: describeCause },
    redact: ['cookie', 'token', '*.cookie', '*.token', '*.password', '*.connectionString'],
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Writes every observation at the level it deserves. */
export function logObservations(log: Logger): Observe {
  return (observation) => {
    const { kind, ...facts } = observation;
    log[levelOf(observation)](facts, kind);
  };
}

function levelOf(observation: Observation): 'debug' | 'info' | 'warn' | 'error' {
  switch (observation.kind) {
    // Writes are in the audit; a line for each would cost a system call that is dearer than all else around the statement.
    case 'operation_done':
    case 'request_done':
    case 'answer_repeated':
    case 'rule_observed':
      return 'debug';
    case 'operation_refused':
    case 'release_swapped':
      return 'info';
    case 'release_unheard':
    case 'binding_unused':
      return 'warn';
    case 'release_not_served':
      return 'error';
    case 'request_refused':
      return observation.code.startsWith('database/') ? 'warn' : 'debug';
    case 'request_failed':
      return 'error';
    default:
      return observation satisfies never;
  }
}

/**
 * What the log says of an error. Not all of it: Postgres repeats values of the row in `detail` and `where`, and those may
 * be anybody's.
 */
function describeCause(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error))
    return error === undefined ? undefined : { message: 'Something that is no error was thrown.' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause =
    error.cause === undefined || depth === 3 ? {} : { cause: describeCause(error.cause, depth + 1) };
  return { type: error.name, message: error.message, ...code, stack: error.stack, ...cause };
}
