import type { RecordValue } from '../../runtime/expression/value.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Action } from '../../runtime/model/rule.ts';
import { place } from '../../runtime/policy/decide.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import { judgeAction } from '../../runtime/rules/judge-action.ts';
import { judgeField, judgeRecord, judgeVisible } from '../../runtime/rules/judge.ts';
import type { Judgement, Subject } from '../../runtime/rules/judge.ts';
import { bothNeeds } from '../../runtime/rules/needs.ts';
import { fieldReason, recordReason } from '../../runtime/rules/reason.ts';
import type { JudgedOperation } from '../../runtime/rules/rule-set.ts';
import { createRunFacts } from '../../runtime/rules/run-facts.ts';
import { createSees, seesField } from '../../runtime/rules/sight.ts';
import { told, verdictOf } from '../../runtime/rules/verdict.ts';
import type { VerdictJson, VerdictPartJson } from '../../runtime/wire/rules.ts';
import { buildFacts } from '../sql/facts-query.ts';
import { reasonOfAction } from './action-refusal.ts';
import { rulesOf } from './entity-rules.ts';
import type { EntityRules } from './entity-rules.ts';
import { subjectOf } from './judge-touches.ts';
import { loadFacts } from './load-facts.ts';
import type { Client, Task } from './operation.ts';
import { accessKey } from './release-tools.ts';
import { speechFor, tellingFor } from './speech.ts';

/** Somebody about whom it is asked what they may do with one record, or with records of an entity. */
export type Witness = {
  /** Who asks: tells what of the answer may be known. */
  readonly asker: Task;
  /** The task as the person would have it. */
  readonly person: Task;
  readonly who: string;
  /** Null where the question is about no record in particular. */
  readonly record: RecordValue | null;
};

/** The witness for `actor`, who may be the asker; loads what the rules of `operations` read of the record. */
export async function callWitness(
  task: Task,
  client: Client,
  actor: Actor,
  id: string | null,
  operations: readonly JudgedOperation[],
): Promise<Witness> {
  const { context, tools, now } = task;
  const { release, params } = context;
  const own = actor.id === context.actor.id;
  const person: Task = own
    ? task
    : {
        ...task,
        context: { ...context, actor },
        scope: tools.scope(actor),
        facts: createRunFacts(release.model, actor, params, now),
      };
  const record = id === null ? null : await loadRecordFacts(task, person, client, id, operations);
  return { asker: task, person, who: own ? 'You' : actor.name, record };
}

async function loadRecordFacts(
  asker: Task,
  person: Task,
  client: Client,
  id: string,
  operations: readonly JudgedOperation[],
): Promise<RecordValue | null> {
  const { context, entity, tools } = asker;
  const key = [operations.join(), entity.name, accessKey(context.actor), accessKey(person.context.actor)];
  const query = tools.once(`can ${key.join(' ')}`, () => {
    const sets = [
      rulesOf(asker, entity, 'read'),
      ...operations.map((operation) => rulesOf(person, entity, operation)),
    ];
    const needs = sets.reduce(
      (all, { set }) => bothNeeds(all, set.needs),
      new Map() as EntityRules['set']['needs'],
    );
    return buildFacts(context.release, entity, needs);
  });
  return (await loadFacts(asker, client, query, [id])).get(id) ?? null;
}

/** Whether the person may do it with the record, or with some record of the entity. */
export function recordVerdict(witness: Witness, operation: JudgedOperation): VerdictJson {
  const rules = rulesOf(witness.person, witness.asker.entity, operation);
  const subject = subjectFor(witness, rules);
  if (subject === null) return generalVerdict(witness, rules, null);
  const judgement = hiddenJudgement(witness, subject, operation) ?? judgeRecord(subject);
  return tell(witness, subject, judgement, recordReason(rules.set, judgement, speech(witness, subject)));
}

