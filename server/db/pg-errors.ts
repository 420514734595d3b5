import { Refusal } from '../operations/refusal.ts';
import type { RefusalCode } from '../operations/refusal-codes.ts';
import { codeOf } from './connection-problem.ts';

type Kind = readonly [code: RefusalCode, detail: string];

/** SQLSTATE, or its class of two characters, to what a person should hear. What is missing here is a fault of ours. */
const KINDS: Readonly<Record<string, Kind>> = {
  '22021': ['database/text', 'A text holds characters that cannot be stored.'],
  '22P05': ['database/text', 'A text holds characters that cannot be stored.'],
  '57014': ['database/timeout', 'The database stopped the statement at its time limit.'],
  '55P03': ['database/busy', 'Another change holds the record; it did not end in time.'],
  '40001': ['database/conflict', 'Other changes at the same moment came first.'],
  '40P01': ['database/conflict', 'Other changes at the same moment came first.'],
  '53100': ['database/full', 'The disk of the database is full.'],
  '53200': ['database/busy', 'The database has no memory left for the statement.'],
  '53300': ['database/busy', 'The database has no connection left.'],
  '25006': ['database/unavailable', 'The database takes no changes at the moment.'],
  '08': ['database/unavailable', 'The connection to the database was lost.'],
  '57P': ['database/unavailable', 'The database is stopping or starting.'],
  ECONNREFUSED: ['database/unavailable', 'The database does not answer.'],
  ECONNRESET: ['database/unavailable', 'The connection to the database was lost.'],
  EPIPE: ['database/unavailable', 'The connection to the database was lost.'],
  ETIMEDOUT: ['database/unavailable', 'The database does not answer.'],
  ENOENT: ['database/unavailable', 'The database does not answer.'],
};

/** Errors that the driver makes itself and gives no code. */
const MESSAGES: readonly (readonly [RegExp, Kind])[] = [
  [
    /timeout exceeded when trying to connect/iu,
    ['database/busy', 'No connection to the database became free in time.'],
  ],
  [/connection terminated/iu, ['database/unavailable', 'The connection to the database was lost.']],
  [
    /client has encountered a connection error|not queryable/iu,
    ['database/unavailable', 'The connection to the database was lost.'],
  ],
];

/** The refusal for an error of the database or the way to it; null for what is none or should not happen. */
export function refusalFrom(error: unknown): Refusal | null {
  const code = codeOf(error) ?? '';
  const kind = KINDS[code] ?? KINDS[code.slice(0, 3)] ?? KINDS[code.slice(0, 2)] ?? ofMessage(error);
  return kind === undefined ? null : new Refusal(kind[0], kind[1], { cause: error });
}

function ofMessage(error: unknown): Kind | undefined {
  if (!(error instanceof Error)) return undefined;
  return MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1];
}
