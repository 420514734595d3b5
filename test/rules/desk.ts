import { expect } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Answer, Json, TestApp } from '../support/app.ts';
import { REFUND_DESK, REFUND_PEOPLE } from './refund-desk.ts';

/** The refund desk over HTTP, with short ways to make what a case needs. */
export type Desk = TestApp & {
  readonly customer: (region: 'north' | 'south', discount?: string) => Promise<string>;
  readonly order: (total: string, region?: 'north' | 'south') => Promise<string>;
  /** A refund by `person` (Nora unless said), which has to be made. */
  readonly refund: (order: string, values?: Json, person?: string) => Promise<Json>;
  readonly send: (person: string, order: string, values?: Json) => Promise<Answer>;
  readonly change: (person: string, record: Json, values: Json) => Promise<Answer>;
  readonly act: (
    person: string,
    record: Json,
    action: string,
    input?: Json,
    query?: string,
  ) => Promise<Answer>;
  readonly read: (person: string, id: string) => Promise<Answer>;
};

export async function openDesk(
  definitions = REFUND_DESK,
  options: Parameters<typeof openTestApp>[2] = {},
): Promise<Desk> {
  const app = await openTestApp(definitions, REFUND_PEOPLE, options);
  const { call } = app;
  const made = async (entity: string, body: Json, person = 'lea'): Promise<Json> => {
    const answer = await call(person, 'POST', `/api/v1/records/${entity}`, body);
    expect(answer.status, answer.text).toBe(201);
    return answer.json;
  };
  const customer = async (region: 'north' | 'south', discount = '0.10'): Promise<string> =>
    (await made('customer', { name: `Somebody ${region}`, region, discount })).id;
  const send = (person: string, order: string, values: Json = {}): Promise<Answer> =>
    call(person, 'POST', '/api/v1/records/refund', { order, amount: '10.00', reason: 'late', ...values });
  return {
    ...app,
    customer,
    order: async (total, region = 'north') =>
      (await made('order', { customer: await customer(region), total })).id,
    refund: async (order, values, person = 'nora') => {
      const answer = await send(person, order, values);
      expect(answer.status, answer.text).toBe(201);
      return answer.json;
    },
    send,
    change: (person, record, values) =>
      call(person, 'PATCH', `/api/v1/records/refund/${record.id}`, values, version(record)),
    act: (person, record, action, input = {}, query = '') =>
      call(
        person,
        'POST',
        `/api/v1/records/refund/${record.id}/actions/${action}${query}`,
        input,
        version(record),
      ),
    read: (person, id) => call(person, 'GET', `/api/v1/records/refund/${id}`),
  };
}

const version = (record: Json): Record<string, string> => ({ 'if-match': `"${record.version}"` });

/** Pointers and rules of what was refused. */
export function refusedBy(answer: Answer): Json[] {
  return (answer.json?.errors ?? []).map((error: Json) => [error.pointer, error.rule]);
}
