import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Column } from '../../runtime/plan/column.ts';
import type { ListPlan } from '../../runtime/plan/list-plan.ts';
import type { ReadField, RecordPlan } from '../../runtime/plan/record-plan.ts';
import { createReadScope } from '../../runtime/policy/read-scope.ts';
import type { ReadScope } from '../../runtime/policy/read-scope.ts';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';
import { readHolders, readWorld, seed } from '../access/leak-data.ts';
import { LEAK_DESK, LEAK_PEOPLE } from '../access/leak-desk.ts';
import { findLeaks } from '../access/leak-exits.ts';
import type { Check } from '../access/leak-exits.ts';
import { EXITS } from '../access/leak-exits-more.ts';

let test: TestApp;
let check: Check;
beforeAll(async () => {
  test = await openTestApp(LEAK_DESK, LEAK_PEOPLE);
  await seed(test);
  check = {
    test,
    world: await readWorld(test),
    holders: await readHolders(test),
    persons: ['nora', 'carl', 'fina', 'duo'],
    first: true,
  };
}, 60_000);
afterAll(() => test.close());
afterEach(() => void vi.resetModules());

const open = <At extends Column | null>(at: At): At => (at === null ? at : { ...at, shown: true });

/** Whoever reads with this sees everything. */
const everything = (model: ReadScope['model']): ReadScope =>
  createReadScope(model, { kind: 'system', id: '', name: '', roles: [], holdings: [], attributes: {} });

const eachField =
  (change: (field: ReadField) => ReadField) =>
  (plan: RecordPlan): RecordPlan => ({
    ...plan,
    fields: plan.fields.map((field) => {
      const changed = change(field);
      return changed.form === 'lines' ? { ...changed, lines: eachField(change)(changed.lines) } : changed;
    }),
  });

/** One guard each, by the module and the function that it goes through, and what takes the guard away. */
const MUTATIONS: Readonly<
  Record<string, readonly [file: string, name: string, change: (args: Json[]) => Json[] | null]>
