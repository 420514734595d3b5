import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

const ROUNDS = 50;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(undefined, { poolSize: 12 });
});
afterAll(() => desk.close());

it('two refunds of one order at once never take more than the order has', async () => {
  const statuses: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = await desk.order('100.00');
    const answers = await Promise.all([
      desk.send('nora', order, { amount: '60.00' }),
      desk.send('lea', order, { amount: '60.00' }),
    ]);
    statuses.push(
      answers
        .map(({ status }) => status)
        .toSorted((a, b) => a - b)
        .join(),
    );
    const { json } = await desk.call('lea', 'GET', `/api/v1/records/order/${order}`);
    expect(json.refunded).toBe('60.00');
  }
  expect(new Set(statuses)).toEqual(new Set(['201,422']));
}, 60_000);

it('neither do two that are raised at once', async () => {
  for (let round = 0; round < ROUNDS / 2; round += 1) {
    const order = await desk.order('100.00');
    const [a, b] = [await desk.refund(order), await desk.refund(order)];
    const answers = await Promise.all([
      desk.change('lea', a, { amount: '80.00' }),
      desk.change('luis', b, { amount: '80.00' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 422]);
  }
}, 60_000);

it('an order that shrinks while its refunds are written leaves nothing refunded beyond it', async () => {
  for (let round = 0; round < ROUNDS / 2; round += 1) {
    const order = await desk.order('100.00');
    const [shrunk, refund] = await Promise.all([
      desk.call('lea', 'PATCH', `/api/v1/records/order/${order}`, { total: '50.00' }, { 'if-match': '"1"' }),
      desk.send('nora', order, { amount: '60.00' }),
    ]);
    // The order has no rule of its own: whoever comes second sees the first, and none sees half of it.
    expect(shrunk.status).toBe(200);
    expect([201, 422]).toContain(refund.status);
  }
}, 60_000);

it('a grant is judged on the record as it is when it is changed', async () => {
  for (let round = 0; round < ROUNDS / 2; round += 1) {
    const record = await desk.refund(await desk.order('100.00'));
    const [approved, changed] = await Promise.all([
      desk.act('lea', record, 'approve'),
      desk.change('nora', record, { amount: '9.00' }),
    ]);
    expect([approved.status, changed.status].filter((status) => status === 200)).toHaveLength(1);
    expect([403, 412]).toContain(Math.max(approved.status, changed.status));
  }
}, 60_000);
