import { object, operation, query } from './access-paths.ts';
import { headerParameter, pathParameter } from './parameters.ts';
import type { ApiSchema } from './schema.ts';

const REASON: ApiSchema = { type: 'string', minLength: 1, maxLength: 500 };
const HASH: ApiSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const NUMBER = pathParameter('number', { type: 'integer', minimum: 1 });
const PLAN = pathParameter('hash', HASH);
const KEY = headerParameter('Idempotency-Key', false, 'The same key is answered the same for 24 hours.');

/** Paths of releases, plans, approvals and migrations. */
export const RELEASE_PATHS: Readonly<Record<string, ApiSchema>> = {
  '/api/v1/releases': {
    get: operation('list_releases', 'Releases, the latest first, with the migration that is open', {
      parameters: query('before'),
    }),
    post: operation('publish_release', 'Publish a plan; 202 where it goes on as a migration', {
      parameters: [KEY],
      body: object({ plan: HASH, reason: REASON }, ['plan', 'reason']),
      status: 201,
    }),
  },
  '/api/v1/releases/plan': {
    post: operation('plan_release', 'Plan definitions, or going back to a release', {
      body: object(
        {
          definitions: {
            type: 'object',
            description: 'Text by path.',
            additionalProperties: { type: 'string' },
          },
          release: { type: 'integer', minimum: 1 },
        },
        [],
      ),
      status: 201,
    }),
  },
  '/api/v1/releases/plans': { get: operation('list_plans', 'Plans that can still be published', {}) },
  '/api/v1/releases/plans/{hash}': {
    get: operation('show_plan', 'One plan, what it waits for, and what you may do', { parameters: [PLAN] }),
  },
  '/api/v1/releases/plans/{hash}/review': {
    get: operation('review_plan', 'The page that reviewers read of a plan, as nodes', { parameters: [PLAN] }),
  },
  '/api/v1/releases/approvals': {
    post: operation('approve_findings', 'Approve findings of a plan for their owner', {
      body: object(
        {
          plan: HASH,
          fingerprints: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 1000 },
          reason: REASON,
        },
        ['plan', 'fingerprints', 'reason'],
      ),
      status: 201,
    }),
  },
  '/api/v1/releases/migration': {
    get: operation('show_migration', 'The open migration, else the last one', {}),
  },
  '/api/v1/releases/migration/resume': {
    post: operation('resume_migration', 'Go on with a migration that stopped', {
      body: object({ reason: { ...REASON, type: ['string', 'null'] } }, []),
      status: 202,
    }),
  },
  '/api/v1/releases/migration/take-back': {
    post: operation('take_back_migration', 'Undo a migration whose release is not in force yet', {
      body: object({ reason: { ...REASON, type: ['string', 'null'] } }, []),
      status: 202,
    }),
  },
  '/api/v1/releases/{number}': {
    get: operation('get_release', 'One release with its plan, approvals and definitions', {
      parameters: [NUMBER],
    }),
  },
  '/api/v1/releases/{number}/difference': {
    get: operation('compare_releases', 'What a release changes of another', {
      parameters: [NUMBER, ...query('from')],
    }),
  },
  '/api/v1/releases/{number}/review': {
    get: operation('review_release', 'The same as the page that reviewers read', {
      parameters: [NUMBER, ...query('from')],
    }),
  },
};
