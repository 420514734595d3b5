import { posix } from 'node:path';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { git } from './git.ts';
import { PlanProblem } from './plan-problem.ts';

/** The definitions of a folder as they were at a revision. */
export type Revision = {
  /** First 7 digits of the commit. */
  readonly commit: string;
  readonly files: readonly SourceFile[];
};

/** The limits of a folder on disk. */
const MOST_BYTES = 1_048_576;
const MOST_FILES = 2000;
const DEEPEST = 32;

const LINK = '120000';

/**
 * Reads a definitions folder at a revision of its git repository, without touching the files on disk: the same files that
 * would be read there. Throws PlanProblem that says what is missing: git, the repository, the revision, the folder in it.
 */
export async function readRevision(folder: string, revision: string): Promise<Revision> {
  const prefix = await git(folder, ['rev-parse', '--show-prefix']);
  if (prefix.code !== 0)
    throw new PlanProblem(
      `\`${folder}\` is in no git repository, so there is no revision \`${revision}\` of it. Leave \`--base\` out to compare with the database.`,
    );
  const commit = await commitOf(folder, revision);
  const inside = prefix.out
    .toString()
    .replace(/\r?\n$/u, '')
    .replace(/\/$/u, '');
  const entries = await listFiles(folder, commit, inside);
  if (entries.length === 0)
    throw new PlanProblem(
      `Revision \`${revision}\` (${commit.slice(0, 7)}) holds no definitions in \`${inside === '' ? '.' : inside}\`. Was the folder somewhere else then? Name a later revision.`,
    );
  return { commit: commit.slice(0, 7), files: await readTexts(folder, entries, revision) };
}

async function commitOf(folder: string, revision: string): Promise<string> {
  const found = await git(folder, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  const commit = found.out.toString().trim();
  if (found.code === 0 && /^[0-9a-f]{40,64}$/u.test(commit)) return commit;
  const shallow = await git(folder, ['rev-parse', '--is-shallow-repository']);
  const hint =
    shallow.out.toString().trim() === 'true'
      ? `The clone is shallow: fetch it first, with \`git fetch origin ${revision}\` or a full clone.`
      : 'Name a branch, tag or commit that `git log` knows; one of a remote as `origin/main`, after `git fetch`.';
  throw new PlanProblem(`There is no revision \`${revision}\` in this repository. ${hint}`);
}

type Entry = { readonly path: string; readonly id: string };

/** The files that a folder on disk would give, in the order in which it would. */
async function listFiles(folder: string, commit: string, inside: string): Promise<readonly Entry[]> {
  const tree = await git(folder, [
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    inside === '' ? commit : `${commit}:${inside}`,
  ]);
  if (tree.code !== 0) return [];
  const all = tree.out
    .toString()
    .split('\0')
    .flatMap((line): (Entry & { readonly mode: string })[] => {
      const match = /^(\d+) blob ([0-9a-f]+)\t(.+)$/su.exec(line);
      return match === null ? [] : [{ mode: match[1] ?? '', id: match[2] ?? '', path: match[3] ?? '' }];
    });
  const byPath = new Map(all.map((entry) => [entry.path, entry]));
  const entries: Entry[] = [];
  for (const entry of all) {
    if (!isRead(entry.path)) continue;
    if (entry.mode !== LINK) entries.push(entry);
    else {
      const to = await git(folder, ['cat-file', 'blob', entry.id]);
      const target = byPath.get(posix.join(posix.dirname(entry.path), to.out.toString()));
      if (target !== undefined && target.mode !== LINK) entries.push({ path: entry.path, id: target.id });
    }
  }
  if (entries.length > MOST_FILES)
    throw new PlanProblem(`The revision holds more than ${MOST_FILES} definition files in that folder.`);
  return entries.toSorted((a, b) => comparePaths(a.path, b.path));
}

function isRead(path: string): boolean {
  const parts = path.split('/');
  const hidden = parts.some((part) => part.startsWith('.') || part === 'node_modules');
  return /\.(?:ya?ml|md)$/u.test(path) && !hidden && parts.length <= DEEPEST + 1;
}

/** Name by name, so that what is in a folder stands together. */
function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? left.length - right.length : (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** All texts from one git process. */
async function readTexts(
  folder: string,
  entries: readonly Entry[],
  revision: string,
): Promise<readonly SourceFile[]> {
  const { out } = await git(folder, ['cat-file', '--batch'], `${entries.map(({ id }) => id).join('\n')}\n`);
  let at = 0;
  return entries.map(({ path }) => {
    const end = out.indexOf(10, at);
    const size = Number(/ blob (\d+)$/u.exec(out.toString('latin1', at, end))?.[1] ?? Number.NaN);
    if (Number.isNaN(size)) throw new PlanProblem(`Git could not read \`${path}\` at \`${revision}\`.`);
    if (size > MOST_BYTES)
      throw new PlanProblem(
        `\`${path}\` at \`${revision}\` has ${size} bytes; at most ${MOST_BYTES} are read.`,
      );
    const bytes = out.subarray(end + 1, end + 1 + size);
    at = end + 2 + size;
    try {
      return { path, text: decoder.decode(bytes) };
    } catch {
      throw new PlanProblem(`\`${path}\` at \`${revision}\` is no UTF-8 text.`);
    }
  });
}
