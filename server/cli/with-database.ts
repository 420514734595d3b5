import { randomUUID } from 'node:crypto';
import type { Actor } from '../../runtime/policy/decision.ts';
import { openBackend } from '../backend.ts';
import { readConfig } from '../config.ts';
import type { Database } from '../db/open.ts';
import { Refusal } from '../operations/refusal.ts';
import type { CommandIo } from './command.ts';
import { OPERATOR, textOfProblem } from './with-release.ts';

/** What commands on releases run in: whoever has the machine in hand acts as the system. */
export type OperatorContext = {
  readonly database: Database;
  readonly actor: Actor;
  readonly actorId: string;
  readonly now: () => Date;
  readonly requestId: string;
  readonly decidedBy: string;
};

/** Exit code of a command that was refused: blocked, not approved, out of date, busy, paused. */
export const REFUSED = 3;

/**
 * Runs `work` on the database of DATABASE_URL, else on the embedded one, also before its first release. Says on `err` why it could
 * not, and gives 2 then; 3 for a refusal.
 */
export async function withDatabase(
  io: CommandIo,
  work: (context: OperatorContext) => Promise<number>,
): Promise<number> {
  try {
    const backend = await openBackend(readConfig(io.env), {
      info: () => undefined,
      warn: (message) => io.err(`${message}\n`),
    });
    try {
      return await work({
        database: backend.database,
        actor: OPERATOR,
        actorId: OPERATOR.id,
        now: () => new Date(),
        requestId: randomUUID(),
        decidedBy: 'operator',
      });
    } finally {
      await backend.close();
    }
  } catch (error) {
    const text = textOfProblem(error);
    if (text === null) throw error;
    io.err(`${text}\n`);
    return error instanceof Refusal ? REFUSED : 2;
  }
}
