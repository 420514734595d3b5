import { compile } from '../../runtime/compile/compile.ts';
import type { DecisionTables } from '../../runtime/expression/decision.ts';
import type { RecordValue, Value } from '../../runtime/expression/value.ts';
import type { Field } from '../../runtime/model/field.ts';
import { expressionType } from '../../runtime/model/expression-type.ts';
import type { Decision, Model } from '../../runtime/model/model.ts';
import { decodeValue } from '../../runtime/rules/values.ts';
import type { RunFacts } from '../../runtime/rules/run-facts.ts';
import type { Database } from '../../server/db/open.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import { activate, type ActiveRelease } from '../../server/releases/activate.ts';
import { type Data, inventData, NOBODY, PERSON, type Row } from './invent.ts';
import { createRandom } from './random.ts';
import { computedValue } from './computed-value.ts';
import { TABLES } from './tables.ts';

const DEFINITIONS = `
workspace: world
language: 1
title: World
time_zone: America/New_York
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@example.com } }
---
role: clerk
about: Does everything.
---
entity: team
owner: team
fields:
  name: { type: text, required: true }
  region: { type: text }
access: { clerk: { read: true } }
---
entity: customer
owner: team
fields:
  name: { type: text }
  tier: { type: choice, options: [gold, silver, none] }
  credit: { type: money, scale: 4 }
  active: { type: boolean }
  since: { type: date }
  owner: { type: user }
  team: { type: reference, to: team }
  labels: { type: tags }
  items: { type: children, of: item, by: payer }
  due_count: { type: integer, count: items, where: done }
access: { clerk: { read: true } }
---
entity: item
owner: team
fields:
  n: { type: integer, required: true, unique: true }
  title: { type: text }
  code: { type: text, required: true }
  number: { type: sequence, prefix: "I-" }
  amount: { type: integer }
  pieces: { type: integer, required: true }
  rate: { type: decimal, scale: 4 }
  total: { type: money, scale: 4 }
  fee: { type: money, scale: 4, required: true }
  flag: { type: boolean }
  done: { type: boolean, required: true }
  day: { type: date }
  due: { type: date, required: true }
  at: { type: datetime }
  seen: { type: datetime, required: true }
  clock: { type: time }
  wait: { type: duration }
  status: { type: choice, options: [open, held, closed] }
  stage: { type: choice, options: [open, held, closed], required: true }
  tags: { type: tags }
  colors: { type: choices, options: [red, green, blue] }
  customer: { type: reference, to: customer }
  payer: { type: reference, to: customer, required: true }
  agent: { type: user }
  followers: { type: references, to: customer }
  lines: { type: children, of: line }
  double: { type: integer, formula: amount * 2 }
  half: { type: decimal, scale: 1, formula: "div(rate, decimal(2), 6)" }
  label: { type: text, formula: 'title + "/" + code' }
  until: { type: date, formula: "addDays(day, 30)" }
  spell: { type: duration, formula: at - seen }
  big: { type: boolean, formula: double > 10 }
  net: { type: money, scale: 4, formula: total - customer.credit }
  state: { type: choice, options: [open, held, closed], formula: 'until < today ? "closed" : stage' }
  spent: { type: money, scale: 4, sum: lines.amount, where: ok }
  units: { type: integer, sum: lines.pieces }
  line_count: { type: integer, count: lines, where: 'seller.tier == "gold"' }
  cheapest: { type: money, scale: 4, smallest: lines.amount }
  rest: { type: money, scale: 4, formula: spent + fee }
access: { clerk: { read: true } }
---
entity: line
owner: team
fields:
  item: { type: reference, to: item }
  label: { type: text }
  amount: { type: money, scale: 4 }
  pieces: { type: integer }
  ok: { type: boolean }
  seller: { type: reference, to: customer }
access: { clerk: { read: true } }
`;

/** What every generated expression is tried on: the same records in the database and as values of the evaluator. */
export type World = {
  readonly release: ActiveRelease;
  readonly model: Model;
  readonly tables: DecisionTables;
  /** The records of `item`, in the order of their `n`. */
  readonly items: readonly RecordValue[];
  readonly facts: RunFacts;
};

const NOW = Date.parse('2026-03-08T07:00:00.000Z');

const FACTS: RunFacts = {
  user: {
    id: PERSON,
    name: 'Anna',
    roles: ['clerk', 'gold'],
    regions: ['a', 'ß', '😀'],
    none: [],
    level: 3,
    home: 'ab',
    nowhere: null,
    trusted: true,
  },
  users: [],
  params: {
    limit: { units: 1_000_000n, scale: 4 },
    rate: { units: 15n, scale: 1 },
    cap: 5,
    unset: null,
    word: 'abc',
    cutoff: '2026-03-08',
  },
  now: NOW,
  today: '2026-03-08',
};

