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
import type { Context } from '../operations/operation.ts';
import type { ActiveRelease } from '../releases/activate.ts';
import { refusedOutcome, type ExampleOutcome } from './example-outcome.ts';
import { ME, readAttributes, type People } from './example-people.ts';
import { ExampleProblem } from './example-problem.ts';
import { USUAL_SIZES, type ExampleWorld } from './example-records.ts';
import { judgeOutcome, type Miss } from './judge-outcome.ts';
import { askUnheard } from './ask-unheard.ts';
import { operate } from './operate.ts';
import { insertPlausible } from './plausible-record.ts';
import { readExpected } from './read-expected.ts';

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
    const outcome = await inRolledBackTransaction(session.database, (inner, guarded) =>
      bringAbout({ ...session, database: inner }, guarded, entity, example),
    );
    return done(
      outcome,
      judgeOutcome({ model: session.release.model, people: session.people }, entity, example, outcome),
    );
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
  guarded: Database,
  entity: Entity,
  example: Example,
): Promise<ExampleOutcome> {
  const { model } = release;
  const now = example.now === null ? new Date() : new Date(example.now);
  const today = dayIn(model.workspace.timeZone, now);
  const world: ExampleWorld = {
    release,
    database,
    people,
    params: parametersOf(release, example),
    now,
    today,
    sizes: USUAL_SIZES,
    turn: 0,
    sized: false,
  };
  const warnings: string[] = [];
  const counted: string[] = [];
  const context: Context = {
    database: guarded,
    release,
    actor: await actorOf(release, people, example),
    params: world.params,
    requestId: 'example',
    now: () => now,
    observe: (observation) => {
      if (observation.kind !== 'rule_observed') return;
      if (observation.outcome === 'warn') warnings.push(observation.rule);
      if (observation.outcome === 'observe') counted.push(observation.rule);
    },
  };
  const id = example.does === 'create' ? null : await insertPlausible(world, context, entity, example);
  try {
    const record = await operate(world, context, entity, example, id);
    await askUnheard(world, context, entity, example, record?.id ?? null);
    if (record === null || Object.keys(example.expect.values).length === 0)
      return { is: 'allowed', record: null, warnings, counted };
    const reader = example.does === 'read' ? context : { ...context, actor: SYSTEM };
    const seen = await readExpected(reader, entity, record.id, example.expect.values);
    return { is: 'allowed', record: seen, warnings, counted };
  } catch (error) {
    const outcome = refusedOutcome(error, entity.name);
    await askUnheard(world, context, entity, example, id);
    return outcome;
  }
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