> = {
  'rows of lists, counts and sums': [
    '/server/sql/conditions.ts',
    'listConditions',
    ([sql, plan, ...rest]) => [sql, { ...plan, rows: true }, ...rest],
  ],
  'rows of one record': [
    '/server/sql/get-query.ts',
    'buildGetQuery',
    ([sql, plan, ...rest]) => [sql, { ...plan, rows: true }, ...rest],
  ],
  values: [
    '/server/sql/projection.ts',
    'recordJson',
    ([sql, plan, ...rest]) => [
      sql,
      eachField((field) =>
        field.form === 'lines' || field.form === 'masked' ? field : { ...field, at: open(field.at) },
      )(plan),
      ...rest,
    ],
  ],
  masks: [
    '/server/sql/projection.ts',
    'recordJson',
    ([sql, plan, ...rest]) => [
      sql,
      eachField((field) =>
        field.form === 'masked' ? { form: 'value', path: field.path, at: open(field.at) } : field,
      )(plan),
      ...rest,
    ],
  ],
  'titles of references': [
    '/server/sql/projection.ts',
    'recordJson',
    ([sql, plan, ...rest]) => [
      sql,
      eachField((field) =>
        field.form === 'link' || field.form === 'links' ? { ...field, title: open(field.title) } : field,
      )(plan),
      ...rest,
    ],
  ],
  'rows of lines': [
    '/server/sql/projection.ts',
    'recordJson',
    ([sql, plan, ...rest]) => [
      sql,
      eachField((field) =>
        field.form === 'lines' ? { ...field, lines: { ...field.lines, rows: true } } : field,
      )(plan),
      ...rest,
    ],
  ],
  'the field of lines': [
    '/server/sql/projection.ts',
    'recordJson',
    ([sql, plan, ...rest]) => [
      sql,
      eachField((field) => (field.form === 'lines' ? { ...field, shown: true } : field))(plan),
      ...rest,
    ],
  ],
  filters: [
    '/server/sql/conditions.ts',
    'listConditions',
    ([sql, plan, ...rest]) => [
      sql,
      { ...plan, filters: (plan as ListPlan).filters.map((filter) => ({ ...filter, at: open(filter.at) })) },
      ...rest,
    ],
  ],
  'stated conditions': [
    '/server/sql/conditions.ts',
    'listConditions',
    ([sql, plan, ...rest]) => [
      sql,
      plan.where === null ? plan : { ...plan, where: { ...plan.where, scope: everything(sql.model) } },
      ...rest,
    ],
  ],
  search: [
    '/server/sql/conditions.ts',
    'listConditions',
    ([sql, plan, ...rest]) => [
      sql,
      plan.search === null
        ? plan
        : { ...plan, search: { ...plan.search, fields: plan.search.fields.map(open) } },
      ...rest,
    ],
  ],
  'order and cursors': [
    '/server/sql/keyset.ts',
    'orderKeys',
    ([plan, ...rest]) => [
      { ...plan, sort: (plan as ListPlan).sort.map((key) => ({ ...key, at: open(key.at) })) },
      ...rest,
    ],
  ],
  groups: [
    '/server/sql/aggregate-query.ts',
    'buildAggregate',
    ([sql, plan]) => [
      sql,
      { ...plan, groups: plan.groups.map((group: Json) => ({ ...group, at: open(group.at) })) },
    ],
  ],
  sums: [
    '/server/sql/aggregate-query.ts',
    'buildAggregate',
    ([sql, plan]) => [
      sql,
      { ...plan, measures: plan.measures.map((one: Json) => ({ ...one, at: open(one.at) })) },
    ],
  ],
  'grants for export': ['/runtime/policy/read-scope.ts', 'narrowScope', () => null],
  'fields of histories': [
    '/server/sql/shown-query.ts',
    'buildShownQuery',
    ([sql, scope, entity, deleted]) => [sql, { ...everything(sql.model), rows: scope.rows }, entity, deleted],
  ],
  'rows of histories': [
    '/server/sql/shown-query.ts',
    'buildShownQuery',
    ([sql, scope, entity, deleted]) => [sql, { ...scope, rows: () => true }, entity, deleted],
  ],
  'titles in histories': [
    '/server/sql/history-query.ts',
    'buildTitles',
    ([sql, , entity]) => [sql, everything(sql.model), entity],
  ],
};

it('finds nothing as long as every guard is there', async () => {
  expect((await findLeaks(check, Object.values(EXITS))).leaks).toEqual([]);
}, 120_000);

it.each(Object.entries(MUTATIONS))(
  'finds out when the guard of %s is gone',
  async (_name, [file, name, change]) => {
    vi.resetModules();
    const path = new URL(`../..${file}`, import.meta.url).pathname;
    vi.doMock(path, async (original) => {
      const module: Json = await original();
      return {
        ...module,
        [name]: (...args: Json[]) => {
          const changed = change(args);
          return changed === null ? args[0] : module[name](...changed);
        },
      };
    });
    try {
      const { createApp } = await import('../../server/app.ts');
      const app = createApp({
        database: test.server.database,
        releases: test.releases,
        observe: () => undefined,
      });
      const mutant = { ...test, call: callOf(app, test.cookie) };
      const { leaks } = await findLeaks({ ...check, test: mutant }, Object.values(EXITS));
      expect(leaks.length).toBeGreaterThan(0);
    } finally {
      vi.doUnmock(path);
    }
  },
  60_000,
);

function callOf(app: TestApp['app'], cookie: TestApp['cookie']): TestApp['call'] {
  return async (person, method, path): Promise<Answer> => {
    const response = await app.request(path, {
      method,
      headers: person === null ? {} : { cookie: cookie(person) },
    });
    const text = await response.text();
    const isJson = /json/u.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : null,
    };
  };
}
