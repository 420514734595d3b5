import type pg from 'pg';
import { compile } from '../../runtime/compile/compile.ts';
import { Refusal } from '../operations/refusal.ts';
import { filesOf, newestRelease } from './load-release.ts';
import type { Head } from './publish.ts';

type Client = Pick<pg.Pool, 'query'>;

/** An earlier release, compiled anew by this program. */
export type EarlierRelease = {
  readonly head: Head;
  readonly number: number;
  readonly gitCommit: string | null;
};

/**
 * The definitions of a release to go back to; without a number of the one that was in force before the present one. Refuses where
 * there is none, it is in force, or its definitions were not kept or no longer compile.
 */
export async function earlierRelease(client: Client, number: number | null): Promise<EarlierRelease> {
  const newest = await newestRelease(client);
  const wanted = number ?? (await baseOf(client, newest));
  const { rows } = await client.query<{ definitions: Record<string, string> | null; commit: string | null }>(
    'select definitions, git_commit as commit from jig.release where number = $1',
    [wanted],
  );
  const row = rows[0];
  if (row === undefined)
    throw new Refusal('release/unknown', `There is no release ${wanted}; the newest is ${newest ?? 'none'}.`);
  if (wanted === newest) throw new Refusal('release/nothing', `Release ${wanted} is in force.`);
  if (row.definitions === null)
    throw new Refusal(
      'release/not_kept',
      `Release ${wanted} was made without files, so its definitions were not kept.`,
    );
  const files = filesOf(row.definitions);
  const { model, diagnostics } = compile(files);
  if (model !== null) return { head: { files, model }, number: wanted, gitCommit: row.commit };
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  throw new Refusal(
    'release/not_kept',
    `The definitions of release ${wanted} do not compile with this program.`,
    {
      errors: errors.slice(0, 20).map(({ code, message, span }) => ({
        pointer: '',
        code,
        message: `${span.file}:${span.line}: ${message}`,
      })),
    },
  );
}

async function baseOf(client: Client, newest: number | null): Promise<number> {
  const { rows } = await client.query<{ base: number | null }>(
    'select base from jig.release where number = $1',
    [newest],
  );
  const base = rows[0]?.base ?? null;
  if (base === null)
    throw new Refusal(
      'release/unknown',
      'There is no release before the one in force, if there is one at all.',
    );
  return base;
}
