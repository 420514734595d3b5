import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { Actor } from '../../runtime/policy/decision.ts';
import { openBackend } from '../backend.ts';
import { ConfigProblem, readConfig } from '../config.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import type { Database } from '../db/open.ts';
import { SYSTEM_ACTOR_ID } from '../db/system-tables.ts';
import { lastRelease } from '../dev/attempt.ts';
import { findActor } from '../identity/find-actor.ts';
import { findByWord } from '../identity/people-store.ts';
import type { Context } from '../operations/operation.ts';
import { Refusal } from '../operations/refusal.ts';
import { boundParameters, readBindings, requireBindings } from '../parameters/bindings.ts';
import { parametersInForce } from '../parameters/parameter-store.ts';
import { PlanProblem } from '../plan/plan-problem.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import { newestRelease } from '../releases/load-release.ts';
import { FORGET_PROCESS, TELL_PROCESS } from '../releases/process-rows.ts';
import type { CommandIo } from './command.ts';

/** What stops a command, in words for the terminal; exit code 2. */
export class CommandProblem extends Error {}

/** Whoever has the machine in hand asks as the system. */
export const OPERATOR: Actor = {
  kind: 'system',
  id: SYSTEM_ACTOR_ID,
  name: 'Jig',
  roles: [],
  holdings: [],
  attributes: {},
};

/**
 * Runs `work` on the database of DATABASE_URL, else on the embedded one (joining the server that `jig dev` has running),
 * under the release in force there. Says on `err` why it could not, and gives 2 then.
 */
export async function withRelease(
  io: CommandIo,
  work: (context: Context) => Promise<number>,
): Promise<number> {
  try {
    const config = readConfig(io.env);
    const processId = v7();
    const backend = await openBackend(config, {
      info: () => undefined,
      warn: (message) => io.err(`${message}\n`),
    });
    try {
      const release = await holdRelease(backend.database, processId);
      if (release === null)
        throw new CommandProblem(
          'The database has no release yet. Publish one with `jig release`, or start `jig dev` once; then ask again.',
        );
      const now = new Date();
      const bindings = readBindings(config);
      requireBindings(bindings, release.model);
      const bound = boundParameters(bindings, release.model).values;
      return await work({
        database: backend.database,
        release,
        actor: OPERATOR,
        params: await parametersInForce(backend.database.pool, release.model, now, bound),
        bound,
        requestId: randomUUID(),
        now: () => now,
        observe: () => undefined,
      });
    } finally {
      await backend.database.pool.query(FORGET_PROCESS, [processId]).catch(() => undefined);
      await backend.close();
    }
  } catch (error) {
    const text = textOfProblem(error);
    if (text === null) throw error;
    io.err(`${text}\n`);
    return 2;
  }
}

/**
 * The release in force, told to the database as one that is worked under: a migration waits for the command before it binds. Asked again
 * where another one came in between.
 */
async function holdRelease(database: Database, processId: string): Promise<ActiveRelease | null> {
  for (;;) {
    const release = await lastRelease(database);
    if (release === null) return null;
    await database.pool.query(TELL_PROCESS, [
      processId,
      `command line ${process.pid}`,
      release.number,
      release.number,
    ]);
    if ((await newestRelease(database.pool)) === release.number) return release;
  }
}

/** What a person is told of an error; null for a fault of the program itself. */
export function textOfProblem(error: unknown): string | null {
  if (error instanceof Refusal) return explain(error);
  const isExplained = [DatabaseProblem, ConfigProblem, CommandProblem, PlanProblem].some(
    (kind) => error instanceof kind,
  );
  return isExplained && error instanceof Error ? error.message : null;
}

/** A refusal with everything that it names, a line each. */
function explain({ detail, hint, errors }: Refusal): string {
  const lines = errors
    .filter(({ message }) => message !== detail)
    .map(({ pointer, message }) => `  ${pointer === '' ? '' : `${pointer.slice(1)}: `}${message}`);
  const rules = [...new Set(errors.flatMap(({ rule }) => rule ?? []))].map((rule) => `  by ${rule}`);
  return [`${detail} ${hint}`, ...lines, ...rules].join('\n');
}

/** The one person of that key, e-mail address or name, with everything that they hold now. */
export async function namedActor({ database, release, now }: Context, word: string): Promise<Actor> {
  const found = await findByWord(database.pool, word);
  const [person, other] = found;
  if (person === undefined)
    throw new CommandProblem(`There is nobody with the key, e-mail address or name \`${word}\`.`);
  if (other !== undefined)
    throw new CommandProblem(
      `\`${word}\` may be ${found.map(({ key, name }) => `${name} (${key})`).join(' or ')}; use the key.`,
    );
  const actor = await findActor(database.pool, release.model, person.id, now());
  if (actor === null) throw new CommandProblem(`${person.name} may no longer sign in.`);
  return actor;
}
