import { parse } from 'csv-parse/sync';
import type { Answer, Json } from '../support/app.ts';
import { FIELDS } from './leak-data.ts';
import type { EntityName } from './leak-data.ts';
import {
  call,
  clearValue,
  due,
  filters,
  holdersOf,
  idsOf,
  idsWhere,
  lists,
  mayRead,
  orders,
  sayable,
  tellRows,
  visible,
} from './leak-exits.ts';
import type { Exit } from './leak-exits.ts';
import { EXPORT, known, READ, shown } from './leak-oracle.ts';
import type { Row } from './leak-oracle.ts';

/** Masked values order and select nothing either. */
const isEmpty = (cell: Json): boolean => cell === null || typeof cell === 'object';

const SEARCHED: Readonly<Record<EntityName, readonly string[]>> = {
  customer: ['name', 'email'],
  product: ['name'],
  order: ['number', 'note'],
  order_line: ['comment'],
};

const searches: Exit = async (look, tell) => {
  if (!mayRead(look)) return;
  const fields = SEARCHED[look.entity];
  const readable = fields.filter(
    (field) => known(look.world, holdersOf(look), look.entity, field) === 'clear',
  );
  for (const field of fields) {
    for (const row of look.rows.slice(0, 8)) {
      const text: string | null = row[field];
      if (text === null) continue;
      const word = text.split(' ').at(-1) ?? '';
      const answer = await call(look, `${look.entity}?limit=200&q=${encodeURIComponent(text)}`);
      if (readable.length === 0) {
        tell('search', row, field, answer.status, 422);
        continue;
      }
      const found = text.split(' ').concat(word);
      const matches = (candidate: Row): boolean =>
        found.every((part) =>
          readable.some((name) => contains(name, clearValue(look, candidate, name), part)),
        );
      tellRows('search', look, field, idsOf(answer), idsWhere(look, matches), tell);
    }
  }
};

const contains = (field: string, value: string | null, word: string): boolean =>
  value !== null &&
  (field === 'number'
    ? value === word || value === `SO-${word}`
    : value.toLowerCase().includes(word.toLowerCase()));

const NUMBERS = new Set([
  'credit',
  'price',
  'total',
  'weight',
  'with_fee',
  'credit_left',
  'charged',
  'parts',
  'amount',
]);
const GROUPED = new Set(['name', 'region', 'vip', 'status', 'due', 'customer', 'agent', 'product']);

const sorted = (groups: Json): string[] => groups.map((group: Json) => JSON.stringify(group)).toSorted();

/** Groups and sums; a hidden value is in the group of those without one, and in no sum. */
const sums: Exit = async (look, tell) => {
  if (!mayRead(look)) return;
  for (const field of FIELDS[look.entity]) {
    const isKnown = known(look.world, holdersOf(look), look.entity, field) === 'clear';
    if (GROUPED.has(field)) {
      const answer = await call(look, `${look.entity}/aggregate?group=${field}&count`);
      if (!isKnown) tell('group', null, field, answer.status, 422);
      else {
        const got = answer.json.data.map(({ group, count }: Json) => [
          group[field] === null ? 'none' : sayable(group[field]),
          count,
        ]);
        const groups = Map.groupBy(visible(look), (row) => {
          const value = clearValue(look, row, field);
          return value === null ? 'none' : sayable(value);
        });
        const expected = [...groups].map(([value, rows]) => [value, rows.length]);
        for (const row of look.rows) tell('group', row, field, sorted(got), sorted(expected));
      }
    }
    if (!NUMBERS.has(field)) continue;
    const answer = await call(look, `${look.entity}/aggregate?sum=${field}&min=${field}&max=${field}`);
    if (!isKnown) {
      tell('sum', null, field, answer.status, 422);
      continue;
    }
    const cents = visible(look)
      .map((row) => clearValue(look, row, field))
      .filter((value) => value !== null)
      .map((value) => Math.round(Number(value) * 100));
    const [only] = answer.json.data;
    const inCents = (value: Json): number | null => (value === null ? null : Math.round(Number(value) * 100));
    const expected =
      cents.length === 0
        ? [null, null, null]
        : [cents.reduce((a, b) => a + b, 0), Math.min(...cents), Math.max(...cents)];
    for (const row of look.rows)
      tell(
        'sum',
        row,
        field,
        [inCents(only.sum[field]), inCents(only.min[field]), inCents(only.max[field])],
        expected,
      );
  }
};

