import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { DemonstrationProblem } from './demonstration-problem.ts';

/** Records of one entity, as text. */
export type DemonstrationFile = {
  /** `order.csv`. */
  readonly name: string;
  readonly entity: string;
  readonly columns: readonly string[];
  readonly rows: readonly DemonstrationRow[];
};
/** `cells` in the order of the file's columns; `line` counts from 1, the line of the header. */
export type DemonstrationRow = { readonly line: number; readonly cells: readonly string[] };

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** Every CSV file of the folder, by entity; none when there is no such folder. Throws DemonstrationProblem. */
export async function readDemonstrationFiles(folder: string): Promise<readonly DemonstrationFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith('.csv')).sort();
  return Promise.all(
    files.map(async (name) => parseDemonstrationFile(name, await readFile(path.join(folder, name), 'utf8'))),
  );
}

/** Reads one file; throws DemonstrationProblem with the line where it stops being CSV. */
function parseDemonstrationFile(name: string, text: string): DemonstrationFile {
  let parsed: readonly Parsed[];
  try {
    parsed = parse(text, {
      bom: true,
      info: true,
      relax_column_count: false,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DemonstrationProblem(
      [`${name}:${typeof error['lines'] === 'number' ? error['lines'] : 1} ${error.message}`],
      {
        cause: error,
      },
    );
  }
  const [head, ...rows] = parsed;
  const columns = head?.record ?? [];
  const repeated = columns.filter((column, at) => columns.indexOf(column) !== at);
  if (head === undefined || repeated.length > 0)
    throw new DemonstrationProblem([
      `${name}:1 ${head === undefined ? 'has no line with the names of its columns' : `names the column \`${repeated[0]}\` twice`}`,
    ]);
  let line = head.info.lines + 1;
  return {
    name,
    entity: name.slice(0, -'.csv'.length),
    columns,
    rows: rows.map(({ record, info }) => {
      const row = { line, cells: record };
      line = info.lines + 1; // `lines` counts those read so far, so a value of several lines moves the next row down
      return row;
    }),
  };
}
