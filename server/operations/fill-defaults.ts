import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import type { RecordValue } from '../../runtime/expression/value.ts';
import { expressionType } from '../../runtime/model/expression-type.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { expressionDefaults } from '../../runtime/rules/defaults.ts';
import type { DefaultRule } from '../../runtime/rules/defaults.ts';
import { encodeValue } from '../../runtime/rules/encode-value.ts';
import { bothNeeds } from '../../runtime/rules/needs.ts';
import type { Needs } from '../../runtime/rules/needs.ts';
import { factsFor } from '../../runtime/rules/run-facts.ts';
import { fieldError, pointerTo } from '../../runtime/validate/pointer.ts';
import { isAlwaysRequired } from '../../runtime/validate/record-schema.ts';
import type { FieldErrorJson } from '../../runtime/wire/record.ts';
import { givenNeeds, loadGivenFacts } from './given-facts.ts';
import type { GivenFacts } from './given-facts.ts';
import type { NewRecord } from './new-record.ts';
import type { Client, Task } from './operation.ts';
import { invalidRecord } from './targets.ts';

/** Defaults of an entity and of its lines, and what of a record they read. */
type Defaults = { readonly rules: readonly DefaultRule[]; readonly needs: Needs; readonly any: boolean };

/**
 * The records with the values that their defaults work out from what was given, down to their lines: of the owner first, so
 * that lines can take over from it. Refuses what a default makes that its field does not take, and what is still missing.
 */
export async function fillDefaults(
  task: Task,
  client: Client,
  entity: Entity,
  records: readonly NewRecord[],
): Promise<readonly NewRecord[]> {
  const { any, needs } = defaultsOf(task, entity);
  const facts = any
    ? await loadGivenFacts(task, client, `defaults ${entity.name}`, [
        ...records.map((record) => ({ needs, record })),
        ...linesWithNeeds(task, records),
      ])
    : null;
  const errors: FieldErrorJson[] = [];
  const filled = records.map((record) => fill(task, facts, entity, record, undefined, errors));
  if (errors.length > 0) throw invalidRecord(errors.slice(0, 200));
  return filled;
}

function defaultsOf(task: Task, entity: Entity): Defaults {
  const { model } = task.context.release;
  return task.tools.once(`defaults ${entity.name}`, () => {
    const rules = Object.values(entity.fields).flatMap((field): DefaultRule[] =>
      field.defaultExpression === null ? [] : [{ name: field.name, tree: field.defaultExpression.tree }],
    );
    const own = givenNeeds(
      model,
      entity,
      rules.flatMap(({ tree }) => dependenciesOf(tree)),
    );
    const below = Object.values(entity.fields).flatMap((field) => {
      const lines = field.type === 'children' && field.owned ? model.entities[field.of] : undefined;
      return field.type === 'children' && lines !== undefined && lines !== entity
        ? [{ by: field.by, of: defaultsOf(task, lines) }]
        : [];
    });
    const needs = below.reduce(
      (all, { by, of }) => bothNeeds(all, of.needs.get(by)?.into?.needs ?? new Map()),
      own,
    );
    return { rules, needs, any: rules.length > 0 || below.some(({ of }) => of.any) };
  });
}

function linesWithNeeds(task: Task, records: readonly NewRecord[]): { needs: Needs; record: NewRecord }[] {
  return records.flatMap(({ lines }) =>
    lines.flatMap(({ entity, records: below }) => [
      ...below.map((record) => ({ needs: defaultsOf(task, entity).needs, record })),
      ...linesWithNeeds(task, below),
    ]),
  );
}

type Owner = { readonly by: string; readonly value: RecordValue } | undefined;

function fill(
  task: Task,
  facts: GivenFacts | null,
  entity: Entity,
  record: NewRecord,
  owner: Owner,
  errors: FieldErrorJson[],
): NewRecord {
  const { rules, needs } = defaultsOf(task, entity);
  const given = facts?.of(needs, record, owner) ?? { id: record.id };
  const tables = decisionTables(task.context.release.model);
  const known = new Set(Object.keys(record.values));
  const made = expressionDefaults(rules, known, factsFor(task.facts, given, null), tables);
  const written = Object.entries(made).flatMap(([name, value]) => {
    const field = entity.fields[name];
    const type = field === undefined ? undefined : expressionType(field)?.type;
    if (field === undefined || type === undefined || value === null) return [];
    return [[name, encodeValue(type, value, 'scale' in field ? field.scale : null)] as const];
  });
  errors.push(...task.tools.check(entity)(Object.fromEntries(written), record.pointer));
  const values = { ...record.values, ...Object.fromEntries(written) };
  errors.push(...missingErrors(entity, values, record.pointer));
  const value = { ...given, ...made };
  return {
    ...record,
    values,
    lines: record.lines.map((lines) => ({
      ...lines,
      records: lines.records.map((line) =>
        fill(task, facts, lines.entity, line, { by: lines.field.by, value }, errors),
      ),
    })),
  };
}

function missingErrors(
  entity: Entity,
  values: Readonly<Record<string, unknown>>,
  pointer: string,
): FieldErrorJson[] {
  return Object.values(entity.fields)
    .filter((field) => isAlwaysRequired(field) && field.defaultExpression !== null)
    .filter(({ name }) => (values[name] ?? null) === null)
    .map(({ name }) => ({
      ...fieldError(pointerTo(pointer, name), 'value/required'),
      rule: `${entity.name}.${name}.required`,
    }));
}
