import type { ClientBase } from 'pg';
import { compile } from '../../runtime/compile/compile.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { PlanSide } from '../../runtime/diff/plan.ts';
import type { Model } from '../../runtime/model/model.ts';
import { sortDiagnostics } from '../../runtime/diagnostics/report.ts';
import { sha256 } from '../releases/active-release.ts';
import { contentHash } from '../releases/content-hash.ts';
import { createBoundedCache } from '../sql/statement-cache.ts';
import { PlanProblem } from './plan-problem.ts';
import { readRevision } from './read-revision.ts';

type Client = Pick<ClientBase, 'query'>;

/** A state that plans compare: its model, and how it is named. Null model: nothing was ever released. */
export type BaseSide = {
  readonly side: PlanSide;
  readonly model: Model | null;
  readonly hash: string | null;
};

/** A release with everything that a comparison needs. */
export type StoredRelease = {
  readonly number: number;
  readonly hash: string;
  readonly model: Model;
  readonly contentHash: string | null;
};

type Row = {
  readonly number: number;
  readonly hash: string;
  /** Only where there are no definitions. */
  readonly model: Model | null;
  readonly definitions: Readonly<Record<string, string>> | null;
  readonly content_hash: string | null;
};

const READ =
  'select number, hash, case when definitions is null then model end as model, definitions, content_hash from jig.release';

/** The release in force, or the one of that number; null where there is none. */
export async function readRelease(client: Client, number: number | null): Promise<StoredRelease | null> {
  const { rows } = await client.query<Row>(
    number === null
      ? `${READ} order by number desc limit 1`
      : { text: `${READ} where number = $1`, values: [number] },
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { definitions, hash } = row;
  const files =
    definitions === null ? null : Object.entries(definitions).map(([path, text]) => ({ path, text }));
  const content = row.content_hash ?? (files === null ? null : contentHash(files));
  const compiled = files === null ? row.model : compiledOnce(`${hash} ${content}`, files);
  return {
    number: row.number,
    hash,
    contentHash: content,
    model: compiled ?? (await storedModel(client, row.number)),
  };
}

/** Models of releases that were compared with lately; a release never changes. */
const compiledLately = createBoundedCache<Model>(4);

/** Compiled anew, so that what another version of the program left out of its model is no difference. */
function compiledOnce(key: string, files: readonly SourceFile[]): Model | null {
  const known = compiledLately.find(key);
  if (known !== undefined) return known;
  const { model } = compile(files);
  return model === null ? null : compiledLately.keep(key, model);
}

/** As it was kept, where this version of the program no longer compiles its definitions. */
async function storedModel(client: Client, number: number): Promise<Model> {
  const { rows } = await client.query<{ model: Model }>('select model from jig.release where number = $1', [
    number,
  ]);
  if (rows[0] === undefined) throw new Error(`Release ${number} has no row.`);
  return rows[0].model;
}

/** A release as a side of a plan. */
export function releaseSide(release: StoredRelease | null, name: string): BaseSide {
  if (release === null)
    return {
      side: {
        name: 'the database, which has no release yet',
        contentHash: null,
        modelHash: null,
        release: null,
      },
      model: null,
      hash: null,
    };
  const { number, hash, model, contentHash: content } = release;
  return { side: { name, contentHash: content, modelHash: hash, release: number }, model, hash };
}

/** The folder at a revision. Throws PlanProblem, with the mistakes where the definitions there have some. */
export async function revisionSide(folder: string, revision: string): Promise<BaseSide> {
  const { commit, files } = await readRevision(folder, revision);
  const { model, diagnostics } = compile(files);
  if (model === null)
    throw new PlanProblem(
      `The definitions at revision \`${revision}\` (${commit}) have mistakes, so there is nothing to compare with. Name a revision that \`jig check\` accepts.`,
      { diagnostics: sortDiagnostics(diagnostics.filter(({ severity }) => severity === 'error')), files },
    );
  const hash = sha256(JSON.stringify(model));
  const name = revision.startsWith(commit) ? `revision ${commit}` : `revision ${revision} (${commit})`;
  return { side: { name, contentHash: contentHash(files), modelHash: hash, release: null }, model, hash };
}
