import { compile } from '../../runtime/compile/compile.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import type { Model } from '../../runtime/model/model.ts';
import type { Backend } from '../backend.ts';
import { DatabaseProblem } from '../db/database-problem.ts';
import type { Database } from '../db/open.ts';
import { SchemaRefusal } from '../migrate/schema-refusal.ts';
import { activate, MovedBase, type ActiveRelease } from '../releases/activate.ts';
import { contentHash } from '../releases/content-hash.ts';
import { loadDefinitions } from '../releases/load-files.ts';
import { filesOf, loadNewestRelease, UnreadableRelease } from '../releases/load-release.ts';
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

/**
 * Puts compiled definitions in force. A change that would lose data is refused and told like a mistake at its place; and so is any
 * where releases come from `jig release`, unless the database is development's own (`embedded`).
 */
export async function putInForce(
  { database, embedded }: Pick<Backend, 'database' | 'embedded'>,
  { model, diagnostics, files }: Compiled,
): Promise<Attempt> {
  if (model === null) return { release: null, diagnostics, files };
  const last = embedded ? null : await lastPublished(database);
  if (last !== null && last.content === contentHash(files))
    return { release: await lastRelease(database), diagnostics, files };
  if (last !== null) return { release: null, diagnostics: [publishedOtherwise(last), ...diagnostics], files };
  try {
    return { release: await activate(database, model, { files }), diagnostics, files };
  } catch (error) {
    if (error instanceof DatabaseProblem && error.code === 'release/migration-open')
      return {
        release: null,
        diagnostics: [toldNowhere(error.code, error.title, error.hint), ...diagnostics],
        files,
      };
    if (!(error instanceof SchemaRefusal)) throw error;
    return { release: null, diagnostics: [...schemaDiagnostics(error, model), ...diagnostics], files };
  }
}

type Published = { readonly number: number; readonly reason: string; readonly content: string | null };

/** The release in force, where it was published by a plan; null where development put it there. */
async function lastPublished(database: Database): Promise<Published | null> {
  const { rows } = await database.pool.query<Omit<Published, 'reason'> & { reason: string | null }>(
    'select number, reason, content_hash as content from jig.release order by number desc limit 1',
  );
  const [last] = rows;
  return last === undefined || last.reason === null ? null : { ...last, reason: last.reason };
}

function publishedOtherwise({ number, reason }: Published): Diagnostic {
  return toldNowhere(
    'release/published-here',
    `The folder differs from release ${number}, and releases of this database are published with \`jig release\`: ${reason}`,
    'see what would change with `jig plan`, or leave DATABASE_URL out to develop on a database of your own',
  );
}

/** What keeps definitions from being put in force although none of them is to blame. */
function toldNowhere(code: string, message: string, hint: string): Diagnostic {
  const span = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { code, severity: 'error', message, hint, span, labels: [] };
}

/** The release that was in force when the program last ran; null in a database that never had one. */
export async function lastRelease(database: Database): Promise<ActiveRelease | null> {
  try {
    return await loadNewestRelease(database.pool);
  } catch (error) {
    if (!(error instanceof UnreadableRelease)) throw error;
    return bringUpToDate(database, error);
  }
}

/**
 * Puts the definitions of a release in force that another version of the program published: this one may make other tables of the
 * same text. Throws a DatabaseProblem where the text means nothing here.
 */
async function bringUpToDate(database: Database, problem: UnreadableRelease): Promise<ActiveRelease> {
  const { rows } = await database.pool.query<{
    definitions: Record<string, string> | null;
    reason: string | null;
    commit: string | null;
  }>('select definitions, reason, git_commit as commit from jig.release where number = $1', [problem.number]);
  const row = rows[0];
  const files = filesOf(row?.definitions ?? {});
  const { model } = compile(files);
  if (model === null || row === undefined)
    throw new DatabaseProblem(
      'release/unreadable',
      problem.message,
      'Use the version of Jig that published it, or a later one.',
    );
  const reason = `Brought up to date by another version of Jig, with the definitions of release ${problem.number}.`;
  const published = { reason, gitCommit: row.commit, plan: null, rolledBackTo: null };
  try {
    const facts = row.reason === null ? {} : { published, base: problem.number };
    return await activate(database, model, { files, ...facts });
  } catch (error) {
    if (!(error instanceof MovedBase)) throw error;
    const other = await loadNewestRelease(database.pool);
    if (other === null) throw error;
    return other;
  }
}

/** The model of that release. */
export async function lastModel(database: Database): Promise<Model | null> {
  const { rows } = await database.pool.query<{ model: Model }>(
    'select model from jig.release order by number desc limit 1',
  );
  return rows[0]?.model ?? null;
}
