import { compile } from '../../runtime/compile/compile.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Database } from '../db/open.ts';
import { SchemaRefusal } from '../migrate/schema-refusal.ts';
import { activate, type ActiveRelease } from '../releases/activate.ts';
import { loadDefinitions } from '../releases/load-files.ts';
import { schemaDiagnostics } from './schema-diagnostics.ts';

/** Definitions as they were on disk: a model, unless a mistake stands in the way. */
export type Compiled = {
  readonly model: Model | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly SourceFile[];
};

/** What became of them: in force, or why not. */
export type Attempt = Omit<Compiled, 'model'> & { readonly release: ActiveRelease | null };

/** Reads and compiles the folder; needs no database, so that it can run while that starts. */
export async function compileFolder(folder: string): Promise<Compiled> {
  const { files, problems } = await loadDefinitions(folder);
  const { model, diagnostics } = compile(files);
  const unread = problems.some((problem) => problem.severity === 'error');
  return { model: unread ? null : model, diagnostics: sortDiagnostics([...problems, ...diagnostics]), files };
}

/** Puts compiled definitions in force. A change that would lose data is refused and told like a mistake at its place. */
export async function putInForce(
  database: Database,
  { model, diagnostics, files }: Compiled,
): Promise<Attempt> {
  if (model === null) return { release: null, diagnostics, files };
  try {
    return { release: await activate(database, model, { files }), diagnostics, files };
  } catch (error) {
    if (!(error instanceof SchemaRefusal)) throw error;
    return { release: null, diagnostics: [...schemaDiagnostics(error, model), ...diagnostics], files };
  }
}

/** The release that was in force when the program last ran; null in a database that never had one. */
export async function lastRelease(database: Database): Promise<ActiveRelease | null> {
  const model = await lastModel(database);
  return model === null ? null : activate(database, model);
}

/** The model of that release. */
export async function lastModel(database: Database): Promise<Model | null> {
  const { rows } = await database.pool.query<{ model: Model }>(
    'select model from jig.release order by number desc limit 1',
  );
  return rows[0]?.model ?? null;
}
