import type { SourceFile } from '../../runtime/definition/source-file.ts';
import type { Preparation } from '../migrate/prepare-migration.ts';
import { sha256 } from '../releases/active-release.ts';
import { contentHash, releaseFiles } from '../releases/content-hash.ts';
import type { StoredRelease } from './base-side.ts';

/** Begins the input of one definition file, and of one table that is touched. */
export const FILE = 'file ';
export const TABLE = 'table ';

/** Hashes of the definitions that a plan was made from: of all of them, and of each file, so that it can be named. */
export function definitionInputs(files: readonly SourceFile[]): Record<string, string> {
  return {
    definitions: contentHash(files),
    ...Object.fromEntries(releaseFiles(files).map(({ path, text }) => [FILE + path, sha256(text)])),
  };
}

/**
 * Hashes of what a plan against the database rests on: the release in force, what this version of the program makes of the
 * definitions, and the tables that it touches. Tables that it does not touch may change.
 */
export function databaseInputs(
  release: Pick<StoredRelease, 'number' | 'hash'> | null,
  preparation: Preparation,
): Record<string, string> {
  return {
    release: sha256(release === null ? 'none' : `${release.number} ${release.hash}`),
    program: sha256(preparation.schemaHash),
    ...Object.fromEntries(
      Object.entries(preparation.tables).map(([table, { hash }]) => [TABLE + table, hash]),
    ),
  };
}

/** In order of their names. */
export function inOrder(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(inputs).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
