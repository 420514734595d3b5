import { dependenciesOf } from '../../runtime/expression/dependencies.ts';
import type { Value } from '../../runtime/expression/value.ts';
import { expressionType } from '../../runtime/model/expression-type.ts';
import { FIELD_TYPES } from '../../runtime/model/field-types/registry.ts';
import type { Field } from '../../runtime/model/field.ts';
import type { Entity } from '../../runtime/model/model.ts';
import { storedValue } from '../../runtime/plan/write-plan.ts';
import { decisionTables } from '../../runtime/rules/decision-tables.ts';
import { expressionDefaults } from '../../runtime/rules/defaults.ts';
import { encodeValue } from '../../runtime/rules/encode-value.ts';
import { needsOf } from '../../runtime/rules/needs.ts';
import { createRunFacts, factsFor } from '../../runtime/rules/run-facts.ts';
import { loadFacts } from '../operations/load-facts.ts';
import { buildFacts } from '../sql/facts-query.ts';
import { SOMEBODY } from './example-people.ts';
import type { ExampleWorld, GivenValues } from './example-records.ts';

/** Gives a record that was just put there the values that its defaults work out from the others, as for somebody without roles. */
export async function applyDefaults(
  world: ExampleWorld,
  entity: Entity,
  id: string,
  given: GivenValues,
): Promise<void> {
  const open = Object.values(entity.fields).filter(
    ({ name, defaultExpression }) => defaultExpression !== null && !Object.hasOwn(given, name),
  );
  const rules = open.flatMap(({ name, defaultExpression }) =>
    defaultExpression === null ? [] : [{ name, tree: defaultExpression.tree }],
  );
  if (rules.length === 0) return;
  const { release, database, now, params } = world;
  const needs = needsOf(
    release.model,
    entity,
    rules.flatMap(({ tree }) => dependenciesOf(tree)),
    ['record'],
  );
  const facts = createRunFacts(release.model, await somebody(world), params, now);
  const records = await loadFacts({ facts }, database.pool, buildFacts(release, entity, needs), [id]);
  const asked = factsFor(facts, records.get(id) ?? { id }, null);
  const values = expressionDefaults(rules, new Set(), asked, decisionTables(release.model));
  await write(
    world,
    entity,
    id,
    open.filter(({ name }) => (values[name] ?? null) !== null),
    values,
  );
}

async function somebody({ people }: ExampleWorld): Promise<Parameters<typeof createRunFacts>[1]> {
  const id = await people.idOf(SOMEBODY);
  return { kind: 'person', id, name: SOMEBODY, roles: [], holdings: [], attributes: {} };
}

async function write(
  { release, database }: ExampleWorld,
  entity: Entity,
  id: string,
  fields: readonly Field[],
  values: Readonly<Record<string, Value>>,
): Promise<void> {
  if (fields.length === 0) return;
  const sets = fields.map(
    (field, index) =>
      `${release.names.column(entity.name, field.name)} = $${index + 2}::${FIELD_TYPES[field.type].sqlType(field) ?? 'text'}`,
  );
  const stored = fields.map((field) => {
    const type = expressionType(field)?.type;
    if (type === undefined) return null;
    return storedValue(
      field,
      encodeValue(type, values[field.name] ?? null, 'scale' in field ? field.scale : null),
    );
  });
  await database.pool.query(
    `update ${release.names.table(entity.name)} set ${sets.join(', ')} where id = $1::uuid`,
    [id, ...stored],
  );
}
