import { compile } from '../../runtime/compile/compile.ts';
import type { Plan } from '../../runtime/diff/plan.ts';
import { questionKey, type Answer, type Question } from '../../runtime/diff/question.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Actor } from '../../runtime/policy/decision.ts';
import type { Database } from '../../server/db/open.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { findActor } from '../../server/identity/find-actor.ts';
import { parameterRoutes } from '../../server/http/routes/parameter-routes.ts';
import { preferenceRoutes } from '../../server/http/routes/preference-routes.ts';
import { answerQuestions } from '../../server/plan/answer-questions.ts';
import { createBudget } from '../../server/plan/budget.ts';
import { makePlan, type PlanHead, type PlanRequest } from '../../server/plan/make-plan.ts';
import { openLive, OPERATOR } from '../../server/plan/open-live.ts';
import { openTestApp, type TestApp } from '../support/app.ts';

/** Orders of customers with lines; sales sees its regions, finance everything, interns a few fields. */
export const SHOP = `workspace: shop
language: 1
title: Shop
time_zone: Europe/London
locale: en-GB
currency: GBP
user_attributes: { regions: { type: tags, about: Regions of a person. } }
owners: { desk: { title: Desk, contact: desk@shop.example } }
---
role: sales
about: Sells.
---
role: finance
about: Counts.
given_by: [finance]
---
role: intern
about: Looks on.
---
parameters: limits
values: { most: { type: money, value: "500.00", changed_by: [finance], about: The most at once. } }
---
entity: customer
owner: desk
title_field: name
fields:
  name: { type: text, required: true, max_length: 60 }
  region: { type: choice, options: [north, south, west], required: true }
  orders: { type: children, of: order, by: customer }
access:
  sales: { read: true, create: true, update: true }
  finance: { read: true, create: true, update: true, delete: true }
  intern: { read: true }
---
entity: order
owner: desk
title_field: code
fields:
  code: { type: text, required: true, max_length: 20 }
  customer: { type: reference, to: customer, required: true }
  total: { type: money, required: true }
  fee: { type: money, formula: total + total }
  status: { type: choice, options: [open, paid, void], required: true, default: open }
  marks: { type: choices, options: [rush, gift, odd] }
  friends: { type: references, to: customer }
  note: { type: long_text }
  amount_text: { type: text }
access:
  sales: { read: customer.region in user.regions, create: true, update: { when: status == "open" } }
  finance: { read: true, create: true, update: true, delete: true, export: true }
  intern: { read: { fields: [code, status] } }
---
tool: desk
purpose: Orders.
owner: desk
for: [sales, finance, intern]
screens:
  all: { table: order, columns: [code, customer.name, total] }
`;

const PEOPLE = {
  ann: { roles: ['sales'], attributes: { regions: ['north'] } },
  ben: { roles: ['sales'], attributes: { regions: ['south', 'west'] } },
  cat: { roles: ['sales'], attributes: { regions: ['north'] } },
  fay: { roles: ['finance'] },
  ian: { roles: ['intern'] },
} as const;

export function modelOf(text: string): Model {
  const { model, diagnostics } = compile([{ path: 'test.yaml', text }]);
  if (model === null)
    throw new Error(
      diagnostics.map(({ span, message }) => `${span.line}:${span.column} ${message}`).join('\n'),
    );
  return model;
}

/** The definitions with texts replaced; each must be there. */
export function changed(...replacements: readonly (readonly [from: string, to: string])[]): string {
  return replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The definitions hold no \`${from}\`.`);
    return text.replace(from, to);
  }, SHOP);
}

export const headOf = (text: string): PlanHead => ({
  files: [{ path: 'test.yaml', text }],
  model: modelOf(text),
});

export type PlanOptions = Partial<PlanRequest>;

/** The plan of definitions against the release in force, as the operator sees it. */
export function planFor(database: Database, text: string, options: PlanOptions = {}): Promise<Plan> {
  return makePlan({
    database,
    head: headOf(text),
    against: { is: 'database' },
    budgetMs: 10_000,
    reader: OPERATOR,
    today: '2026-11-26',
    ...options,
  });
}

export type Shop = TestApp & {
  /** Answers of the database to questions about a head, as the operator or the named person sees them. */
  readonly ask: (
    head: string,
    questions: readonly Question[],
    options?: { readonly reader?: string; readonly budgetMs?: number; readonly rowLimit?: number },
  ) => Promise<readonly (Answer | null)[]>;
  readonly ids: Readonly<Record<string, string>>;
};

/**
 * 3 customers and 6 orders: `A-1` to `A-6` of 100.00 to 600.00, in turn of north, south and west; the last one is deleted,
 * the 4th is paid, the 5th void, and odd ones carry a note.
 */
export async function openShop(): Promise<Shop> {
  const app = await openTestApp(SHOP, PEOPLE, { routes: [preferenceRoutes, parameterRoutes] });
  const ids: Record<string, string> = {};
  const create = async (entity: string, title: string, body: object): Promise<void> => {
    const answer = await app.call('fay', 'POST', `/api/v1/records/${entity}`, body);
    if (answer.status !== 201) throw new Error(answer.text);
    ids[title] = answer.json.id as string;
  };
  for (const region of ['north', 'south', 'west'])
    await create('customer', region, { name: `Customer ${region}`, region });
  for (let at = 1; at <= 6; at += 1) {
    const region = ['north', 'south', 'west'][(at - 1) % 3] ?? '';
    await create('order', `A-${at}`, {
      code: `A-${at}`,
      customer: ids[region],
      total: `${at}00.00`,
      status: at === 4 ? 'paid' : at === 5 ? 'void' : 'open',
      ...(at % 2 === 1 ? { note: `Note ${at}`, marks: ['rush', 'odd'], friends: [ids['west']] } : {}),
      amount_text: at === 2 ? 'two' : `${at}`,
    });
  }
  await app.call('fay', 'DELETE', `/api/v1/records/order/${ids['A-6']}`, undefined, { 'if-match': '"1"' });
  const { database } = app.server;
  return {
    ...app,
    ids,
    ask: (head, questions, { reader, budgetMs = 10_000, rowLimit = 1_000_000 } = {}) =>
      inTransaction(
        database,
        async (client) => {
          await client.query('set transaction read only');
          const base = app.releases.current().model;
          const actor: Actor | null =
            reader === undefined
              ? OPERATOR
              : await findActor(database.pool, base, reader, new Date('2026-11-26T12:00:00Z'));
          if (actor === null) throw new Error(`There is no ${reader}.`);
          const live = await openLive(client, {
            inForce: base,
            base,
            head: modelOf(head),
            headPlaces: null,
            reader: actor,
            now: new Date(),
            today: '2026-11-26',
            rowLimit,
          });
          const answers = await answerQuestions(live, createBudget(client, budgetMs), questions);
          return questions.map((question) => answers.get(questionKey(question)) ?? null);
        },
        { isolation: 'repeatable read' },
      ),
  };
}
