import { createHash } from 'node:crypto';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { DEV_PEOPLE_FILE } from '../identity/dev-people-problem.ts';

const DEMONSTRATION = 'demonstration';

/**
 * The files that belong to a release, in the order in which a folder is read: without people of development and demonstration
 * data, which stay where they are.
 */
export function releaseFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  return files
    .filter(({ path }) => {
      const parts = path.split('/');
      return parts.at(-1) !== DEV_PEOPLE_FILE && !parts.slice(0, -1).includes(DEMONSTRATION);
    })
    .toSorted((a, b) => byFolder(a.path, b.path));
}

/** By names of folders and files, level by level. */
function byFolder(a: string, b: string): number {
  const others = b.split('/');
  for (const [level, name] of a.split('/').entries()) {
    const other = others[level];
    if (other === undefined) return 1;
    if (name !== other) return name < other ? -1 : 1;
  }
  return -1;
}

/** SHA-256 over paths and texts of the files of a release, in hexadecimal: the same wherever the same files are released. */
export function contentHash(files: readonly SourceFile[]): string {
  const listed = releaseFiles(files).map(({ path, text }) => [path, text]);
  return createHash('sha256').update(JSON.stringify(listed)).digest('hex');
}
