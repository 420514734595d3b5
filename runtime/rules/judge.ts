import type { Span } from '../diagnostics/diagnostic.ts';
import type { DecisionTables } from '../expression/decision.ts';
import { evaluatorOf } from '../expression/evaluate.ts';
import type { Expression, Tree } from '../expression/tree.ts';
import type { Facts, RecordValue, Value } from '../expression/value.ts';
import type { Field } from '../model/field.ts';
import type { Decision, DecisionGrant } from '../policy/decision.ts';
import type { OutcomeJson, VerdictPartJson } from '../wire/rules.ts';
import { place } from '../policy/decide.ts';
import type { RuleSet } from './rule-set.ts';
import { factsFor } from './run-facts.ts';
import type { RunFacts } from './run-facts.ts';

/** A record about which something is judged, with all that rules may look at. */
export type Subject = {
  readonly rules: RuleSet;
  readonly run: RunFacts;
  readonly tables: DecisionTables;
  readonly record: RecordValue;
  /** The record before the change, where there was one. */
  readonly old: RecordValue | null;
  /** What was given to an action, as rules see it. */
  readonly input: Readonly<Record<string, Value>>;
};

/** One grant or rule that was asked, and how it turned out. */
export type JudgedPart = {
  readonly rule: string;
  readonly kind: VerdictPartJson['kind'];
  readonly role: string | null;
  readonly place: string;
  readonly condition: Expression | null;
  readonly facts: Facts;
  readonly outcome: OutcomeJson;
};

/** What was decided and by what. The same is enforced and explained: refusals and `can` are both made from it. */
export type Judgement = {
  readonly allowed: boolean;
  /** The decisive parts first. */
  readonly parts: readonly JudgedPart[];
  /** Grants that are true of this very record. */
  readonly held: readonly DecisionGrant[];
  /** What a person may not do, for sentences: `the refund` or the label of a field. */
  readonly of: { readonly decision: Decision; readonly field: Field | null };
};

/** True, false or unknown. */
export function outcomeOf(tree: Tree, facts: Facts, tables: DecisionTables): OutcomeJson {
  const value = evaluatorOf(tree, tables)(facts);
  return value === true ? 'true' : value === false ? 'false' : 'unknown';
}

/** Whether the actor may do it with this record at all: some grant must be true of it. */
export function judgeRecord(subject: Subject): Judgement {
  return judgeGrants(subject, subject.rules.decision.grants, null);
}

/**
 * Whether the actor may write the field of this record: some grant that covers it must be true of this very record, and so
 * must the field's own rule.
 */
export function judgeField(subject: Subject, field: Field): Judgement {
  const covering = subject.rules.decision.grants.filter((grant) => covers(grant, field));
  const granted = judgeGrants(subject, covering, field);
  const editable = editablePart(subject, field);
  if (editable === null || editable.outcome === 'true')
    return { ...granted, parts: [...granted.parts, ...(editable === null ? [] : [editable])] };
  const parts = granted.allowed ? [editable, ...granted.parts] : [...granted.parts, editable];
  return { ...granted, allowed: false, parts };
}

function covers(grant: DecisionGrant, field: Field): boolean {
  return grant.fields === null || grant.fields.includes(field.name);
}

/** Whether the actor may see that the record exists. Who may read nothing of the entity is judged by the grants to write. */
export function judgeVisible(subject: Subject): boolean {
  const { read, decision } = subject.rules;
  return (read.allowed ? read : decision).grants.some(
    (grant) => grantPart(subject, grant).outcome === 'true',
  );
}

/** Whether what the grants demand of the record after the change is so, for a field that was written. */
export function judgeAfter(subject: Subject, held: readonly DecisionGrant[], field: Field | null): Judgement {
  const asked = held.filter((grant) => field === null || covers(grant, field));
  const parts = asked.map((grant): JudgedPart & { readonly grant: DecisionGrant } => {
    const facts = factsFor(subject.run, subject.record, subject.old, grant.holding);
    const outcome = grant.after === null ? 'true' : outcomeOf(grant.after.tree, facts, subject.tables);
    return { ...partOf(grant, 'after'), condition: grant.after, facts, outcome, grant };
  });
  const passed = parts.filter(({ outcome }) => outcome === 'true');
  return {
    allowed: passed.length > 0,
    parts: sortParts(parts, passed.length > 0),
    held: passed.map(({ grant }) => grant),
    of: { decision: subject.rules.decision, field },
  };
}

function judgeGrants(subject: Subject, grants: readonly DecisionGrant[], field: Field | null): Judgement {
  const asked = grants.map((grant) => ({ grant, part: grantPart(subject, grant) }));
  const held = asked.filter(({ part }) => part.outcome === 'true').map(({ grant }) => grant);
  return {
    allowed: held.length > 0,
    parts: sortParts(
      asked.map(({ part }) => part),
      held.length > 0,
    ),
    held,
    of: { decision: subject.rules.decision, field },
  };
}

function grantPart({ run, record, old, tables }: Subject, grant: DecisionGrant): JudgedPart {
  const facts = factsFor(run, record, old, grant.holding);
  const outcome = grant.rows === null ? 'true' : outcomeOf(grant.rows.tree, facts, tables);
  return { ...partOf(grant, 'grant'), condition: grant.rows, facts, outcome };
}

function partOf(
  grant: DecisionGrant,
  kind: 'grant' | 'after',
): Pick<JudgedPart, 'rule' | 'kind' | 'role' | 'place'> {
  return { rule: grant.id, kind, role: grant.role, place: place(grant) };
}

function editablePart({ run, record, old, tables, rules }: Subject, field: Field): JudgedPart | null {
  // The system loads records that came about elsewhere, in whatever state they are.
  const loads = rules.decision.grants.some(({ holding }) => holding === -1);
  if (field.editableWhen === null || loads) return null;
  const facts = factsFor(run, record, old);
  return {
    rule: `${rules.entity.name}.${field.name}.editable_when`,
    kind: 'editable',
    role: null,
    place: spanPlace(field.editableWhen.span),
    condition: field.editableWhen,
    facts,
    outcome: outcomeOf(field.editableWhen.tree, facts, tables),
  };
}

/** `entities/refund.yaml:21` */
export function spanPlace(span: Span): string {
  return `${span.file}:${span.line}`;
}

/** Those that allowed it before the others, or those that stood in the way. */
function sortParts(parts: readonly JudgedPart[], allowed: boolean): readonly JudgedPart[] {
  const decisive = (part: JudgedPart): boolean => (part.outcome === 'true') === allowed;
  return [...parts.filter(decisive), ...parts.filter((part) => !decisive(part))];
}
