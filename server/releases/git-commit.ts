import { git } from '../plan/git.ts';
import { PlanProblem } from '../plan/plan-problem.ts';

/** Where the definitions of a folder come from. */
export type FolderCommit = {
  /** Of the commit, in hexadecimal. */
  readonly commit: string;
  /** Whether the folder holds more, less or other than was committed. */
  readonly isDirty: boolean;
};

/** The commit that the folder is at; null where it is in no repository, or git is not installed. */
export async function folderCommit(folder: string): Promise<FolderCommit | null> {
  const head = await tryGit(folder, ['rev-parse', '--verify', 'HEAD^{commit}']);
  if (head === null || head.code !== 0) return null;
  const status = await tryGit(folder, ['status', '--porcelain', '--', '.']);
  const isDirty = status === null || status.code !== 0 || status.out.length > 0;
  return { commit: head.out.toString().trim(), isDirty };
}

/** How a release names it: with `-dirty` behind it where that is so. */
export function commitText(found: FolderCommit | null): string | null {
  return found === null ? null : `${found.commit}${found.isDirty ? '-dirty' : ''}`;
}

/**
 * Whether what the folder is at contains a commit: `no` where it does not, or where the repository has never heard of it. Null
 * where that cannot be said, since the folder is in no repository.
 */
export async function containsCommit(folder: string, named: string): Promise<boolean | null> {
  const commit = named.replace(/-dirty$/u, '');
  if (!/^[0-9a-f]{7,64}$/u.test(commit)) return null;
  const inside = await tryGit(folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside === null || inside.code !== 0) return null;
  const answer = await tryGit(folder, ['merge-base', '--is-ancestor', commit, 'HEAD']);
  return answer !== null && answer.code === 0;
}

async function tryGit(
  folder: string,
  args: readonly string[],
): Promise<Awaited<ReturnType<typeof git>> | null> {
  try {
    return await git(folder, args);
  } catch (error) {
    if (error instanceof PlanProblem) return null;
    throw error;
  }
}
