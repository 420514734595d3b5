import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { Refusal } from '../operations/refusal.ts';
import { contentHash } from './content-hash.ts';
import { filesOf } from './load-release.ts';

/** Definitions on their way from one environment to another, as one JSON file. */
export type Bundle = {
  readonly jig_bundle: 1;
  readonly content_hash: string;
  /** Version of the language in which they are written. */
  readonly language: number;
  readonly from: {
    readonly workspace: string;
    readonly environment: string | null;
    readonly release: number;
    readonly git_commit: string | null;
  };
  readonly definitions: Readonly<Record<string, string>>;
};

/** Longest bundle that is read. */
const MOST_CHARACTERS = 256 * 1024 * 1024;

/** The text of a bundle, line by line where it matters to somebody who looks at it. */
export function writeBundle(bundle: Bundle): string {
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

/** Reads a bundle and makes sure that it is what it was. Refuses what is no bundle or was changed on its way. */
export function readBundle(text: string): { readonly bundle: Bundle; readonly files: readonly SourceFile[] } {
  const bundle = text.length > MOST_CHARACTERS ? null : parse(text);
  if (bundle === null)
    throw new Refusal('release/content', 'The file is no bundle of definitions.', {
      hint: 'Make one with `jig releases <number> --bundle <file>`.',
    });
  const files = filesOf(bundle.definitions);
  const hash = contentHash(files);
  if (hash !== bundle.content_hash)
    throw new Refusal(
      'release/content',
      `The bundle says that its content hash is ${bundle.content_hash}, but what it holds has ${hash}: it was changed.`,
    );
  return { bundle, files };
}

function parse(text: string): Bundle | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isBundle(value) ? value : null;
}

function isBundle(value: unknown): value is Bundle {
  if (typeof value !== 'object' || value === null) return false;
  const { jig_bundle: format, content_hash: hash, definitions, from } = value as Partial<Bundle>;
  return (
    format === 1 &&
    typeof hash === 'string' &&
    typeof from === 'object' &&
    typeof from.release === 'number' &&
    typeof definitions === 'object' &&
    definitions !== null &&
    Object.values(definitions).every((text) => typeof text === 'string')
  );
}
