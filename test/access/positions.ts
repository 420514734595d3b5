import { AGGREGATE_PARAMETERS } from '../../runtime/request/aggregate-request.ts';
import { EXPORT_PARAMETERS } from '../../runtime/request/export-request.ts';
import { LIST_PARAMETERS } from '../../runtime/request/list-request.ts';
import { OPERATORS } from '../../runtime/model/field-types/field-type.ts';

/** One way to ask about a value; `{…}` of the path stand in the routes of the app. */
export type Position = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A cell whose value some people may not see, with values that it may have. */
export type Target = {
  readonly entity: string;
  readonly id: string;
  readonly field: string;
  readonly values: readonly string[];
};

const at = (path: string): Position => ({ method: 'GET', path: `/api/v1/${path}` });
const records = (entity: string, query: string): Position => at(`records/${entity}?limit=200&${query}`);
const say = encodeURIComponent;

/** Ways in which each parameter can ask about a field, for lists and, as far as they know them, sums and exports. */
const PARAMETERS: Readonly<Record<string, (target: Target) => readonly string[]>> = {
  fields: ({ field }) => [`fields=id,${field}`, `fields=${field}`],
  sort: ({ field }) => [`sort=${field}`, `sort=-${field}`],
  limit: ({ field }) => [`limit=2&sort=${field}`],
  after: ({ field }) => [`after=x&sort=${field}`],
  count: ({ field }) => [`count=capped&filter.${field}.empty=true`, 'count=capped', 'count'],
  q: ({ values }) => values.map((value) => `q=${say(value)}`),
  deleted: () => ['deleted=true'],
  where: ({ field, values }) => [
    ...values.flatMap((value) => [
      `where=${say(`${field} == ${JSON.stringify(value)}`)}`,
      `where=${say(`${field} != ${JSON.stringify(value)}`)}`,
      `where=${say(`${field} >= ${value}`)}`,
      `where=${say(`!(${field} == ${value})`)}`,
      `where=${say(`${field} == ${value} ? true : false`)}`,
    ]),
    `where=${say(`${field} == null`)}`,
    `where=${say(`has(record.${field})`)}`,
  ],
  'filter.<field>': ({ field, values }) =>
    OPERATORS.flatMap((operator) =>
      [...values, 'true'].map((value) => `filter.${field}.${operator}=${say(value)}`),
    ),
  group: ({ field }) => [`group=${field}`, `group=status,${field}`, 'group=status'],
  sum: ({ field }) => [`sum=${field}`],
  min: ({ field }) => [`min=${field}`],
  max: ({ field }) => [`max=${field}&group=status`],
};

const KNOWN: readonly (readonly [address: string, parameters: readonly string[]])[] = [
  ['', LIST_PARAMETERS],
  ['/aggregate', AGGREGATE_PARAMETERS],
  ['/export.csv', EXPORT_PARAMETERS],
];

/** Parameters that no position asks with; the test of completeness wants none. */
export const forgotten = (): string[] =>
  KNOWN.flatMap(([, parameters]) => parameters).filter((name) => !Object.hasOwn(PARAMETERS, name));

/** Every question about a cell that can be put by address, body and header, without changing anything. */
export function positionsOf(target: Target): Position[] {
  const { entity, id, field, values } = target;
  const one = `records/${entity}/${id}`;
  const asked = KNOWN.flatMap(([address, parameters]) =>
    parameters.flatMap((name) =>
      (PARAMETERS[name]?.(target) ?? []).map((query) => at(`records/${entity}${address}?${query}`)),
    ),
  );
  const version = { 'if-match': '"9999"' };
  const behind =
    entity === 'customer'
      ? positionsBehind(`customer.${field}`, values)
      : entity === 'order'
        ? [records('order_line', `fields=order.${field}`), records('order_line', `sort=order.${field}`)]
        : [];
  return [
    at(`records/${entity}`),
    at(`records/${entity}/aggregate`),
    at(`records/${entity}/export.csv`),
    ...asked,
    ...behind,
    at(one),
    at(`${one}/history`),
    at(`${one}/can`),
    at(`can?operation=update&entity=${entity}&id=${id}&field=${field}`),
    { method: 'PATCH', path: `/api/v1/${one}`, body: { [field]: values[0] }, headers: version },
    { method: 'PATCH', path: `/api/v1/${one}`, body: {}, headers: version },
    { method: 'DELETE', path: `/api/v1/${one}`, headers: version },
    { method: 'POST', path: `/api/v1/${one}/restore` },
    { method: 'POST', path: `/api/v1/${one}/actions/close`, body: {}, headers: version },
    ...['table', 'form', 'detail'].map((kind) => at(`views/${entity}/${kind}`)),
    at('people?q=test'),
    at('navigation'),
    at('openapi.json'),
    at('tools/desk'),
    at('tools/desk/screens/orders'),
    at('inspect/rules'),
  ];
}

