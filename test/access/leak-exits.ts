import type { Answer, Json, TestApp } from '../support/app.ts';
import { FIELDS, PERSONS } from './leak-data.ts';
import type { EntityName, Person } from './leak-data.ts';
import { known, mask, READ, seesRow, shown } from './leak-oracle.ts';
import type { Holder, Row, World } from './leak-oracle.ts';

export type Leak = {
  readonly person: Person;
  readonly exit: string;
  readonly cell: string;
  readonly got: unknown;
  readonly due: unknown;
};
export type Check = {
  readonly test: TestApp;
  readonly world: World;
  readonly holders: Readonly<Record<Person, readonly Holder[]>>;
  readonly persons: readonly Person[];
  /** Ends at the first leak. */
  readonly first: boolean;
};
export type Look = Check & {
  readonly person: Person;
  readonly entity: EntityName;
  readonly rows: readonly Row[];
};
export type Tally = { cells: number; readonly byExit: Record<string, number>; readonly leaks: Leak[] };
export type Exit = (look: Look, tell: Tell) => Promise<void>;
export type Tell = (exit: string, row: Row | null, field: string, got: unknown, due: unknown) => void;

export const ALL: Pick<Check, 'persons'> = { persons: PERSONS };

/** Goes through every exit for every person and entity, and compares each cell with the oracle. */
export async function findLeaks(check: Check, exits: readonly Exit[]): Promise<Tally> {
  const tally: Tally = { cells: 0, byExit: {}, leaks: [] };
  for (const person of check.persons)
    for (const entity of Object.keys(FIELDS) as EntityName[])
      for (const exit of exits) {
        const look = { ...check, person, entity, rows: check.world[entity] ?? [] };
        await exit(look, (name, row, field, got, due) => {
          tally.cells += 1;
          tally.byExit[name] = (tally.byExit[name] ?? 0) + 1;
          if (JSON.stringify(got) === JSON.stringify(due)) return;
          tally.leaks.push({ person, exit: name, cell: `${entity} ${row?.id ?? '*'} ${field}`, got, due });
        });
        if (check.first && tally.leaks.length > 0) return tally;
      }
  return tally;
}

export const holdersOf = ({ holders, person }: Look): readonly Holder[] => holders[person];
export const mayRead = (look: Look): boolean =>
  holdersOf(look).some(({ role }) => READ[role]?.[look.entity] !== undefined);
export const visible = (look: Look, by = READ): Row[] =>
  look.rows.filter(
    (row) =>
      seesRow(look.world, holdersOf(look), look.entity, row) &&
      seesRow(look.world, holdersOf(look), look.entity, row, by),
  );
export const call = (look: Look, path: string): Promise<Answer> =>
  look.test.call(look.person, 'GET', `/api/v1/records/${path}`);
export const idsOf = (answer: Answer): string[] =>
  (answer.json?.data ?? []).map(({ id }: Row) => id).toSorted();
export const idsWhere = (look: Look, wanted: (row: Row) => boolean): string[] =>
  visible(look)
    .filter(wanted)
    .map(({ id }) => id)
    .toSorted();

/** The value that the person must see; `undefined` where the field is unknown to it. */
export function due(look: Look, entity: EntityName, row: Row, field: string): Json {
  const { world } = look;
  if (known(world, holdersOf(look), entity, field) === 'unknown') return undefined;
  const how = shown(world, holdersOf(look), [entity, row, field]);
  if (how === 'hidden' || row[field] === null) return null;
  if (how !== 'clear') return { masked: mask(how, row[field]) };
  return field === 'customer' || field === 'product' || field === 'order'
    ? dueLink(look, field, row[field])
    : row[field];
}

const TITLES = { customer: 'name', product: 'name', order: 'number' } as const;

function dueLink(look: Look, entity: keyof typeof TITLES, link: Json): Json {
  const target = (look.world[entity] ?? []).find(({ id }) => id === link.id);
  const clear =
    target !== undefined && shown(look.world, holdersOf(look), [entity, target, TITLES[entity]]) === 'clear';
  return { id: link.id, title: clear ? link.title : null };
}

