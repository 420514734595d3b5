import { evaluatorOf } from '../../runtime/expression/evaluate.ts';
import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import type { Dependency } from '../../runtime/expression/dependencies.ts';
import type { RecordValue, Value } from '../../runtime/expression/value.ts';
import { expressionType } from '../../runtime/model/expression-type.ts';
import type { Entity, Model } from '../../runtime/model/model.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { bothNeeds, needsOf } from '../../runtime/rules/needs.ts';
import type { Need, Needs } from '../../runtime/rules/needs.ts';
import { rollupValue } from '../../runtime/rules/rollup.ts';
import { factsFor } from '../../runtime/rules/run-facts.ts';
import { decodeValue } from '../../runtime/rules/values.ts';
import { buildFacts } from '../sql/facts-query.ts';
import { loadFacts } from './load-facts.ts';
import type { NewRecord } from './new-record.ts';
import type { Client, Task } from './operation.ts';

/** A record that is being given, as rules see it before it is stored: with the records that it refers to, which are. */
export type GivenFacts = {
  /** `owner` is the record that a line belongs to, under the field that says so. */
  readonly of: (
    needs: Needs,
    record: NewRecord,
    owner?: { readonly by: string; readonly value: RecordValue },
  ) => RecordValue;
};

/** Needs of stored records, by entity. */
type Wanted = Map<string, { readonly entity: Entity; readonly needs: Needs; readonly ids: Set<string> }>;

/** Needs of the trees' dependencies, computed fields followed to what they are computed from. */
export function givenNeeds(model: Model, entity: Entity, dependencies: readonly Dependency[]): Needs {
  let needs = needsOf(model, entity, dependencies, ['record']);
  for (let size = -1; size !== needs.size;) {
    size = needs.size;
    for (const { field } of needs.values())
      if (field.computed?.is === 'formula')
        needs = bothNeeds(
          needs,
          needsOf(model, entity, dependenciesOf(field.computed.expression.tree), ['record']),
        );
      else if (field.computed?.is === 'rollup') {
        const { children, field: measured, where } = field.computed;
        const rows = [
          ...(measured === null ? [] : [{ root: '$', steps: [measured], rows: null }]),
          ...(where === null ? [] : dependenciesOf(where.tree)),
        ];
        needs = bothNeeds(
          needs,
          needsOf(model, entity, [{ root: 'record', steps: [children], rows }], ['record']),
        );
      }
  }
  return needs;
}

/** Loads what the records refer to, as far as `needs` goes. `key` names the needs for the statements that are kept. */
export async function loadGivenFacts(
  task: Task,
  client: Client,
  key: string,
  records: readonly { readonly needs: Needs; readonly record: NewRecord }[],
): Promise<GivenFacts> {
  const wanted: Wanted = new Map();
  for (const { needs, record } of records) collect(needs, record, wanted);
  const loaded = new Map<string, ReadonlyMap<string, RecordValue>>();
  for (const { entity, needs, ids } of wanted.values()) {
    const query = task.tools.once(`given ${key} ${entity.name}`, () =>
      buildFacts(task.context.release, entity, needs),
    );
    loaded.set(entity.name, await loadFacts(task, client, query, [...ids]));
  }
  const find = (entity: Entity, id: unknown): RecordValue | null =>
    typeof id === 'string' ? (loaded.get(entity.name)?.get(id) ?? { id }) : null;
  return { of: (needs, record, owner) => assemble(task, find, needs, record, owner) };
}

function collect(needs: Needs, record: NewRecord, wanted: Wanted): void {
  for (const [name, { field, into }] of needs) {
    if (into === null) continue;
    if (field.type === 'children') {
      for (const line of linesOf(record, name)) collect(into.needs, line, wanted);
      continue;
    }
    const ids = field.type === 'references' ? (record.links[name] ?? []) : [record.values[name]];
    const known = wanted.get(into.entity.name);
    const target = known ?? { entity: into.entity, needs: into.needs, ids: new Set<string>() };
    for (const id of ids) if (typeof id === 'string') target.ids.add(id);
    wanted.set(into.entity.name, { ...target, needs: bothNeeds(target.needs, into.needs) });
  }
}

type Find = (entity: Entity, id: unknown) => RecordValue | null;
type Owner = { readonly by: string; readonly value: RecordValue } | undefined;

function assemble(task: Task, find: Find, needs: Needs, record: NewRecord, owner: Owner): RecordValue {
  const value: Record<string, Value> & { id: string } = { id: record.id };
  for (const [name, need] of needs)
    if (need.field.computed === null)
      value[name] = owner?.by === name ? owner.value : givenValue(task, find, need, record);
  for (const [name, need] of needs)
    if (need.field.computed !== null) value[name] = computedValue(task, need, value);
  return value;
}

function givenValue(task: Task, find: Find, { field, into }: Need, record: NewRecord): Value {
  if (into === null) {
    const type = expressionType(field)?.type;
    return type === undefined ? null : decodeValue(type, record.values[field.name]);
  }
  if (field.type === 'children')
    return linesOf(record, field.name).map((line) => assemble(task, find, into.needs, line, undefined));
  if (field.type === 'references')
    return (record.links[field.name] ?? []).flatMap((id) => find(into.entity, id) ?? []);
  return find(into.entity, record.values[field.name]);
}

function computedValue(task: Task, { field }: Need, record: RecordValue): Value {
  const { computed } = field;
  const tables = decisionTables(task.context.release.model);
  const facts = factsFor(task.facts, record, null);
  if (computed?.is === 'formula') return evaluatorOf(computed.expression.tree, tables)(facts);
  if (computed?.is !== 'rollup') return null;
  const rows = record[computed.children];
  const where = computed.where?.tree ?? null;
  const measured = { measure: computed.measure, field: computed.field, where };
  return rollupValue(measured, Array.isArray(rows) ? (rows as readonly RecordValue[]) : [], facts, tables);
}

function linesOf(record: NewRecord, name: string): readonly NewRecord[] {
  return record.lines.find(({ field }) => field.name === name)?.records ?? [];
}
