import { afterAll, expect, it } from 'vitest';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import type { AccessDifference, Witness } from '../../runtime/diff/access-difference.ts';
import type { Attributes } from '../../runtime/policy/decision.ts';
import { findDevPerson } from '../../server/identity/dev-people.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { modelOf } from './desk.ts';

const desk = (clerk: string, finish: string, ends: string): string => `workspace: acme
language: 1
currency: GBP
owners: { operations: { contact: operations@acme.example } }
user_attributes: { regions: { type: tags }, level: { type: integer } }
---
role: clerk
---
role: admin
---
entity: item
owner: operations
fields:
  state: { type: choice, options: [open, held, done], required: true, default: open }
  region: { type: text }
  amount: { type: integer, min: 0, max: 9 }
  agent: { type: user }
  note: { type: text }
lifecycle: { field: state, ends: ${ends} }
actions: { finish: { from: ${finish}, to: done }, hold: { from: open, to: held } }
access:
  clerk: ${clerk}
  admin: { read: true, create: true, update: true, actions: [finish, hold] }
`;

const BASE = desk(
  "{ read: { when: region in user.regions, mask: { note: hidden } }, update: { fields: [amount], when: 'amount <= user.level', after: amount <= 5 }, delete: agent == user, actions: [hold] }",
  'open',
  '[done, held]',
);
const HEAD = desk(
  "{ read: { when: 'region in user.regions || state == \"held\" || agent == user' }, update: { fields: [amount], when: 'amount < 4', after: amount <= 7 }, delete: 'agent == user || agent == null', actions: [hold, finish] }",
  '[open, held]',
  '[done]',
);

const opened: TestApp[] = [];
afterAll(async () => {
  for (const app of opened) await app.close();
});

type Side = 'base' | 'head';

/** What the API lets the person of the witness do with the very record, which an administrator makes before. */
async function does(app: TestApp, row: AccessDifference, person: string, witness: Witness): Promise<boolean> {
  const me = await findDevPerson(app.server.database, person);
  const other = await findDevPerson(app.server.database, 'admin');
  const own = witness.person.attributes['id'];
  const given = { ...witness.record, ...witnessBefore(witness) };
  const agent =
    given['agent'] === undefined || given['agent'] === null ? null : given['agent'] === own ? me : other;
  const { state, ...values } = given;
  const made = await app.call('admin', 'POST', '/api/v1/records/item', { note: 'secret', ...values, agent });
  expect(made.status, made.text).toBe(201);
  let { version } = made.json as { version: number };
  const path = `/api/v1/records/item/${(made.json as { id: string }).id}`;
  const match = (): Record<string, string> => ({ 'if-match': `"${version}"` });
  for (const action of state === 'held' ? ['hold'] : state === 'done' ? ['finish'] : []) {
    const moved = await app.call('admin', 'POST', `${path}/actions/${action}`, {}, match());
    expect(moved.status, moved.text).toBe(200);
    version = (moved.json as { version: number }).version;
  }
  if (row.operation.startsWith('read')) {
    const { status, json } = await app.call(person, 'GET', path);
    return status === 200 && (row.field === null || json[row.field] === 'secret');
  }
  if (row.operation === 'update')
    return (
      (await app.call(person, 'PATCH', path, { amount: witness.record['amount'] ?? 1 }, match())).status ===
      200
    );
  if (row.operation === 'delete')
    return (await app.call(person, 'DELETE', path, undefined, match())).status === 204;
  const name = row.operation.slice('action '.length);
  return (await app.call(person, 'POST', `${path}/actions/${name}`, {}, match())).status === 200;
}

/** Where the change is judged before and afterwards, the record as it was. */
function witnessBefore({ others }: Witness): Record<string, unknown> {
  const before = Object.entries(others).filter(([name]) => name.startsWith('old.'));
  return Object.fromEntries(before.map(([name, value]) => [name.slice('old.'.length), value]));
}

it('every example holds over HTTP: refused under one release, done under the other', async () => {
  const rows = compareAccess(modelOf(BASE), modelOf(HEAD)).filter(({ role }) => role === 'clerk');
  const cases = rows.flatMap((row) =>
    (['gain', 'loss'] as const).flatMap((side) => {
      const witness = row[side];
      return witness === null ? [] : [{ row, side, witness }];
    }),
  );
  const named = cases.map(({ row, side }) => `${row.operation} ${row.field ?? '-'} ${side}`);
  expect(named).toEqual([
    'read - gain',
    'read note gain',
    'update - gain',
    'update - loss',
    'delete - gain',
    'action finish - gain',
    'action hold - gain',
  ]);
  const people = Object.fromEntries(
    cases.map(({ witness }, index) => {
      const { id: _, ...attributes } = witness.person.attributes;
      return [`p${index}`, { roles: witness.person.roles, attributes: attributes as Attributes }];
    }),
  );
  for (const [side, text] of [
    ['base', BASE],
    ['head', HEAD],
  ] as const) {
    const app = await openTestApp(text, { ...people, admin: ['admin'] });
    opened.push(app);
    const done = [];
    for (const [index, { row, witness }] of cases.entries())
      done.push(await does(app, row, `p${index}`, witness));
    expect(done, side).toEqual(
      cases.map((one) => (one.side === 'gain') === ((side satisfies Side) === 'head')),
    );
  }
});
