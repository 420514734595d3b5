import type { Verdict } from '../../runtime/policy/workspace-policy.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Client, Context } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { WorkspaceChange, WorkspaceOperation, WorkspaceTask } from './workspace-operation.ts';

/**
 * Runs an operation on people, roles or parameters for an actor: the sibling of `runOperation` for what is no record. The
 * only place that opens its transaction, decides what the audit entry says and emits the observation. Throws a Refusal for
 * every expected no; anything else is a fault.
 */
export async function runWorkspaceOperation<Input, Output>(
  context: Context,
  operation: WorkspaceOperation<Input, Output>,
  input: Input,
): Promise<Output> {
  const started = performance.now();
  const facts = {
    operation: operation.name,
    entity: '',
    actorId: context.actor.id,
    requestId: context.requestId,
  };
  try {
    const now = context.now();
    const granted: { last: Verdict | null } = { last: null };
    const require = (verdict: Verdict): void => {
      if (!verdict.allowed) throw new Refusal('access/denied', verdict.reason);
      granted.last = verdict;
    };
    const task: WorkspaceTask = { context, now, require };
    const work = operation.prepare(task, input);
    const audit = (client: Client, change: WorkspaceChange): Promise<void> =>
      writeEntry(client, task, operation.name, granted.last, change);
    if (granted.last === null) throw new Error(`${operation.name} did not ask who may run it.`);
    const output =
      work.kind === 'read'
        ? await work.run(context.database.pool)
        : work.kind === 'steps'
          ? await work.run()
          : await inTransaction(context.database, (client) =>
              work.run({ client, audit: (change) => audit(client, change) }),
            );
    const milliseconds = performance.now() - started;
    context.observe({ kind: 'operation_done', ...facts, writes: work.kind !== 'read', milliseconds });
    return output;
  } catch (error) {
    if (error instanceof Refusal) context.observe({ kind: 'operation_refused', ...facts, code: error.code });
    throw error;
  }
}

async function writeEntry(
  client: Client,
  { context, now }: WorkspaceTask,
  operation: string,
  granted: Verdict | null,
  { before, after, reason }: WorkspaceChange,
): Promise<void> {
  const json = (side: unknown): string | null => (side === null ? null : JSON.stringify(side));
  await client.query({
    text:
      `insert into jig.audit_entry (at, actor_id, operation, before, after, reason, release, decided_by, request_id) ` +
      `values ($1::timestamptz, $2::uuid, $3, $4::jsonb, $5::jsonb, $6, $7::int, $8, $9)`,
    values: [
      now.toISOString(),
      context.actor.id,
      operation,
      json(before),
      json(after),
      reason,
      context.release.number,
      granted?.by ?? null,
      context.requestId,
    ],
  });
}