/** Null unless the value is shown as it is. */
export const clearValue = (look: Look, row: Row, field: string): Json =>
  shown(look.world, holdersOf(look), [look.entity, row, field]) === 'clear' ? row[field] : null;
export const sayable = (value: Json): string =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : String(value);

/** The list with all fields, and each record by itself with links and lines. */
export const lists: Exit = async (look, tell) => {
  const { entity, rows } = look;
  const answer = await call(look, `${entity}?limit=200&count=capped`);
  tell('list', null, 'status', answer.status, mayRead(look) ? 200 : 403);
  if (answer.status !== 200) return;
  tell('count', null, 'count', answer.json.count.value, visible(look).length);
  for (const row of rows) {
    const listed = answer.json.data.find(({ id }: Row) => id === row.id);
    const alone = await call(look, `${entity}/${row.id}`);
    const seen = visible(look).includes(row);
    tell('list', row, 'row', listed !== undefined, seen);
    tell('record', row, 'row', alone.status, seen ? 200 : 404);
    if (!seen) continue;
    for (const field of FIELDS[entity]) {
      tell('list', row, field, listed?.[field], due(look, entity, row, field));
      tell('record', row, field, alone.json[field], due(look, entity, row, field));
    }
    if (entity === 'order') tellLines(look, row, alone.json.lines, tell);
  }
};

function tellLines(look: Look, order: Row, lines: Json, tell: Tell): void {
  const all = (look.world['order_line'] ?? []).filter((line) => line['order'].id === order.id);
  const mine = { ...look, entity: 'order_line' as const, rows: all };
  const parent = known(look.world, holdersOf(look), 'order', 'lines') !== 'unknown' && mayRead(mine);
  const open = parent && shown(look.world, holdersOf(look), ['order', order, 'lines']) === 'clear';
  tell(
    'lines',
    order,
    'lines',
    Array.isArray(lines) ? lines.map(({ id }: Row) => id).toSorted() : lines,
    parent
      ? open
        ? visible(mine)
            .map(({ id }) => id)
            .toSorted()
        : null
      : undefined,
  );
  for (const line of open ? visible(mine) : []) {
    const got = lines?.find(({ id }: Row) => id === line.id);
    for (const field of ['product', 'amount', 'comment'])
      tell('lines', line, field, got?.[field], due(mine, 'order_line', line, field));
  }
}

/** Filters by every value there is, and by emptiness; `where` says the same in the language of rules. */
export const filters: Exit = async (look, tell) => {
  if (!mayRead(look)) return;
  for (const field of FIELDS[look.entity]) {
    const unknown = known(look.world, holdersOf(look), look.entity, field) !== 'clear';
    const values = [
      ...new Set(
        look.rows
          .map((row) => row[field])
          .filter((value) => value !== null)
          .map(sayable),
      ),
    ].slice(0, 5);
    const operator = field === 'labels' ? 'has' : 'eq';
    for (const value of values) {
      const text = field === 'labels' ? (value.split(',')[0] ?? '') : value;
      const same = (row: Row): boolean => {
        const clear = clearValue(look, row, field);
        return clear !== null && (field === 'labels' ? clear.includes(text) : sayable(clear) === text);
      };
      const answer = await call(
        look,
        `${look.entity}?limit=200&filter.${field}.${operator}=${encodeURIComponent(text)}`,
      );
      if (unknown) tell('filter', null, field, answer.status, 422);
      else tellRows('filter', look, field, idsOf(answer), idsWhere(look, same), tell);
      const stated = literalOf(field, text);
      if (stated === null) continue;
      const where = await call(look, `${look.entity}?limit=200&where=${encodeURIComponent(stated)}`);
      if (unknown) tell('where', null, field, where.status, 422);
      else tellRows('where', look, field, idsOf(where), idsWhere(look, same), tell);
    }
    const empty = await call(look, `${look.entity}?limit=200&filter.${field}.empty=true`);
    if (unknown) tell('empty', null, field, empty.status, 422);
    else if (empty.status === 200)
      tellRows(
        'empty',
        look,
        field,
        idsOf(empty),
        idsWhere(look, (row) => clearValue(look, row, field) === null),
        tell,
      );
  }
};