/** Whether the person may write (or read) the field of the record. */
export function fieldVerdict(witness: Witness, operation: JudgedOperation, field: Field): VerdictJson {
  const rules = rulesOf(witness.person, witness.asker.entity, operation);
  const subject = subjectFor(witness, rules);
  if (subject === null) return generalVerdict(witness, rules, field);
  const hidden = hiddenJudgement(witness, subject, operation);
  if (hidden !== null) return tell(witness, subject, hidden, hiddenReason(witness));
  const judgement = operation === 'read' ? judgeRead(witness, subject, field) : judgeField(subject, field);
  return tell(
    witness,
    subject,
    judgement,
    fieldReason(field, judgement, speech(witness, subject), operation),
  );
}

/** Whether the person may run the action on the record now. A condition over what would be given is left open. */
export function actionVerdict(witness: Witness, action: Action): VerdictJson {
  const rules = rulesOf(witness.person, witness.asker.entity, `action ${action.name}`);
  const subject = subjectFor(witness, rules);
  if (subject === null) return generalVerdict(witness, rules, null);
  const hidden = hiddenJudgement(witness, subject, 'update');
  if (hidden !== null) return tell(witness, subject, hidden, hiddenReason(witness));
  const judgement = judgeAction(subject, action, false);
  return tell(
    witness,
    subject,
    judgement,
    reasonOfAction(witness.asker, subject, action, judgement, witness.who),
  );
}

function subjectFor({ person, record }: Witness, rules: EntityRules): Subject | null {
  if (record === null) return null;
  const touch = { rules, id: record.id, pointer: '', written: [], values: {}, isLine: false };
  return subjectOf(person, touch, record, null);
}

/** Nobody does anything with a record that they may not see. */
function hiddenJudgement(witness: Witness, subject: Subject, operation: JudgedOperation): Judgement | null {
  if (operation === 'read' || judgeVisible(subject)) return null;
  const read = subjectFor(witness, rulesOf(witness.person, witness.asker.entity, 'read'));
  return read === null ? null : judgeRecord(read);
}

function hiddenReason({ asker, who }: Witness): string {
  return `${who} may not see this ${asker.entity.title.toLowerCase()}.`;
}

/** What derives from hidden fields is hidden as well, whatever the grants say of the field itself. */
function judgeRead({ person }: Witness, subject: Subject, field: Field): Judgement {
  const { run, record, tables, rules } = subject;
  const seen = seesField({ scope: person.scope, entity: rules.entity, run, record, tables }, field.name);
  return { ...judgeField({ ...subject, rules }, { ...field, editableWhen: null }), allowed: seen };
}

function speech({ asker, who }: Witness, subject: Subject): ReturnType<typeof speechFor> {
  return speechFor(asker, subject, who);
}

function tell({ asker }: Witness, subject: Subject, judgement: Judgement, reason: string): VerdictJson {
  return verdictOf(judgement, reason, tellingFor(asker, subject));
}

/** Without a record, conditions are named and left open. */
function generalVerdict({ asker, who }: Witness, { set }: EntityRules, field: Field | null): VerdictJson {
  const grants = set.decision.grants.filter(
    ({ fields }) => field === null || fields === null || fields.includes(field.name),
  );
  const nowhere: Subject = {
    rules: set,
    run: asker.facts,
    tables: {},
    record: { id: '' },
    old: null,
    input: {},
  };
  const telling = { ...tellingFor(asker, nowhere), sees: seesEverywhere(asker, nowhere) };
  const parts = grants.map((grant): VerdictPartJson => ({
    rule: grant.id,
    kind: 'grant',
    role: grant.role,
    place: place(grant),
    text: grant.rows === null ? null : told(grant.rows, telling),
    outcome: grant.rows === null ? 'true' : 'unknown',
    leaves: [],
  }));
  const said = set.decision.reason.replace(/^You hold/u, who === 'You' ? 'You hold' : `${who} holds`);
  const somewhere = parts.length > 0 && parts.every(({ outcome }) => outcome === 'unknown');
  return {
    allowed: parts.length > 0,
    reason: somewhere ? `${said} It depends on the record.` : said,
    parts,
  };
}

/** Where no record was looked at, only what is shown on every record is told. */
function seesEverywhere({ scope, facts }: Task, subject: Subject): ReturnType<typeof tellingFor>['sees'] {
  const { rules, tables } = subject;
  return createSees({ scope, entity: rules.entity, run: facts, record: null, tables });
}
