import { compile } from '../../runtime/compile/compile.ts';
import type { Model } from '../../runtime/model/model.ts';
import { SYSTEM_ACTOR_ID } from '../../server/db/system-tables.ts';
import type { Database } from '../../server/db/open.ts';
import type { ActiveRelease } from '../../server/releases/activate.ts';

const WORKSPACE = `
workspace: test
language: 1
title: Test
time_zone: Europe/Berlin
locale: en-GB
currency: GBP
owners: { team: { title: Team, contact: team@example.com } }
---
role: clerk
about: Does everything.
`;

/** Entities by name, each the YAML of its fields (flow style, one field per line) or of its whole body. */
export type Bodies = Readonly<Record<string, string>>;

/** Compiles a workspace of the given entities, and of further documents (tools). Throws when it has mistakes. */
export function modelOf(entities: Bodies, more = ''): Model {
  const files = Object.entries(entities).map(([name, body]) => {
    const fields = body.includes('fields:') ? dedent(body) : `fields:\n${indent(body)}`;
    const access = 'access: { clerk: { read: true, create: true, update: true, delete: true } }';
    return { path: `${name}.yaml`, text: `entity: ${name}\nowner: team\n${fields}\n${access}\n` };
  });
  const { model, diagnostics } = compile([
    { path: 'workspace.yaml', text: WORKSPACE },
    ...files,
    ...(more === '' ? [] : [{ path: 'more.yaml', text: more }]),
  ]);
  if (model === null)
    throw new Error(
      diagnostics.map(({ span, message }) => `${span.file}:${span.line}: ${message}`).join('\n'),
    );
  return model;
}

const indent = (body: string): string =>
  body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `  ${line}`)
    .join('\n');

const dedent = (body: string): string => {
  const margin = /^\n?( *)/u.exec(body)?.[1] ?? '';
  return body.replaceAll(new RegExp(`^${margin}`, 'gmu'), '').trim();
};

type Values = Readonly<Record<string, unknown>>;

/** Writes records with plain SQL and gives their ids, in order. */
export async function insert(
  { pool }: Database,
  { names }: ActiveRelease,
  entity: string,
  records: readonly Values[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const record of records) {
    const columns = Object.keys(record).map((field) => names.column(entity, field));
    const places = columns.map((_, at) => `, $${at + 2}`).join('');
    const { rows } = await pool.query<{ id: string }>(
      `insert into ${names.table(entity)} (id, created_by, updated_by${columns.map((column) => `, ${column}`).join('')})
       values (gen_random_uuid(), $1, $1${places}) returning id`,
      [SYSTEM_ACTOR_ID, ...Object.values(record)],
    );
    ids.push(rows[0]?.id ?? '');
  }
  return ids;
}

/** Values of one field of all records, in the order of their writing, as Postgres prints them. */
export async function valuesOf(
  { pool }: Database,
  { names }: ActiveRelease,
  entity: string,
  field: string,
): Promise<(string | null)[]> {
  const { rows } = await pool.query<{ value: string | null }>(
    `select ${names.column(entity, field)}::text as value from ${names.table(entity)} order by ctid`,
  );
  return rows.map(({ value }) => value);
}