const QUOTED = new Set(['name', 'region', 'email', 'iban', 'number', 'status', 'note', 'comment']);

function literalOf(field: string, text: string): string | null {
  if (QUOTED.has(field)) return `${field} == ${JSON.stringify(text)}`;
  if (field === 'due') return `due == date(${JSON.stringify(text)})`;
  if (field === 'vip') return text === 'true' ? 'vip == true' : 'vip == false';
  return [
    'credit',
    'price',
    'total',
    'amount',
    'weight',
    'with_fee',
    'credit_left',
    'charged',
    'parts',
  ].includes(field)
    ? `${field} == ${text}`
    : null;
}

export function tellRows(
  exit: string,
  look: Look,
  field: string,
  got: readonly string[],
  due_: readonly string[],
  tell: Tell,
): void {
  for (const row of look.rows) tell(exit, row, field, got.includes(row.id), due_.includes(row.id));
}

/** The order of a list: rows whose value is hidden stand where rows without one do. */
export const orders: Exit = async (look, tell) => {
  if (!mayRead(look)) return;
  for (const field of FIELDS[look.entity]) {
    if (field === 'labels') continue;
    const answer = await call(look, `${look.entity}?limit=200&sort=${field}`);
    if (known(look.world, holdersOf(look), look.entity, field) !== 'clear') {
      tell('sort', null, field, answer.status, 422);
      continue;
    }
    if (['product', 'order', 'agent'].includes(field)) continue;
    if (field === 'customer' && known(look.world, holdersOf(look), 'customer', 'name') !== 'clear') continue;
    const orderedBy = (row: Row): Json => {
      const value = clearValue(look, row, field);
      return field === 'customer' && value !== null ? dueLink(look, 'customer', value).title : value;
    };
    const all = await look.test.call('lena', 'GET', `/api/v1/records/${look.entity}?limit=200&sort=${field}`);
    const rank = new Map<string, number>(all.json.data.map(({ id }: Row, at: number) => [id, at]));
    const rows = visible(look);
    const clear = rows
      .filter((row) => orderedBy(row) !== null)
      .sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
    const rest = rows.filter((row) => !clear.includes(row)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const expected = [...clear, ...rest].map(({ id }) => id);
    const got = (answer.json.data ?? []).map(({ id }: Row) => id);
    for (const [at, id] of expected.entries())
      tell('sort', rows.find((row) => row.id === id) ?? null, field, got[at], id);
    await tellPages(look, field, orderedBy, expected, tell);
  }
};

/** The same order in pages of three; the tokens between them hold nothing that is hidden. */
async function tellPages(
  look: Look,
  field: string,
  orderedBy: (row: Row) => Json,
  expected: readonly string[],
  tell: Tell,
): Promise<void> {
  const seen: string[] = [];
  let after = '';
  for (let page = 0; page < 9; page += 1) {
    const answer = await call(look, `${look.entity}?limit=3&fields=${field}&sort=${field}${after}`);
    seen.push(...(answer.json.data ?? []).map(({ id }: Row) => id));
    const next: string | null = answer.json.next;
    if (next === null) break;
    const last = look.rows.find(({ id }) => id === seen.at(-1));
    const [, key] = JSON.parse(Buffer.from(next, 'base64url').toString().slice(12)) as (string | null)[];
    tell('cursor', last ?? null, field, key === null, last === undefined || orderedBy(last) === null);
    after = `&after=${next}`;
  }
  tell('pages', null, field, seen, expected.slice(0, seen.length));
}
