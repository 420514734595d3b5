import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import type { DemonstrationFile } from '../../server/demonstration/demonstration-file.ts';
import type { Source } from './mapping.ts';

/** Schema that the original is restored into, beside Jig's own. */
const SCHEMA = 'northwind_original';

const DATA = process.env['JIG_TEST_DATA'] ?? path.join(import.meta.dirname, '../../../shared/data');
const DUMP = path.join(DATA, 'northwind', 'northwind.sql');

/** Null where the dump is there, else what is missing and how to get it. */
export function northwindAbsence(): string | null {
  return existsSync(DUMP)
    ? null
    : `The Northwind data is not there: no file ${DUMP}. ` +
        'Put northwind.sql (github.com/pthom/northwind_psql) into a folder `northwind` and name the folder above it in JIG_TEST_DATA.';
}

export type Original = {
  /** Rows of a query on the original tables; every value as the text that Postgres prints, or null. */
  query(sql: string): Promise<readonly Readonly<Record<string, string | null>>[]>;
  close(): Promise<void>;
};

/** Restores the dump into a schema of its own in the database at `url`, replacing an earlier one. */
export async function restoreOriginal(url: string): Promise<Original> {
  const absence = northwindAbsence();
  if (absence !== null) throw new Error(absence);
  const client = new Client({
    connectionString: url,
    options: `-c search_path=${SCHEMA} -c DateStyle=ISO -c extra_float_digits=1`,
    types: { getTypeParser: () => (text: string | Buffer) => text.toString() },
  });
  await client.connect();
  await client.query(`drop schema if exists ${SCHEMA} cascade`);
  await client.query(`create schema ${SCHEMA}`);
  await client.query(await readFile(DUMP, 'utf8'));
  return {
    query: async (sql) => (await client.query<Record<string, string | null>>(sql)).rows,
    close: () => client.end(),
  };
}

/** The original's rows in the form of demonstration files, so that both are created the same way. */
export async function readSources(
  original: Original,
  sources: readonly Source[],
): Promise<readonly DemonstrationFile[]> {
  const files: DemonstrationFile[] = [];
  for (const { entity, sql } of sources) {
    const rows = await original.query(sql);
    const columns = Object.keys(rows[0] ?? {});
    files.push({
      name: `northwind ${entity}`,
      entity,
      columns,
      rows: rows.map((row, index) => ({
        line: index + 1,
        cells: columns.map((column) => row[column] ?? ''),
      })),
    });
  }
  return files;
}
