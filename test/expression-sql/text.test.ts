import { expect, it } from 'vitest';
import { sqlFalse, sqlTrue } from '../../server/sql/expression/compile.ts';
import type { SqlTarget } from '../../server/sql/expression/target.ts';
import type { Comparison, Tree } from '../../runtime/expression/tree.ts';
import type { Type } from '../../runtime/expression/type.ts';
import { GBP } from './tables.ts';
import { BOOL, call, literalTree, path, tree } from './trees.ts';

/** Rules of rows are read beside an index: nothing may stand between a column and what it is compared with. */
const TARGET: SqlTarget = {
  column: ({ root, steps }) => `${root === 'record' ? 't' : 'r'}.${steps.join('_')}`,
  bind: ({ root, steps }) => `$${root.length + steps.length}`,
  rows: () => ({
    from: () => 'app.line r',
    where: 'r.item_id = t.id and r.deleted_at is null',
    id: 'r.id',
    target: TARGET,
  }),
  tables: {},
  subqueries: true,
};

const STRING: Type = { is: 'string' };
const STATUS: Type = { is: 'choice', options: ['open', 'closed'] };
const field = (type: Type, name: string, nullable = true): Tree =>
  path(type, 'record', name.split('.'), nullable);
const compare = (left: Tree, operator: Comparison, right: Tree): Tree =>
  tree({ is: 'compare', type: BOOL, operator, left, right });
const isIn = (item: Tree, list: Tree): Tree => tree({ is: 'in', type: BOOL, item, list });
const all = (...parts: Tree[]): Tree => tree({ is: 'and', type: BOOL, parts });
const any = (...parts: Tree[]): Tree => tree({ is: 'or', type: BOOL, parts });

const regions = path({ is: 'list', of: STRING }, 'user', ['regions'], false);
const user = path({ is: 'user' }, 'user', [], false);
const open = compare(field(STATUS, 'status'), '==', literalTree(STATUS, 'open'));
const lines = path({ is: 'list', of: { is: 'record', entity: 'line' } }, 'record', ['lines'], false);

it.each<readonly [string, Tree, string]>([
  ['region in user.regions', isIn(field(STRING, 'region'), regions), 't.region = any($5)'],
  ['owner == user', compare(field({ is: 'user' }, 'owner'), '==', user), 't.owner = $4'],
  [
    'status == "open" && customer.region in user.regions',
    all(open, isIn(field(STRING, 'customer.region'), regions)),
    "t.status = 'open' and t.customer_region = any($5)",
  ],
  [
    'status in ["open"]',
    isIn(
      field(STATUS, 'status'),
      tree({ is: 'list', type: { is: 'list', of: STATUS }, items: [literalTree(STATUS, 'open')] }),
    ),
    "t.status in ('open')",
  ],
  ['amount > 100', compare(field(GBP, 'amount'), '>', literalTree(GBP, '100')), 't.amount > 100'],
  [
    'amount > 100, with a whole number',
    compare(field(GBP, 'amount'), '>', call('decimal', { is: 'decimal' }, literalTree({ is: 'int' }, 100))),
    't.amount > 100',
  ],
  [
    'pieces >= 3',
    compare(field({ is: 'int' }, 'pieces'), '>=', literalTree({ is: 'int' }, 3)),
    't.pieces >= 3',
  ],
  [
    'day < today',
    compare(field({ is: 'date' }, 'day'), '<', path({ is: 'date' }, 'today', [], false)),
    't.day < $5',
  ],
  ['name < "b"', compare(field(STRING, 'name'), '<', literalTree(STRING, 'b')), `t.name collate "C" < 'b'`],
  [
    'customer == null',
    compare(field({ is: 'record', entity: 'customer' }, 'customer'), '==', literalTree({ is: 'null' }, null)),
    't.customer is null',
  ],
  ['active', field(BOOL, 'active'), 't.active'],
  ['!active', tree({ is: 'not', type: BOOL, of: field(BOOL, 'active') }), 'not t.active'],
  [
    '"red" in tags',
    isIn(literalTree(STRING, 'red'), field({ is: 'list', of: STRING }, 'tags', false)),
    "t.tags @> array['red']::text[]",
  ],
  [
    'region == user.region, both optional',
    compare(field(STRING, 'region'), '==', path(STRING, 'user', ['region'], true)),
    '(t.region = $5 or t.region is null and $5 is null)',
  ],
  [
    'lines.exists(l, l.ok)',
    tree({
      is: 'loop',
      type: BOOL,
      kind: 'exists',
      list: lines,
      item: 'l',
      body: path(BOOL, '$l', ['ok'], true),
    }),
    'exists (select 1 from app.line r where r.item_id = t.id and r.deleted_at is null and r.ok)',
  ],
  [
    'open or owned, beside another condition',
    any(open, compare(field({ is: 'user' }, 'owner'), '==', user)),
    "(t.status = 'open' or t.owner = $4)",
  ],
])('%s stays as short as by hand', (_, rule, sql) => {
  expect(sqlTrue(rule, TARGET)).toBe(sql);
});

it.each<readonly [string, Tree, string]>([
  ['status == "open"', open, "t.status is distinct from 'open'"],
  [
    'pieces == 3, required',
    compare(field({ is: 'int' }, 'pieces', false), '==', literalTree({ is: 'int' }, 3)),
    't.pieces <> 3',
  ],
  [
    'region in user.regions',
    isIn(field(STRING, 'region'), regions),
    '(t.region is null or t.region <> all($5))',
  ],
  ['a && b', all(field(BOOL, 'a'), field(BOOL, 'b')), '(not t.a or not t.b)'],
  [
    'lines.exists(l, l.ok)',
    tree({
      is: 'loop',
      type: BOOL,
      kind: 'exists',
      list: lines,
      item: 'l',
      body: path(BOOL, '$l', ['ok'], true),
    }),
    'not exists (select 1 from app.line r where r.item_id = t.id and r.deleted_at is null and (not r.ok) is not true)',
  ],
])('%s is false where', (_, rule, sql) => {
  expect(sqlFalse(rule, TARGET)).toBe(sql);
});
