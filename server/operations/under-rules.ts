import type { Entity } from '../../runtime/model/model.ts';
import type { RecordValue } from '../../runtime/expression/value.ts';
import { place } from '../../runtime/policy/decide.ts';
import type { DecisionGrant } from '../../runtime/policy/decision.ts';
import type { WarningJson } from '../../runtime/wire/rules.ts';
import { fillDefaults } from './fill-defaults.ts';
import { judgeAccess, judgeOutcome } from './judge-touches.ts';
import type { Held } from './judge-touches.ts';
import { judgeRules } from './judge-rules.ts';
import type { Finding } from './judge-rules.ts';
import { loadFacts } from './load-facts.ts';
import { auditRecords, insertRecords, newTargets } from './new-record.ts';
import type { NewRecord } from './new-record.ts';
import { noteFindings } from './note-findings.ts';
import type { Client, Task, Writer } from './operation.ts';
import { lockInside, lockOutside, lockOwnRows } from './record-locks.ts';
import { checkTargets } from './targets.ts';
import { isJudged, touchesOfNew } from './touch.ts';
import type { Touch } from './touch.ts';

/** Facts of records by id. */
export type Facts = ReadonlyMap<string, RecordValue>;

/** What is known of records before they are changed: their facts, and the grants that are true of them. */
export type Before = { readonly facts: Facts; readonly held: Held };

/**
 * Creates records with their lines under their rules: defaults, then the insert, then what must be true of the records as
 * they are now. Whatever refuses throws, and the transaction takes all of it back. Gives the checks that only warn.
 */
export async function createUnderRules(
  task: Task,
  writer: Writer,
  entity: Entity,
  records: readonly NewRecord[],
): Promise<readonly WarningJson[]> {
  const { client, note } = writer;
  await checkTargets(task, client, newTargets(task, entity, records));
  const filled = await fillDefaults(task, client, entity, records);
  const touches = touchesOfNew(task, entity, filled).filter(isJudged);
  await lockOutside(task, client, touches);
  await insertRecords(task, writer, entity, filled, false);
  await lockOwnRows(task, client, touches);
  const after = await loadAll(task, client, touches);
  const held = judgeAccess(task, touches, after);
  const findings = judgeRules(task, touches, after, new Map());
  await auditRecords(task, writer, entity, filled, (id) => decidedText(held.get(id)) ?? note.decidedBy);
  return noteFindings(task, client, findings);
}

/** Creates records that no rule looks at and that the actor may create without a condition. */
export async function createFreely(
  task: Task,
  writer: Writer,
  entity: Entity,
  records: readonly NewRecord[],
): Promise<readonly WarningJson[]> {
  await checkTargets(task, writer.client, newTargets(task, entity, records));
  await insertRecords(task, writer, entity, records);
  return [];
}

/** Whether rules have a say in the new records or their lines, or make values of them. */
export function isRuled(task: Task, entity: Entity, records: readonly NewRecord[]): boolean {
  return touchesOfNew(task, entity, records).some(
    (one) =>
      isJudged(one) ||
      Object.values(one.rules.set.entity.fields).some((field) => field.defaultExpression !== null),
  );
}

/** Locks what the rules of changes read, loads it, and judges whether the actor may change the records as they are. */
export async function judgeBefore(
  task: Task,
  client: Client,
  touches: readonly Touch[],
  lock: () => Promise<void>,
): Promise<Before> {
  const locked = await lockOutside(task, client, touches);
  await lock();
  await lockInside(task, client, touches, locked);
  const facts = await loadAll(task, client, touches);
  return { facts, held: judgeAccess(task, touches, facts) };
}

/** Judges records after the change: what grants demand of the outcome, and the rules of the records. */
export async function judgeChanged(
  task: Task,
  client: Client,
  touches: readonly Touch[],
  before: Before,
): Promise<readonly WarningJson[]> {
  await lockOwnRows(task, client, touches);
  const after = await loadAll(task, client, touches);
  const created = touches.filter(({ rules }) => rules.set.operation === 'create');
  judgeAccess(task, created, after);
  judgeOutcome(task, touches, before.held, after, before.facts);
  const findings: readonly Finding[] = judgeRules(task, touches, after, before.facts);
  return noteFindings(task, client, findings);
}

/** What rules read of all the records, in one statement for each entity. */
export async function loadAll(task: Task, client: Client, touches: readonly Touch[]): Promise<Facts> {
  const all = new Map<string, RecordValue>();
  for (const [rules, group] of Map.groupBy(touches, (one) => one.rules)) {
    const ids = group.map(({ id }) => id);
    for (const [id, record] of await loadFacts(task, client, rules.facts, ids)) all.set(id, record);
  }
  return all;
}

/** Role and place of every grant, as the audit entry names them; null where nothing was judged. */
export function decidedText(grants: readonly DecisionGrant[] | undefined): string | null {
  if (grants === undefined || grants.length === 0) return null;
  return [...new Set(grants.map((grant) => `${grant.role} ${place(grant)}`))].join(', ');
}
