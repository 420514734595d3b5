import type { ClientBase } from 'pg';
import type { Model } from '../../runtime/model/model.ts';

type Name = { readonly entity: string; readonly field: string | null };

/** Entities, and fields of others, of the model whose values were removed for good and that have not been in force since. */
export async function readPurged(client: Pick<ClientBase, 'query'>, model: Model): Promise<readonly Name[]> {
  const { rows } = await client.query<Name>(
    `select distinct entity, field from jig.physical_name p where purged_at is not null
       and not exists (select from jig.physical_name o where o.entity = p.entity and o.field is not distinct from p.field
         and o.purged_at is null)
     order by entity, field nulls first`,
  );
  return rows.filter(({ entity, field }) => {
    const own = Object.hasOwn(model.entities, entity) ? model.entities[entity] : undefined;
    if (own === undefined) return false;
    const wholeGone = rows.some((other) => other.entity === entity && other.field === null);
    return field === null || (!wholeGone && Object.hasOwn(own.fields, field));
  });
}
