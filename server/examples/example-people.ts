import { v7 } from 'uuid';
import type { Given } from '../../runtime/model/example.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Attributes } from '../../runtime/policy/decision.ts';
import type { Database } from '../db/open.ts';

/** Who acts in an example, as values of user fields name them. */
export const ME = 'me';
/** Who did what nobody in particular did. */
export const SOMEBODY = 'somebody';

/** Ids of the people of examples, by the word that names them; a new word makes a new person. */
export type People = {
  readonly idOf: (word: string) => Promise<string>;
  readonly known: () => ReadonlyMap<string, string>;
};

/** People are made when they are first named, and stay. */
export function createPeople(database: Pick<Database, 'pool'>): People {
  const ids = new Map<string, string>();
  return {
    known: () => ids,
    idOf: async (word) => {
      const known = ids.get(word);
      if (known !== undefined) return known;
      const id = v7();
      await database.pool.query(
        `insert into jig.actor (id, kind, key, name) values ($1::uuid, 'person', $2, $3)`,
        [id, `example ${word}`, word],
      );
      ids.set(word, id);
      return id;
    },
  };
}

/** The attributes of who acts; what is not given is empty. */
export function readAttributes(model: Model, user: Readonly<Record<string, Given>>): Attributes {
  return Object.fromEntries(
    Object.values(model.workspace.userAttributes).map(({ name, type }) => {
      const given = Object.hasOwn(user, name) ? (user[name] ?? null) : null;
      if (type === 'tags') return [name, tagsOf(given)];
      if (typeof given !== 'string') return [name, null];
      return [name, type === 'integer' ? Number(given) : type === 'boolean' ? given === 'true' : given];
    }),
  );
}

function tagsOf(given: Given): readonly string[] {
  if (Array.isArray(given)) return given.filter((item) => typeof item === 'string');
  return typeof given === 'string' ? [given] : [];
}
