import type { Database } from '../../server/db/open.ts';

/** A workspace before a migration with a stage of every kind, and after it. */
export const BEFORE = `workspace: kills
language: 1
title: Kills
time_zone: Europe/Berlin
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@kills.example } }
---
role: clerk
about: Does everything.
---
entity: customer
owner: team
fields:
  name: { type: text, required: true }
  city: { type: text }
access: { clerk: { read: true, create: true, update: true } }
---
entity: thing
owner: team
fields:
  name: { type: text, max_length: 40 }
  amount: { type: integer, required: true }
  code: { type: text, unique: true, max_length: 10 }
  note: { type: text }
  digits: { type: text }
  rate: { type: decimal, scale: 2 }
  twice: { type: integer, formula: amount * 2 }
  old_sum: { type: integer, formula: amount + 1 }
  gone: { type: text, required: true }
  status: { type: choice, options: [open, paid, late] }
  customer: { type: reference, to: customer }
indexes: [[status, amount]]
access: { clerk: { read: true, create: true, update: true } }
`;

export const AFTER = `workspace: kills
language: 1
title: Kills
time_zone: Europe/Berlin
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@kills.example } }
---
role: clerk
about: Does everything.
---
entity: client
was: customer
owner: team
fields:
  name: { type: text, required: true, max_length: 50 }
  place: { type: text, was: city }
  since: { type: date, default: =today, required: true }
access: { clerk: { read: true, create: true, update: true } }
---
entity: tag
owner: team
fields:
  name: { type: text, required: true, unique: true }
access: { clerk: { read: true, create: true, update: true } }
---
entity: thing
owner: team
search: [name]
fields:
  name: { type: text, max_length: 40 }
  amount: { type: decimal, scale: 2, required: true, min: 0 }
  code: { type: text }
  note: { type: text, required: true, unique: true }
  digits: { type: integer }
  rate: { type: decimal, scale: 4 }
  twice: { type: decimal, scale: 2, formula: amount * 2 }
  half: { type: integer, formula: digits + 5 }
  number: { type: sequence, start: 100 }
  by: { type: user, default: =user, required: true }
  state: { type: choice, options: [open, paid, late], was: status, required: true }
  priority: { type: choice, options: [low, high], default: low, required: true }
  customer: { type: reference, to: client }
  parent: { type: reference, to: thing }
  tags: { type: references, to: tag }
indexes: [[state, amount], [digits]]
access: { clerk: { read: true, create: true, update: true } }
`;

export const RECORDS = `
  insert into app.customer (id, created_by, updated_by, created_at, name, city)
    select ('00000000-0000-7000-b000-' || lpad(g::text, 12, '0'))::uuid, a.id, a.id, timestamptz '2026-01-01 22:30Z' + g * interval '1 day', 'Customer ' || g,
      case when g % 3 > 0 then 'City ' || g end
    from (select id from jig.actor limit 1) a, generate_series(1, 12) g;
  insert into app.thing (id, created_by, updated_by, created_at, deleted_at, name, amount, code, note, digits, rate, gone, status, customer)
    select ('00000000-0000-7000-a000-' || lpad(g::text, 12, '0'))::uuid, a.id, a.id, timestamptz '2026-05-01 08:00Z' - g * interval '1 hour',
      case when g % 11 = 0 then now() end, 'Thing ' || g, g, 'c' || g, 'n' || g, case when g % 4 > 0 then g::text end, g / 4.0, 'gone ' || g,
      (array['open', 'paid', 'late'])[g % 3 + 1], ('00000000-0000-7000-b000-' || lpad((g % 12 + 1)::text, 12, '0'))::uuid
    from (select id from jig.actor limit 1) a, generate_series(1, 40) g`;

/** Everything that a migration may change, values and structure, a line each; without when and who. */
export async function stateOf({ pool }: Pick<Database, 'pool'>): Promise<string[]> {
  const { rows: tables } = await pool.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(quote_ident(a.attname) order by a.attname) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped group by 1 order by 1`,
  );
  const lines: string[] = [];
  for (const { name, columns } of tables) {
    const values = columns.map((column) => `${column}::text`).join(', ');
    const { rows } = await pool.query<{ line: string }>(
      `select json_build_array(${values})::text as line from app."${name}" order by 1`,
    );
    lines.push(...rows.map(({ line }) => `${name} (${columns.join(', ')}) ${line}`));
  }
  const { rows } = await pool.query<{ line: string }>(`
    select format('column %s.%s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid),
        col_description(attrelid, attnum)) as line
      from pg_attribute join pg_class c on c.oid = attrelid left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
      where relnamespace = 'app'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
    union all select format('constraint %s %s %s', conname, convalidated, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'app'::regnamespace
    union all select format('index %s %s', indisvalid, pg_get_indexdef(indexrelid)) from pg_index join pg_class c on c.oid = indexrelid where relnamespace = 'app'::regnamespace
    union all select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = tgrelid where relnamespace = 'app'::regnamespace and not tgisinternal
    union all select format('function %s', proname) from pg_proc where pronamespace = 'app'::regnamespace
    union all select format('sequence %s %s', sequencename, last_value) from pg_sequences where schemaname = 'app'
    union all select format('relation of jig %s', relname) from pg_class where relnamespace = 'jig'::regnamespace
    union all select format('release %s %s %s', number, hash, base) from jig.release
    union all select format('name %s %s %s %s %s %s', entity, field, table_name, column_name, link_name, until_release) from jig.physical_name
    union all select format('schema %s', hash) from jig.schema_state
    union all select format('audit %s', operation) from jig.audit_entry
    order by 1`);
  return [...lines, ...rows.map(({ line }) => line)];
}
