import { suggest } from '../../runtime/diagnostics/nearest-name.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { decide, place } from '../../runtime/policy/decide.ts';
import type { Decision } from '../../runtime/policy/decision.ts';
import { createRunFacts } from '../../runtime/rules/run-facts.ts';
import type { AuditNote } from '../audit/audit-cte.ts';
import { codeOf } from '../db/connection-problem.ts';
import { rehearse } from '../db/rehearse.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Observation } from '../observe/observation.ts';
import { findKept } from './idempotency.ts';
import type { Context, Operation, Task, Work } from './operation.ts';
import { Refusal } from './refusal.ts';
import { toolsOf } from './release-tools.ts';

/** Serialisation failure and deadlock. */
const CONFLICTS: ReadonlySet<string> = new Set(['40001', '40P01']);
const MOST_REPEATS = 3;

/**
 * Runs an operation for an actor. The only place that authorises, opens the transaction, decides what the audit row says
 * and emits the observation. Throws a Refusal for every expected no; anything else is a fault.
 */
export async function runOperation<Input extends { readonly entity: string }, Output>(
  context: Context,
  operation: Operation<Input, Output>,
  input: Input,
): Promise<Output> {
  const started = performance.now();
  const facts = {
    operation: operation.name,
    entity: input.entity,
    actorId: context.actor.id,
    requestId: context.requestId,
  };
  try {
    const task = authorise(context, operation, input);
    const work = operation.prepare(task, input);
    const output = await perform(task, operation.name, work);
    const milliseconds = performance.now() - started;
    context.observe({ kind: 'operation_done', ...facts, writes: work.kind === 'write', milliseconds });
    return output;
  } catch (error) {
    if (error instanceof Refusal) observeRefusal(context, facts, error);
    throw error;
  }
}

type Facts = Omit<Extract<Observation, { kind: 'operation_refused' }>, 'kind' | 'code'>;

function observeRefusal({ observe }: Context, facts: Facts, { code, errors }: Refusal): void {
  observe({ kind: 'operation_refused', ...facts, code });
  const { actorId, requestId } = facts;
  for (const rule of new Set(errors.flatMap((error) => error.rule ?? [])))
    observe({ kind: 'rule_observed', rule, outcome: 'refused', actorId, requestId });
}

function authorise<Input extends { readonly entity: string }, Output>(
  context: Context,
  operation: Operation<Input, Output>,
  input: Input,
): Task {
  const { release, actor } = context;
  const entity = findEntity(context, input.entity);
  const tools = toolsOf(release);
  const { requires } = operation;
  const needed = typeof requires === 'function' ? requires(entity, input) : requires;
  const decision = tools.decide(actor, needed ?? 'read', entity.name);
  if (needed !== null && !decision.allowed) throw deniedOperation(decision);
  const scope = tools.scope(actor);
  const now = context.now();
  const facts = createRunFacts(release.model, actor, context.params, now);
  return { context, tools, entity, decision, scope, now, facts };
}

/** Nobody who holds such roles may do it with any record. */
function deniedOperation({ entity, operation, reason }: Decision): Refusal {
  const rule = `${entity}.access`;
  return new Refusal('access/denied', reason, {
    errors: [{ pointer: '', code: 'access/denied', message: reason, rule }],
    extra: { operation },
  });
}

function findEntity({ release, actor }: Context, name: string): Entity {
  const { entities } = release.model;
  const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (entity !== undefined) return entity;
  const readable = Object.keys(entities).filter(
    (known) => decide(release.model, actor, 'read', known).allowed,
  );
  const hint = suggest(name.slice(0, 100), readable, 'no entity can be read with your roles');
  throw new Refusal('entity/unknown', `There is no entity \`${name.slice(0, 100)}\`.`, {
    hint: `${hint.charAt(0).toUpperCase()}${hint.slice(1)}`,
  });
}

async function perform<Output>(task: Task, operation: string, work: Work<Output>): Promise<Output> {
  const { database } = task.context;
  if (work.kind === 'read') return work.run(database.pool);
  const kept = await repeatKept(task, work);
  if (kept !== null) return kept.output;
  const note = auditNote(task, work.entry?.operation ?? operation, work.entry?.reason ?? null);
  try {
    if (work.rehearsal === true) return await rehearse(database, (client) => work.run({ client, note }));
    if (work.single) return await repeatConflicts(() => work.run({ client: database.pool, note }));
    return await inTransaction(database, (client) => work.run({ client, note }));
  } catch (error) {
    // Of two requests with one key the slower breaks off at the key, or at anything unique that the faster wrote before.
    const other = await repeatKept(task, work);
    if (other !== null) return other.output;
    throw work.explain === undefined ? error : await work.explain(error);
  }
}

/** A single statement is a transaction too: after a deadlock it runs again, as often as `inTransaction` would. */
async function repeatConflicts<Output>(run: () => Promise<Output>): Promise<Output> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt > MOST_REPEATS || !CONFLICTS.has(codeOf(error) ?? '')) throw error;
    }
  }
}

async function repeatKept<Output>(
  task: Task,
  work: Extract<Work<Output>, { kind: 'write' }>,
): Promise<{ output: Output } | null> {
  if (work.key === undefined) return null;
  const { context, now, entity } = task;
  const kept = await findKept(context.database.pool, context.actor.id, work.key.of, now);
  if (kept === null) return null;
  context.observe({
    kind: 'answer_repeated',
    entity: entity.name,
    actorId: context.actor.id,
    requestId: context.requestId,
  });
  return { output: await work.key.repeat(kept, context.database.pool) };
}

function auditNote({ context, decision, now }: Task, operation: string, reason: string | null): AuditNote {
  return {
    actorId: context.actor.id,
    at: now.toISOString(),
    operation,
    release: context.release.number,
    decidedBy: decidedBy(decision),
    requestId: context.requestId,
    reason,
  };
}

/** Role and place of every grant that allowed it. */
function decidedBy(decision: Decision): string {
  return decision.grants.map((grant) => `${grant.role} ${place(grant)}`).join(', ');
}
