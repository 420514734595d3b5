import { randomUUID } from 'node:crypto';
import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { openBackend } from '../backend.ts';
import { ConfigProblem, readConfig } from '../config.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import type { Database } from '../db/open.ts';
import { SYSTEM_ACTOR_ID } from '../db/system-tables.ts';
import { lastRelease } from '../dev/attempt.ts';
import { EVERY_ASSIGNMENT, readAssignments } from '../identity/assignment-store.ts';
import { findByWord } from '../identity/people-store.ts';
import { giveRole } from '../operations/give-role.ts';
import type { Context } from '../operations/operation.ts';
import { Refusal } from '../operations/refusal.ts';
import { revokeRole } from '../operations/revoke-role.ts';
import { runWorkspaceOperation } from '../operations/run-workspace-operation.ts';
import { parametersInForce } from '../parameters/parameter-store.ts';
import { readWords } from './arguments.ts';
import { UsageProblem, type CommandIo } from './command.ts';

const BY_OPERATOR = 'By an operator, at the command line.';

type Wanted = {
  readonly person: string;
  readonly role: string;
  readonly scope: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly reason: string;
};

/** `jig access give` and `jig access take`: what an operator may, without `given_by`. */
export async function changeRole(
  verb: 'give' | 'take',
  args: readonly string[],
  io: CommandIo,
): Promise<number> {
  const wanted = readWanted(verb, args);
  try {
    const backend = await openBackend(readConfig(io.env), {
      info: () => undefined,
      warn: (message) => io.err(`${message}\n`),
    });
    try {
      return await change(verb, backend.database, wanted, io);
    } finally {
      await backend.close();
    }
  } catch (error) {
    const isExplained = error instanceof DatabaseProblem || error instanceof ConfigProblem;
    if (!isExplained && !(error instanceof Refusal)) throw error;
    const lines = error instanceof Refusal ? explain(error) : error.message;
    io.err(`${lines}\n`);
    return 2;
  }
}

function readWanted(verb: 'give' | 'take', args: readonly string[]): Wanted {
  const { words, values } = readWords(args, {
    scope: 'string',
    from: 'string',
    until: 'string',
    reason: 'string',
  });
  const [person, role, more] = words;
  if (person === undefined || role === undefined)
    throw new UsageProblem(
      `\`${verb}\` needs a person and a role, such as \`jig access ${verb} anna sales\``,
    );
  if (more !== undefined) throw new UsageProblem(`\`${more}\` is one word too many`);
  const { scope, from, until, reason = BY_OPERATOR } = values;
  if (verb === 'take' && [scope, from, until].some((value) => value !== undefined))
    throw new UsageProblem('`take` ends every assignment of the role and takes only `--reason`');
  return { person, role, scope, from, until, reason };
}

async function change(
  verb: 'give' | 'take',
  database: Database,
  wanted: Wanted,
  io: CommandIo,
): Promise<number> {
  const release = await lastRelease(database);
  if (release === null) {
    io.err(
      'The database has no release yet. Publish one with `jig release`, or start `jig dev` once; then give roles.\n',
    );
    return 2;
  }
  const now = new Date();
  const context: Context = {
    database,
    release,
    actor: OPERATOR,
    params: await parametersInForce(database.pool, release.model, now),
    requestId: randomUUID(),
    now: () => now,
    observe: () => undefined,
  };
  const person = await findPerson(database, wanted.person, io);
  if (person === null) return 2;
  return verb === 'give' ? give(context, person, wanted, io) : take(context, person, wanted, io);
}

/** Whoever has the machine in hand acts as the system; the audit entry says so. */
const OPERATOR: Actor = {
  kind: 'system',
  id: SYSTEM_ACTOR_ID,
  name: 'Jig',
  roles: [],
  holdings: [],
  attributes: {},
};

type Person = { readonly id: string; readonly name: string };

async function give(context: Context, person: Person, wanted: Wanted, io: CommandIo): Promise<number> {
  const { model } = context.release;
  const { role, from, until, reason } = wanted;
  const body = {
    person: person.id,
    role,
    reason,
    ...(wanted.scope === undefined ? {} : { scope: readScopeText(wanted.scope, model) }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
  const { assignment, given } = await runWorkspaceOperation(context, giveRole, { body });
  const limits = [
    assignment.scope_text === null ? '' : ` for ${assignment.scope_text}`,
    assignment.starts_at === null ? '' : ` from ${assignment.starts_at}`,
    assignment.expires_at === null ? '' : ` until ${assignment.expires_at}`,
  ].join('');
  const what = `${assignment.role.title}${limits}`;
  io.out(
    given
      ? `${person.name} holds ${what}.\n`
      : `${person.name} holds ${what} already; nothing was changed.\n`,
  );
  return 0;
}

async function take(
  context: Context,
  person: Person,
  { role, reason }: Wanted,
  io: CommandIo,
): Promise<number> {
  const { pool } = context.database;
  const open = { ...EVERY_ASSIGNMENT, people: [person.id], role, openAt: context.now() };
  const held = await readAssignments(pool, open);
  if (held.length === 0) {
    const others = await readAssignments(pool, { ...open, role: null });
    const roles = [...new Set(others.map((each) => each.role))];
    const has = roles.length === 0 ? 'no role' : roles.map((each) => `\`${each}\``).join(', ');
    io.err(`${person.name} does not hold \`${role}\`, but ${has}.\n`);
    return 2;
  }
  for (const { id } of held) await runWorkspaceOperation(context, revokeRole, { id, body: { reason } });
  const ended = held.length === 1 ? '' : ` (${held.length} assignments)`;
  io.out(`${person.name} no longer holds ${held[0]?.role ?? role}${ended}.\n`);
  return 0;
}

async function findPerson(database: Database, word: string, io: CommandIo): Promise<Person | null> {
  const found = await findByWord(database.pool, word);
  const [person, other] = found;
  if (person !== undefined && other === undefined) return person;
  io.err(
    person === undefined
      ? `There is nobody with the key, e-mail address or name \`${word}\`.\n`
      : `\`${word}\` may be ${found.map(({ key, name }) => `${name} (${key})`).join(' or ')}; use the key.\n`,
  );
  return null;
}

/** `regions=north,south;team=blue`, read by the types of the attributes. */
function readScopeText(text: string, model: Model): Readonly<Record<string, unknown>> {
  const known = model.workspace.userAttributes;
  const parts = text.split(';').map((part) => {
    const [name = '', ...rest] = part.split('=');
    const key = name.trim();
    const value = rest.join('=').trim();
    const attribute = Object.hasOwn(known, key) ? known[key] : undefined;
    if (attribute === undefined)
      throw new UsageProblem(
        `There is no attribute \`${key}\`; ${suggest(key, Object.keys(known), 'the workspace has no `user_attributes`')}`,
      );
    if (attribute.type === 'tags') return [key, value.split(',').map((word) => word.trim())] as const;
    if (attribute.type === 'integer' && /^-?\d{1,15}$/u.test(value)) return [key, Number(value)] as const;
    if (attribute.type === 'boolean' && /^(?:true|false)$/u.test(value))
      return [key, value === 'true'] as const;
    return [key, value] as const;
  });
  return Object.fromEntries(parts);
}

function explain(refusal: Refusal): string {
  const errors = refusal.errors.map(({ pointer, message }) => `  ${pointer.slice(1)}: ${message}`);
  return [errors.length === 0 ? `${refusal.detail} ${refusal.hint}` : refusal.title, ...errors].join('\n');
}
