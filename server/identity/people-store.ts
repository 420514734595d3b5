import type pg from 'pg';
import { IN_FORCE } from './actor-row.ts';

type Client = Pick<pg.Pool, 'query'>;

export type PersonRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly kind: 'person' | 'service';
  readonly active: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
};

type PeopleFilter = {
  readonly words: readonly string[];
  /** Only who holds the role. */
  readonly role: string | null;
  /** Id of the person after whom the list goes on. */
  readonly after: string | null;
  /** One person only, also one who may no longer sign in. */
  readonly id: string | null;
  readonly most: number;
  readonly now: Date;
};

const FIND =
  `select a.id, a.name, a.email, a.kind, a.active, a.attributes from jig.actor a where ` +
  `case when $1::uuid is not null then a.id = $1 and a.kind <> 'system' ` +
  `else a.active and (a.kind = 'person' or a.kind = 'service' and exists (` +
  `select from jig.role_assignment r where r.actor_id = a.id and ${IN_FORCE})) end ` +
  `and not exists (select from unnest($3::text[]) word where ` +
  `strpos(jig.fold(concat_ws(' ', a.name, a.email)), jig.fold(word)) = 0) ` +
  `and ($6::text is null or exists (select from jig.role_assignment r where r.actor_id = a.id and r.role = $6 and ${IN_FORCE})) ` +
  `and ($4::uuid is null or (a.name collate jig.listing, a.id) > ` +
  `(select b.name collate jig.listing, b.id from jig.actor b where b.id = $4)) ` +
  `order by a.name collate jig.listing, a.id limit $5::int`;

/** People by name, and the services that hold a role. */
export async function findPeople(
  client: Client,
  { words, role, after, id, most, now }: PeopleFilter,
): Promise<readonly PersonRow[]> {
  const { rows } = await client.query<PersonRow>({
    text: FIND,
    values: [id, now.toISOString(), words, after, most, role],
  });
  return rows;
}

export type NamedPerson = { readonly id: string; readonly key: string; readonly name: string };

/** Who may be meant by a key (that of the development file included), an e-mail address or a name; a key decides alone. */
export async function findByWord(client: Client, word: string): Promise<readonly NamedPerson[]> {
  const { rows } = await client.query<NamedPerson & { by_key: boolean }>({
    text:
      `select id, key, name, key in ($1, 'dev:' || $1) as by_key from jig.actor where kind <> 'system' and active ` +
      `and (key in ($1, 'dev:' || $1) or lower(email) = lower($1) or jig.fold(name) = jig.fold($1)) ` +
      `order by key limit 5`,
    values: [word],
  });
  const byKey = rows.filter((row) => row.by_key);
  return byKey.length > 0 ? byKey.slice(0, 1) : rows;
}
