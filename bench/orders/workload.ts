import type { LoadRequest } from '../load.ts';
import { LIST_FIELDS } from './definitions.ts';
import { customerId, orderId, ORDERS } from './seed.ts';

export const OPERATIONS = ['list', 'get', 'create', 'update'] as const;
export type BenchOperation = (typeof OPERATIONS)[number];
export const EXPECTED_STATUS: Readonly<Record<BenchOperation, number>> = {
  list: 200,
  get: 200,
  create: 201,
  update: 200,
};

const STATUSES = ['open', 'packed', 'shipped', 'cancelled'];

/**
 * Endless requests for the contenders, equal for all of them. Every update takes an order that was never updated before (its
 * version is 1) and every create a new reference, whoever is being measured.
 */
export function createWorkload(token: string): (operation: BenchOperation) => () => LoadRequest {
  const cookie = { cookie: `jig_session=${token}` };
  const writing = { ...cookie, 'content-type': 'application/json' };
  let updated = 0;
  let created = 0;
  let read = 0;
  const makers: Readonly<Record<BenchOperation, () => LoadRequest>> = {
    list: () => ({
      method: 'GET',
      path: `/api/v1/records/order?fields=${LIST_FIELDS.join(',')}&sort=-ordered_on&limit=50`,
      headers: cookie,
    }),
    get: () => {
      read = (read + 104_729) % ORDERS;
      return { method: 'GET', path: `/api/v1/records/order/${orderId(1 + read)}`, headers: cookie };
    },
    create: () => {
      created += 1;
      const body = JSON.stringify({
        reference: `NEW-${created}`,
        customer: customerId(1 + (created % 1000)),
        ordered_on: '2026-11-21',
        total: '120.50',
        ship_city: 'Leeds',
      });
      return { method: 'POST', path: '/api/v1/records/order', headers: writing, body };
    },
    update: () => {
      updated += 1;
      if (updated > ORDERS) throw new Error('every order was updated once; lower the number of slices');
      const body = JSON.stringify({ status: STATUSES[updated % 4], note: `Changed ${updated}` });
      return {
        method: 'PATCH',
        path: `/api/v1/records/order/${orderId(updated)}`,
        headers: { ...writing, 'if-match': '"1"' },
        body,
      };
    },
  };
  return (operation) => makers[operation];
}
