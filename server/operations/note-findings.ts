import type { WarningJson } from '../../runtime/wire/rules.ts';
import type { Finding } from './judge-rules.ts';
import type { Client, Task } from './operation.ts';

/**
 * Keeps what checks found that let a record pass, in the transaction of the write, so that it can be asked how many a
 * check would have refused. Gives those that are said to the person.
 */
export async function noteFindings(
  task: Task,
  client: Client,
  findings: readonly Finding[],
): Promise<readonly WarningJson[]> {
  if (findings.length === 0) return [];
  const { context, now } = task;
  const rows = findings.map(({ kind, touch, warning }) => ({
    kind,
    rule: warning.rule,
    entity: touch.rules.set.entity.name,
    record_id: touch.id,
  }));
  await client.query({
    name: 'jig_note_findings',
    text:
      `insert into jig.rule_finding (at, release, rule, entity, record_id, actor_id, request_id, kind) ` +
      `select $1::timestamptz, $2::int, r.rule, r.entity, r.record_id, $3::uuid, $4::text, r.kind ` +
      `from jsonb_to_recordset($5::jsonb) r(rule text, entity text, record_id uuid, kind text)`,
    values: [
      now.toISOString(),
      context.release.number,
      context.actor.id,
      context.requestId,
      JSON.stringify(rows),
    ],
  });
  for (const { kind, warning } of findings)
    context.observe({
      kind: 'rule_observed',
      rule: warning.rule,
      outcome: kind,
      actorId: context.actor.id,
      requestId: context.requestId,
    });
  return findings.filter(({ kind }) => kind === 'warn').map(({ warning }) => warning);
}