/** Makes the world's tables and fills them; `rows` records of `item`. */
export async function createWorld(database: Database, seed: number, rows = 150): Promise<World> {
  const { model, diagnostics } = compile([{ path: 'world.yaml', text: DEFINITIONS }]);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const release = { ...(await activate(database, model)), model: withTables(model) };
  const data = inventData(model, createRandom(seed), rows);
  await database.pool.query(
    `insert into jig.actor (id, kind, key, name) values ('${PERSON}', 'person', 'anna', 'Anna'), ('${NOBODY}', 'person', 'nobody', 'Nobody')`,
  );
  for (const entity of ['team', 'customer', 'item', 'line'])
    await insertRows(database, release, entity, data);
  await insertLinks(database, release, data);
  await database.pool.query('analyze');
  return { release, model: release.model, tables: TABLES, items: readItems(model, data), facts: FACTS };
}

/** The tables are made by hand, so that they may contradict themselves. */
function withTables(model: Model): Model {
  const decisions = Object.entries(TABLES).map(([name, compiled]) => {
    const table: Decision = {
      name,
      title: name,
      about: null,
      owner: null,
      inputs: {},
      outputs: {},
      compiled,
      written: {},
      rowSpans: {},
      span: { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 },
    };
    return [name, table] as const;
  });
  return { ...model, decisions: Object.fromEntries(decisions) };
}

async function insertRows({ pool }: Database, { model, names }: ActiveRelease, name: string, data: Data) {
  const entity = model.entities[name];
  const fields = Object.values(entity?.fields ?? {}).filter(
    ({ type, computed }) => type !== 'children' && type !== 'references' && computed === null,
  );
  const columns = fields.map((field) => names.column(name, field.name));
  for (const row of data[name] ?? []) {
    const places = fields.map((_, at) => `, $${at + 3}`).join('');
    await pool.query(
      `insert into ${names.table(name)} (id, created_by, updated_by, deleted_at${columns.map((column) => `, ${column}`).join('')})
       values ($1, '${SYSTEM_ACTOR_ID}', '${SYSTEM_ACTOR_ID}', case when $2::boolean then now() end${places})`,
      [row.id, row.deleted, ...fields.map((field) => row[field.name])],
    );
  }
}

async function insertLinks({ pool }: Database, { names }: ActiveRelease, data: Data): Promise<void> {
  const link = names.link('item', 'followers');
  for (const row of data['item'] ?? [])
    for (const to of row['followers'] as string[])
      await pool.query(`insert into ${link.table} (${link.from}, ${link.to}) values ($1, $2)`, [row.id, to]);
}

/** The items as an evaluator sees them: references as records, lists of live records only. */
function readItems(model: Model, data: Data): RecordValue[] {
  const rows = (entity: string): readonly Row[] => data[entity] ?? [];
  const find = (entity: string, id: unknown): RecordValue | null => {
    const row = rows(entity).find((one) => one.id === id);
    return row === undefined ? null : read(entity, row);
  };
  const live = (entity: string, wanted: (row: Row) => boolean): RecordValue[] =>
    rows(entity)
      .filter((row) => !row.deleted && wanted(row))
      .map((row) => read(entity, row));
  const readField = (field: Field, row: Row): Value => {
    const value = row[field.name];
    // Trees have no way back: from a customer or a line nothing leads to its items, but for their number.
    if (field.type === 'reference') return field.to === 'item' ? null : find(field.to, value);
    if (field.type === 'references') return live(field.to, ({ id }) => (value as string[]).includes(id));
    if (field.type === 'children')
      return field.of === 'item'
        ? rows('item').flatMap((item) => (item[field.by] === row.id ? [plainItem(item)] : []))
        : live(field.of, (line) => line[field.by] === row.id);
    if (field.type === 'sequence') return field.prefix + String(value);
    // An empty text is none by the time a person wrote it; in the database it may stand all the same.
    if (value === '') return '';
    const type = expressionType(field);
    return type === null ? null : decodeValue(type.type, value);
  };
  const plainItem = (row: Row): RecordValue => ({ id: row.id, done: row['done'] === true });
  const read = (name: string, row: Row): RecordValue => {
    const fields = Object.values(model.entities[name]?.fields ?? {});
    const values: Record<string, Value> & { id: string } = { id: row.id };
    for (const field of fields) if (field.computed === null) values[field.name] = readField(field, row);
    // In the author's order, in which each comes after what it looks at.
    for (const field of fields)
      if (field.computed !== null) values[field.name] = computedValue(field, values, FACTS);
    return values;
  };
  return rows('item').map((row) => read('item', row));
}