const exportsOf: Exit = async (look, tell) => {
  const may = mayRead(look) && holdersOf(look).some(({ role }) => EXPORT[role]?.[look.entity] !== undefined);
  const answer = await call(look, `${look.entity}/export.csv`);
  tell('export', null, 'status', answer.status, may ? 200 : 403);
  if (!may) return;
  const [head = [], ...lines] = parse(answer.text);
  const both = (field: string): boolean =>
    [READ, EXPORT].every((by) => known(look.world, holdersOf(look), look.entity, field, by) !== 'unknown');
  tell(
    'export',
    null,
    'head',
    head.filter((name) => FIELDS[look.entity].includes(name)),
    FIELDS[look.entity].filter(both),
  );
  const rows = visible(look, EXPORT);
  for (const row of look.rows)
    tell(
      'export',
      row,
      'row',
      lines.some(([id]) => id === row.id),
      rows.includes(row),
    );
  for (const row of rows)
    for (const field of FIELDS[look.entity].filter(both)) {
      const got = lines.find(([id]) => id === row.id)?.[head.indexOf(field)];
      const covered = shown(look.world, holdersOf(look), [look.entity, row, field], EXPORT) !== 'hidden';
      tell('export', row, field, got, covered ? plain(due(look, look.entity, row, field)) : '');
    }
};

function plain(value: Json): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? String(value.masked ?? value.title ?? value.id) : String(value);
}

/** What is told of the creation of each record. */
const histories: Exit = async (look, tell) => {
  if (!mayRead(look)) return;
  for (const row of look.rows) {
    const answer = await call(look, `${look.entity}/${row.id}/history`);
    const seen = visible(look).includes(row);
    tell('history', row, 'row', answer.status, seen ? 200 : 404);
    if (!seen || answer.status !== 200) continue;
    const changes = new Map<string, Json>(
      answer.json.data[0].changes.map(({ field, after }: Json) => [field, after]),
    );
    for (const field of FIELDS[look.entity]) {
      if (['credit_left', 'charged', 'parts'].includes(field)) continue;
      const value = due(look, look.entity, row, field);
      tell('history', row, field, changes.get(field) ?? null, value ?? null);
    }
  }
};

const STEPS = ['customer.name', 'customer.email', 'customer.iban', 'customer.credit', 'customer.region'];

/** Fields behind a reference, shown, filtered and sorted by. */
const paths: Exit = async (look, tell) => {
  if (look.entity !== 'order' || !mayRead(look)) return;
  const { world } = look;
  for (const path of STEPS) {
    const field = path.slice('customer.'.length);
    const how = [
      known(world, holdersOf(look), 'order', 'customer'),
      known(world, holdersOf(look), 'customer', field),
    ];
    const answer = await call(look, `order?limit=200&fields=${path}`);
    const filtered = (text: string): Promise<Answer> =>
      call(look, `order?limit=200&filter.${path}=${encodeURIComponent(text)}`);
    const sorted = await call(look, `order?limit=200&sort=${path}`);
    const readable = how.every((one) => one === 'clear');
    tell(
      'path',
      null,
      path,
      [answer.status, sorted.status],
      [how.includes('unknown') ? 422 : 200, readable ? 200 : 422],
    );
    if (how.includes('unknown')) {
      tell('path', null, path, (await filtered('10')).status, 422);
      continue;
    }
    const cell = (row: Row): Json => {
      const customer = (world['customer'] ?? []).find(({ id }) => id === row['customer'].id);
      const open = shown(world, holdersOf(look), ['order', row, 'customer']) === 'clear';
      return open && customer !== undefined ? due(look, 'customer', customer, field) : null;
    };
    for (const row of visible(look))
      tell('path', row, path, answer.json.data.find(({ id }: Row) => id === row.id)?.[path], cell(row));
    if (!readable) continue;
    const values = new Set(
      (world['customer'] ?? []).map((row) => row[field]).filter((value) => value !== null),
    );
    for (const value of values) {
      const due_ = idsWhere(look, (row) => cell(row) === value);
      tellRows('path filter', look, path, idsOf(await filtered(String(value))), due_, tell);
    }
    const nulls = sorted.json.data.map(({ id }: Row) =>
      isEmpty(cell(look.rows.find((row) => row.id === id) as Row)),
    );
    tell('path sort', null, path, nulls, nulls.toSorted());
  }
};

export const EXITS: Readonly<Record<string, Exit>> = {
  lists,
  filters,
  orders,
  searches,
  sums,
  exportsOf,
  histories,
  paths,
};
