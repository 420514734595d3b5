import { Hono } from 'hono';
import type { Context } from 'hono';
import { reviewPage, type ReviewOptions } from '../../../runtime/review/review-page.ts';
import type { ReviewModels } from '../../../runtime/review/review-models.ts';
import { REVIEW_STYLE } from '../../../runtime/review/review-style.ts';
import type { Plan } from '../../../runtime/diff/plan.ts';
import type { DifferenceJson, ReviewJson } from '../../../runtime/wire/releases.ts';
import { approveFindings } from '../../operations/approve-findings.ts';
import { compareReleases } from '../../operations/compare-releases.ts';
import { getRelease } from '../../operations/get-release.ts';
import { listReleases } from '../../operations/list-releases.ts';
import { planRelease } from '../../operations/plan-release.ts';
import { publishRelease } from '../../operations/publish-release.ts';
import { resumeMigration, showMigration, takeBackMigration } from '../../operations/resume-migration.ts';
import { runWorkspaceOperation } from '../../operations/run-workspace-operation.ts';
import { listPlans, reviewPlan, showPlan } from '../../operations/show-plan.ts';
import type { WorkspaceOperation } from '../../operations/workspace-operation.ts';
import { answerJson } from '../answer.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { readJson } from '../request-body.ts';
import { operationContext } from './caller.ts';
import { readQuery, wrong } from './query-text.ts';
import { refuseOtherMethods } from './record-routes.ts';

type Request = Context<HttpEnvironment>;

const PATHS = {
  all: '/api/v1/releases',
  plan: '/api/v1/releases/plan',
  plans: '/api/v1/releases/plans',
  onePlan: '/api/v1/releases/plans/:hash',
  planReview: '/api/v1/releases/plans/:hash/review',
  approvals: '/api/v1/releases/approvals',
  migration: '/api/v1/releases/migration',
  resume: '/api/v1/releases/migration/resume',
  takeBack: '/api/v1/releases/migration/take-back',
  one: '/api/v1/releases/:number{[0-9]+}',
  difference: '/api/v1/releases/:number{[0-9]+}/difference',
  review: '/api/v1/releases/:number{[0-9]+}/review',
} as const;

/** `/api/v1/releases...`: what was published, plans, approvals, publishing and the migration that is open. */
export function releaseRoutes(parts: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  const run = <Input, Output>(
    context: Request,
    operation: WorkspaceOperation<Input, Output>,
    input: Input,
  ): Promise<Output> => runWorkspaceOperation(operationContext(parts, context), operation, input);

  routes.get(PATHS.all, async (context) => {
    const { before } = readQuery(context, ['before']);
    const environment = parts.bindings?.environment ?? null;
    return json(
      context,
      await run(context, listReleases, { before: numberOf('before', before), environment }),
    );
  });
  routes.post(PATHS.all, async (context) => {
    readQuery(context, []);
    const key = context.req.header('idempotency-key') ?? null;
    const { repeated = false, ...answer } = await run(context, publishRelease, {
      body: await readJson(context),
      key,
    });
    const replayed = repeated ? { 'idempotent-replayed': 'true' } : {};
    return answer.migration === null
      ? json(context, answer, 201, { location: `${PATHS.all}/${answer.release.number}`, ...replayed })
      : json(context, answer, 202, { location: PATHS.migration, 'retry-after': '1', ...replayed });
  });
  addPlans(routes, run);
  addMigration(routes, run);
  addReleases(routes, run);
  refuseOtherMethods(routes, PATHS.all, 'GET, POST');
  return routes;
}

type Run = <Input, Output>(
  context: Request,
  operation: WorkspaceOperation<Input, Output>,
  input: Input,
) => Promise<Output>;

function addPlans(routes: Hono<HttpEnvironment>, run: Run): void {
  routes.post(PATHS.plan, async (context) => {
    readQuery(context, []);
    const answer = await run(context, planRelease, { body: await readJson(context) });
    return json(context, answer, 201, { location: `${PATHS.plans}/${answer.plan.hash}` });
  });
  routes.get(PATHS.plans, async (context) => {
    readQuery(context, []);
    return json(context, await run(context, listPlans, null));
  });
  routes.get(PATHS.onePlan, async (context) => {
    readQuery(context, []);
    return json(context, await run(context, showPlan, { hash: context.req.param('hash') }));
  });
  routes.get(PATHS.planReview, async (context) => {
    readQuery(context, []);
    const { plan, base, head, approved } = await run(context, reviewPlan, {
      hash: context.req.param('hash'),
    });
    return json(context, review(plan, { base, head }, approved));
  });
  routes.post(PATHS.approvals, async (context) => {
    readQuery(context, []);
    return json(context, await run(context, approveFindings, { body: await readJson(context) }), 201);
  });
  refuseOtherMethods(routes, PATHS.plan, 'POST');
  refuseOtherMethods(routes, PATHS.plans, 'GET');
  refuseOtherMethods(routes, PATHS.onePlan, 'GET');
  refuseOtherMethods(routes, PATHS.planReview, 'GET');
  refuseOtherMethods(routes, PATHS.approvals, 'POST');
}

function addMigration(routes: Hono<HttpEnvironment>, run: Run): void {
  routes.get(PATHS.migration, async (context) => {
    readQuery(context, []);
    return json(context, await run(context, showMigration, null));
  });
  for (const [path, operation] of [
    [PATHS.resume, resumeMigration],
    [PATHS.takeBack, takeBackMigration],
  ] as const) {
    routes.post(path, async (context) => {
      readQuery(context, []);
      const answer = await run(context, operation, { body: await readJson(context) });
      return json(context, answer, 202, { location: PATHS.migration, 'retry-after': '1' });
    });
    refuseOtherMethods(routes, path, 'POST');
  }
  refuseOtherMethods(routes, PATHS.migration, 'GET');
}

function addReleases(routes: Hono<HttpEnvironment>, run: Run): void {
  routes.get(PATHS.one, async (context) => {
    readQuery(context, []);
    return json(context, await run(context, getRelease, { number: numberOfPath(context) }));
  });
  routes.get(PATHS.difference, async (context) => {
    const { plan } = await run(context, compareReleases, comparing(context));
    return json(context, { plan } satisfies DifferenceJson);
  });
  routes.get(PATHS.review, async (context) => {
    const { plan, base, head } = await run(context, compareReleases, comparing(context));
    return json(context, review(plan, { base, head }, new Set(plan.awaiting)));
  });
  for (const path of [PATHS.one, PATHS.difference, PATHS.review]) refuseOtherMethods(routes, path, 'GET');
}

/** The numbers of both releases; without `from` of the one before. */
function comparing(context: Request): { readonly from: number; readonly to: number } {
  const to = numberOfPath(context);
  const from = numberOf('from', readQuery(context, ['from']).from) ?? to - 1;
  return { from, to };
}

function numberOfPath(context: Request): number {
  return Math.min(Number(context.req.param('number')), 2_147_483_647);
}

function numberOf(name: string, text: string | null): number | null {
  if (text === null) return null;
  if (/^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw wrong(name, 'query/value', `\`${name}\` is the number of a release.`);
}

function review(plan: Plan, models: ReviewModels, approved: ReviewOptions['approved'] & object): ReviewJson {
  return { page: reviewPage(plan, models, { folder: '', approved }), style: REVIEW_STYLE };
}

function json(
  context: Request,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return answerJson(context, JSON.stringify(value), status, headers);
}
