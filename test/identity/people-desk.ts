import type { Hono } from 'hono';
import type { HttpEnvironment, HttpParts } from '../../server/http/environment.ts';
import { screenRoutes } from '../../server/http/screen-routes.ts';
import { openTestApp, type TestApp, type TestPeople } from '../support/app.ts';

/** Roles that people give to each other, attributes, parameters, and records that are seen by region. */
const PEOPLE_DESK = `
workspace: desk
language: 1
time_zone: Europe/London
locale: en-GB
currency: GBP
owners: { payments: { title: Payments, contact: payments@desk.example } }
user_attributes:
  regions: { type: tags, about: Regions that the person looks after. }
  team: { type: text }
  level: { type: integer }
  trained: { type: boolean }
---
role: support
about: Answers customers.
given_by: [lead]
---
role: lead
about: Runs the desk.
given_by: [head]
---
role: head
about: Answers for everything.
---
parameters: refunds
owner: payments
values:
  approval_limit: { type: money, value: "500.00", min: 0, max: "10000.00", changed_by: [head], about: The most that one person may approve. }
  refund_days: { type: integer, value: 30, min: 1, changed_by: [lead, head], about: Days within which a refund may be asked for. }
  strict: { type: boolean, value: false, about: Whether every refund needs a second person. }
---
entity: refund
about: Money that goes back to a customer.
owner: payments
fields:
  region: { type: text, required: true }
  amount: { type: money }
access:
  support: { read: true, create: true }
  lead: { read: true }
`;

export const DESK_PEOPLE: TestPeople = {
  sam: ['support'],
  lea: ['lead'],
  nora: { roles: [{ role: 'lead', scope: { regions: ['north', 'east'] } }] },
  hedy: ['head'],
  newt: [],
};

/** The HTTP door with the routes of the screens. The clock is the test's. */
export function openPeopleApp(
  now: () => Date,
  people: TestPeople = DESK_PEOPLE,
  further: readonly ((parts: HttpParts) => Hono<HttpEnvironment>)[] = [],
): Promise<TestApp> {
  const facts = { program: 'jig', pid: 1, definitions: '/somewhere' } as const;
  const routes = [...screenRoutes({ mode: 'production', facts, files: null, dev: null }), ...further];
  return openTestApp(PEOPLE_DESK, people, { routes, now });
}
