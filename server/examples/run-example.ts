import type { Example } from '../../runtime/model/example.ts';
import type { Entity } from '../../runtime/model/model.ts';
import {
  fromStoredText,
  writtenParameters,
  type ParameterValues,
} from '../../runtime/model/parameter-value.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { dayIn } from '../../runtime/validate/defaults.ts';
import { codeOf, messageOf } from '../db/connection-problem.ts';
import type { Database } from '../db/open.ts';
import { inRolledBackTransaction } from '../db/single-transaction.ts';
import { SYSTEM_ACTOR_ID } from '../db/system-tables.ts';
import { getRecord } from '../operations/get-record.ts';
import type { Context } from '../operations/operation.ts';
import { runOperation } from '../operations/run-operation.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import { refusedOutcome, type ExampleOutcome } from './example-outcome.ts';
import { ME, readAttributes, type People } from './example-people.ts';
import { ExampleProblem } from './example-problem.ts';
import { insertGiven, type ExampleWorld } from './example-records.ts';
import { judgeOutcome, type Miss } from './judge-outcome.ts';
import { askUnheard } from './ask-unheard.ts';
import { operate } from './operate.ts';

/** What examples run in. */
export type ExampleSession = {
  readonly database: Database;
  readonly release: ActiveRelease;
  readonly people: People;
};

export type ExampleRun = {
  readonly entity: Entity;
  readonly example: Example;
  /** Null where the example could not be made to happen. */
  readonly outcome: ExampleOutcome | null;
  /** What did not come true; empty for an example that holds. */
  readonly misses: readonly Miss[];
  readonly milliseconds: number;
};

const SYSTEM: Actor = {
  kind: 'system',
  id: SYSTEM_ACTOR_ID,
  name: 'Jig',
  roles: [],
  holdings: [],
  attributes: {},
};

/** Runs one example through the operations, in a transaction that is taken back. */
export async function runExample(
  session: ExampleSession,
  entity: Entity,
  example: Example,
): Promise<ExampleRun> {
  const started = performance.now();
  const done = (outcome: ExampleOutcome | null, misses: readonly Miss[]): ExampleRun => ({
    entity,
    example,
    outcome,
    misses,
    milliseconds: performance.now() - started,
  });
  try {
    const outcome = await inRolledBackTransaction(session.database, (database) =>
      bringAbout({ ...session, database }, entity, example),
    );
    return done(outcome, judgeOutcome(entity, example, outcome, session.people));
  } catch (error) {
    const happened = impossible(error);
    if (happened === null) throw error;
    return done(null, [{ expected: 'an example that can happen', happened }]);
  }
}

/** What the database does not take of a given record is the example's mistake, not the program's. */
function impossible(error: unknown): string | null {
  if (error instanceof ExampleProblem) return error.message;
  if (!/^(?:22|23)/u.test(codeOf(error) ?? '')) return null;
  return `The given record cannot be stored: ${messageOf(error)}.`;
}

async function bringAbout(
  { database, release, people }: ExampleSession,
  entity: Entity,
  example: Example,
): Promise<ExampleOutcome> {
  const { model } = release;
  const now = example.now === null ? new Date() : new Date(example.now);
  const today = dayIn(model.workspace.timeZone, now);
  const world: ExampleWorld = { release, database, people, now, today, turn: 0 };
  const warnings: string[] = [];
  const context: Context = {
    database,
    release,
    actor: await actorOf(release, people, example),
    params: parametersOf(release, example),
    requestId: 'example',
    now: () => now,
    observe: (observation) => {
      if (observation.kind === 'rule_observed' && observation.outcome === 'warn')
        warnings.push(observation.rule);
    },
  };
  const id = example.does === 'create' ? null : await insertGiven(world, entity, example.given);
  try {
    const record = await operate(world, context, entity, example, id);
    await askUnheard(world, context, entity, example, record?.id ?? null);
    if (record === null || Object.keys(example.expect.values).length === 0)
      return { is: 'allowed', record: null, warnings };
    const seen = example.does === 'read' ? record : await readAll(context, entity, record.id);
    return { is: 'allowed', record: JSON.parse(seen.json) as Record<string, unknown>, warnings };
  } catch (error) {
    const outcome = refusedOutcome(error, entity.name);
    await askUnheard(world, context, entity, example, id);
    return outcome;
  }
}

/** The record with all its values, whoever acted. */
function readAll(context: Context, entity: Entity, id: string): Promise<{ readonly json: string }> {
  return runOperation({ ...context, actor: SYSTEM }, getRecord, { entity: entity.name, id });
}

async function actorOf(release: ActiveRelease, people: People, example: Example): Promise<Actor> {
  return {
    kind: 'person',
    id: await people.idOf(ME),
    name: ME,
    roles: [example.as],
    holdings: [{ role: example.as, scope: null }],
    attributes: readAttributes(release.model, example.user),
  };
}

function parametersOf({ model }: ActiveRelease, { params }: Example): ParameterValues {
  const given = Object.values(model.parameters).flatMap((parameter) => {
    const text = Object.hasOwn(params, parameter.name) ? params[parameter.name] : undefined;
    return text === undefined ? [] : [[parameter.name, fromStoredText(parameter, text)] as const];
  });
  return { ...writtenParameters(model), ...Object.fromEntries(given) };
}