function positionsBehind(path: string, values: readonly string[]): Position[] {
  const target = { entity: 'order', id: '', field: path, values };
  return [
    at('records/order'),
    ...['fields', 'sort', 'where', 'filter.<field>'].flatMap((name) =>
      (PARAMETERS[name]?.(target) ?? []).map((query) => records('order', query)),
    ),
    at(`records/order/aggregate?group=${path}`),
    at(`records/order/aggregate?sum=credit_left&min=credit_left&max=${path}`),
    records('order', 'fields=customer,credit_left,with_fee&sort=credit_left'),
    at(`records/order/export.csv?fields=${path}`),
    at('records/order/export.csv?fields=customer'),
  ];
}

/** Routes whose answers hold nothing of records, each with the reason. */
export const NO_RECORDS: Readonly<Record<string, string>> = {
  'GET /healthz': 'tells that the process runs',
  'GET /readyz': 'tells that the database answers',
  'GET /metrics': 'counts operations, by name',
  'POST /api/v1/sign-out': 'ends a session',
  'GET /api/v1/me': 'tells who is signed in',
  'GET /api/v1/access/roles': 'roles of the definitions',
  'GET /api/v1/access/assignments': 'who holds which role',
  'POST /api/v1/access/assignments': 'gives a role',
  'DELETE /api/v1/access/assignments/:id': 'takes a role',
  'GET /api/v1/access/people': 'people and their roles',
  'GET /api/v1/access/people/:id': 'one person and the roles',
  'PUT /api/v1/access/people/:id/attributes': 'sets attributes of a person',
  'GET /api/v1/parameters': 'values that everybody works by',
  'PUT /api/v1/parameters/:name': 'sets one of them',
  'GET /api/v1/parameters/:name/history': 'its earlier values',
  'DELETE /api/v1/parameters/:name/changes/:change': 'withdraws a planned value',
  'GET /api/v1/preferences/:key': 'what a person keeps for itself',
  'PUT /api/v1/preferences/:key': 'what a person keeps for itself',
  'DELETE /api/v1/preferences/:key': 'what a person keeps for itself',
  'GET /validators/:entity/:file': 'schemas of the definitions',
  'GET /api/v1/releases': 'definitions, and who published them',
  'GET /api/v1/releases/:number{[0-9]+}': 'one release',
  'GET /api/v1/releases/:number{[0-9]+}/difference': 'two definitions',
  'GET /api/v1/releases/:number{[0-9]+}/review': 'two definitions',
  'POST /api/v1/releases': 'publishes a plan',
  'POST /api/v1/releases/plan':
    'counts for publishers; its samples are read as their own list is (test/plan)',
  'GET /api/v1/releases/plans': 'plans that publishers made',
  'GET /api/v1/releases/plans/:hash': 'one of them, without samples for anybody else (test/releases)',
  'GET /api/v1/releases/plans/:hash/review': 'the same as a page',
  'POST /api/v1/releases/approvals': 'approves findings',
  'GET /api/v1/releases/migration': 'how far the tables are',
  'POST /api/v1/releases/migration/resume': 'goes on with it',
  'POST /api/v1/releases/migration/take-back': 'goes back',
  'POST /api/v1/records/:entity': 'writes; what it says of others is under test in writes',
};
