import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Diagnostic } from '../../runtime/diagnostics/diagnostic.ts';
import { createReport, type Report } from '../../runtime/diagnostics/report.ts';

/** Bytes of one file, files of one folder, and levels of folders that are read. */
const MOST_BYTES = 1_048_576;
const MOST_FILES = 2000;
const DEEPEST = 32;

type Loading = {
  readonly root: string;
  readonly files: SourceFile[];
  readonly report: Report;
  full: boolean;
};

/**
 * Reads the definitions (`*.yaml`, `*.yml`) and runbooks (`*.md`) below a folder, in order of their paths. Hidden folders
 * and `node_modules` are passed over. What cannot be read, is too large or lies outside becomes a diagnostic; throws only
 * when the folder itself cannot be read.
 */
export async function loadDefinitions(
  folder: string,
): Promise<{ readonly files: readonly SourceFile[]; readonly problems: readonly Diagnostic[] }> {
  const loading: Loading = { root: realpathSync(folder), files: [], report: createReport(), full: false };
  loadFolder(loading, '', 0);
  return { files: loading.files, problems: loading.report.found };
}

function loadFolder(loading: Loading, path: string, depth: number): void {
  const entries = readEntries(loading, path);
  for (const entry of entries) {
    if (loading.full) return;
    const name = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const isDefinition = /\.(?:ya?ml|md)$/u.test(entry.name);
    const kind = entry.isSymbolicLink() ? kindOfLink(loading, name, isDefinition) : kindOf(entry);
    if (kind === 'folder' && depth < DEEPEST) loadFolder(loading, name, depth + 1);
    if (kind === 'file' && isDefinition) loadFile(loading, name);
  }
}

function readEntries(loading: Loading, path: string): readonly Dirent[] {
  try {
    const entries = readdirSync(join(loading.root, path), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (path === '') throw error;
    refuse(
      loading,
      path,
      'file/unreadable',
      `The folder cannot be read: ${reasonOf(error)}.`,
      'let the user that runs the program read it',
    );
    return [];
  }
}

type Kind = 'file' | 'folder' | 'other';

const kindOf = (entry: Pick<Dirent, 'isFile' | 'isDirectory'>): Kind =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';

/** A link is followed to a file within the folder; linked folders are not read, so no loop can arise. */
function kindOfLink(loading: Loading, path: string, isDefinition: boolean): Kind {
  try {
    const target = realpathSync(join(loading.root, path));
    const inside = target.startsWith(loading.root + sep);
    const kind = kindOf(statSync(target));
    if (inside) return kind === 'file' ? kind : 'other';
    if (kind === 'file' && !isDefinition) return 'other';
    refuse(
      loading,
      path,
      'file/outside',
      'This link leads out of the definitions folder, so it is not read.',
      'put the file itself into the folder',
    );
  } catch (error) {
    if (isDefinition)
      refuse(
        loading,
        path,
        'file/unreadable',
        `The link cannot be followed: ${reasonOf(error)}.`,
        'correct the link, or remove it',
      );
  }
  return 'other';
}

function loadFile(loading: Loading, path: string): void {
  const { files, root } = loading;
  if (files.length >= MOST_FILES) {
    loading.full = true;
    refuse(
      loading,
      path,
      'file/too-many',
      `The folder holds more than ${MOST_FILES} files; this one and the rest were not read.`,
      'name the folder that holds the definitions only',
    );
    return;
  }
  const full = join(root, path);
  try {
    const { size } = statSync(full);
    if (size > MOST_BYTES) {
      refuse(
        loading,
        path,
        'file/too-large',
        `The file has ${size} bytes; at most ${MOST_BYTES} are read.`,
        'split the file',
      );
      return;
    }
    files.push({ path, text: decode(readFileSync(full)) });
  } catch (error) {
    const broken = error instanceof TypeError;
    refuse(
      loading,
      path,
      'file/unreadable',
      broken ? 'The file is no UTF-8 text.' : `The file cannot be read: ${reasonOf(error)}.`,
      broken ? 'save it as UTF-8' : 'let the user that runs the program read it',
    );
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 text; throws a TypeError for anything else. */
function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

type FileCode = 'file/unreadable' | 'file/outside' | 'file/too-many' | 'file/too-large';

function refuse({ report }: Loading, file: string, code: FileCode, message: string, hint: string): void {
  report.add({ code, span: { file, line: 1, column: 1, endLine: 1, endColumn: 1 }, message, hint });
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return 'permission is missing';
  if (code === 'ENOENT') return 'it is not there';
  if (code === 'ELOOP') return 'it leads to itself';
  return code === '' ? 'the system refused' : `the system says ${code}`;
}
