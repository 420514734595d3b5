import { Hono } from 'hono';
import { decide } from '../../../runtime/policy/decide.ts';
import { Refusal } from '../../operations/refusal.ts';
import type { HttpEnvironment, HttpParts } from '../environment.ts';
import { callerOf, type Caller } from './caller.ts';

/** People in one answer; who looks for another one types more of the name. */
const MOST = 20;
const LONGEST_SEARCH = 100;

/**
 * `GET /api/v1/people?q=`: people that a field of type `user` may name, by words of their names. Whoever may read any
 * record sees names of people in it, so that is what it takes.
 */
export function peopleRoutes({ database }: HttpParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  routes.get('/api/v1/people', async (context) => {
    if (!readsAnything(callerOf(context)))
      throw new Refusal('access/denied', 'People are listed only for those who may read some records.');
    const { rows } = await database.pool.query<{ id: string; name: string }>(
      `select id, name from jig.actor a where kind = 'person' and active and not exists (
         select from unnest($1::text[]) word where strpos(jig.fold(a.name), jig.fold(word)) = 0)
       order by name collate jig.listing, id limit ${MOST}`,
      [searchWords(context.req.query('q') ?? '')],
    );
    return context.json({ data: rows });
  });
  return routes;
}

function readsAnything({ actor, release }: Caller): boolean {
  return Object.keys(release.model.entities).some(
    (entity) => decide(release.model, actor, 'read', entity).allowed,
  );
}

function searchWords(text: string): readonly string[] {
  if (text.length > LONGEST_SEARCH || /\0|\p{Surrogate}/u.test(text))
    throw new Refusal('request/invalid', 'The search cannot be used.', {
      errors: [
        {
          pointer: '?q',
          code: 'query/text',
          message: `Expected at most ${LONGEST_SEARCH} characters of text.`,
        },
      ],
    });
  return text.split(/\s+/u).filter((word) => word !== '');
}
