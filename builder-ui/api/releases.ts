import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import type {
  ApprovedJson,
  ApproveRequestJson,
  MigrationAnswerJson,
  MigrationJson,
  PlanAnswerJson,
  PlanRequestJson,
  PlansJson,
  PublishedJson,
  PublishRequestJson,
  ReleaseDetailJson,
  ReleasesJson,
  ReviewJson,
} from '../../runtime/wire/releases.ts';
import { isPassing } from './problem.ts';
import { request } from './request.ts';

const BASE = '/api/v1/releases';
const planPath = (hash: string): string => `${BASE}/plans/${encodeURIComponent(hash)}`;

/** While a migration goes on, how it stands is asked for this often, in milliseconds. */
const WATCH = 1000;
/** Otherwise this often: others publish as well. */
const LOOK = 15_000;

/** Whether a migration is still to come to its end. */
export function isOpen(migration: MigrationJson | null | undefined): migration is MigrationJson {
  return migration != null && migration.state !== 'done' && migration.state !== 'taken_back';
}

/** Releases, the latest first, with the migration that goes on; kept current while the page is looked at. */
export const releasesQuery = infiniteQueryOptions({
  queryKey: ['releases', 'list'],
  queryFn: ({ pageParam, signal }) =>
    request<ReleasesJson>('GET', BASE, {
      query: pageParam === null ? [] : [['before', String(pageParam)]],
      signal,
    }),
  initialPageParam: null as number | null,
  getNextPageParam: (last) => last.next,
  refetchInterval: ({ state }) => (isOpen(state.data?.pages[0]?.migration) ? WATCH : LOOK),
});

/** Plans that are not published. */
export const plansQuery = queryOptions({
  queryKey: ['releases', 'plans'],
  queryFn: ({ signal }) => request<PlansJson>('GET', `${BASE}/plans`, { signal }),
});

/** One release with its plan and approvals. */
export function releaseQuery(number: number) {
  return queryOptions({
    queryKey: ['releases', 'one', number],
    queryFn: ({ signal }) => request<ReleaseDetailJson>('GET', `${BASE}/${number}`, { signal }),
  });
}

/** The page of what a release differs in from an earlier or later one. */
export function differenceQuery(number: number, from: number) {
  return queryOptions({
    queryKey: ['releases', 'difference', number, from],
    queryFn: ({ signal }) =>
      request<ReviewJson>('GET', `${BASE}/${number}/review`, { query: [['from', String(from)]], signal }),
    // Releases never change.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A plan with what is still missing before it can be published. */
export function planQuery(hash: string) {
  return queryOptions({
    queryKey: ['releases', 'plan', hash],
    queryFn: ({ signal }) => request<PlanAnswerJson>('GET', planPath(hash), { signal }),
    refetchInterval: LOOK,
  });
}

/** The page of a plan. */
export function planReviewQuery(hash: string) {
  return queryOptions({
    queryKey: ['releases', 'plan', hash, 'review'],
    queryFn: ({ signal }) => request<ReviewJson>('GET', `${planPath(hash)}/review`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Plans to publish the definitions of an earlier release again. */
export function planRollback(release: number): Promise<PlanAnswerJson> {
  return request('POST', `${BASE}/plan`, { body: { release } satisfies PlanRequestJson });
}

/**
 * Publishes a plan once at most: a call whose answer was lost is made again under the same key. Throws `ApiProblem` where something
 * moved or is missing.
 */
export function publishOnce(plan: string): (reason: string) => Promise<PublishedJson> {
  let key = crypto.randomUUID();
  return async (reason) => {
    try {
      return await request<PublishedJson>('POST', BASE, {
        body: { plan, reason } satisfies PublishRequestJson,
        headers: { 'idempotency-key': key },
      });
    } catch (error) {
      if (!isPassing(error)) key = crypto.randomUUID();
      throw error;
    }
  };
}

/** Says yes to findings of a plan. */
export function approve(
  plan: string,
  fingerprints: readonly string[],
  reason: string,
): Promise<ApprovedJson> {
  const body: ApproveRequestJson = { plan, fingerprints, reason };
  return request('POST', `${BASE}/approvals`, { body });
}

/** Goes on with a migration that waits. */
export function resumeMigration(): Promise<MigrationAnswerJson> {
  return request('POST', `${BASE}/migration/resume`, { body: {} });
}

/** Takes a migration back. */
export function takeMigrationBack(reason: string): Promise<MigrationAnswerJson> {
  return request('POST', `${BASE}/migration/take-back`, { body: { reason } });
}

/** Reads again what pages of releases show. */
export function useReleasesChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['releases'] });
}
