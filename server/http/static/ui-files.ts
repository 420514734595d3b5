import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

export type UiFile = {
  readonly type: string;
  readonly etag: string;
  /** The name holds a hash of the content, so it may be kept for ever. */
  readonly immutable: boolean;
  readonly plain: Buffer<ArrayBuffer>;
  /** Content as compressed at build time, best first; empty where nothing was. */
  readonly compressed: readonly { readonly encoding: string; readonly content: Buffer<ArrayBuffer> }[];
};

/**
 * Reads the built screens into memory, by URL path. Only what was in the folder at that moment is ever served, so no path
 * of a request reaches the file system. An absent folder gives no files.
 */
export function readUiFiles(folder: string): ReadonlyMap<string, UiFile> {
  const names = listFiles(folder);
  const known = new Set(names);
  const served = names.filter((name) => extname(name) in TYPES && !name.startsWith('.'));
  return new Map(served.map((name) => [`/${name}`, readUiFile(folder, name, known)]));
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
      );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function readUiFile(folder: string, name: string, known: ReadonlySet<string>): UiFile {
  const plain = readFileSync(join(folder, name));
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    immutable: name.startsWith('assets/'),
    plain,
    compressed: ENCODINGS.filter(({ suffix }) => known.has(name + suffix)).map(
      ({ name: encoding, suffix }) => ({
        encoding,
        content: readFileSync(join(folder, name + suffix)),
      }),
    ),
  };
}
