import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Observation, Observe } from './observation.ts';

/** Opens the log: one JSON object per line, so that no value can pretend to be a line of its own. */
export function openLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { cause: pino.stdSerializers.errWithCause },
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
    case 'operation_done':
      return observation.writes ? 'info' : 'debug';
    case 'request_done':
    case 'answer_repeated':
      return 'debug';
    case 'operation_refused':
      return 'info';
    case 'request_refused':
      return observation.cause === undefined ? 'debug' : 'warn';
    case 'request_failed':
      return 'error';
    default:
      return observation satisfies never;
  }
}
