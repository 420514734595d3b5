import type { Migration } from 'kysely/migration';
import { foundation } from './0001-foundation.ts';
import { expressionFunctions } from './0002-expression-functions.ts';
import { accessData } from './0003-access-data.ts';
import { releases } from './0004-releases.ts';
import { keptPlans } from './0005-kept-plans.ts';
import { purgedPlaces } from './0006-purged-places.ts';

/**
 * Every migration of Jig's own tables, in order. Append only: what has run somewhere is never edited, renamed or removed.
 * A list rather than a folder, so that it also works from a bundle.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-foundation': foundation,
  '0002-expression-functions': expressionFunctions,
  '0003-access-data': accessData,
  '0004-releases': releases,
  '0005-kept-plans': keptPlans,
  '0006-purged-places': purgedPlaces,
};
