import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

type ManifestEntry = {
  readonly file: string;
  readonly src?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};

const ui = fileURLToPath(new URL('../dist/ui', import.meta.url));

/** Files that must be there before the given chunks can run: themselves and their static imports, each once. */
function closure(manifest: Readonly<Record<string, ManifestEntry>>, keys: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const entry = manifest[key];
    if (entry === undefined || seen.has(entry.file)) return;
    seen.add(entry.file);
    for (const next of entry.imports ?? []) visit(next);
  };
  for (const key of keys) visit(key);
  return seen;
}

const gzipped = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(ui, file)), { level: 9 }).length, 0) /
  1024;

/** Gzipped KiB of JavaScript: what shell and list (both in the entry) need from an empty cache, and what the form adds. */
export function measureBundle(): { list: number; form: number } {
  const manifest = JSON.parse(readFileSync(join(ui, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    ManifestEntry
  >;
  const keys = Object.keys(manifest);
  const named = (pattern: RegExp): string[] => keys.filter((key) => pattern.test(key));
  const entry = keys.filter((key) => manifest[key]?.isEntry === true);
  const list = closure(manifest, entry);
  const form = closure(manifest, [...entry, ...named(/(?:screens\/FormPages|form\/RecordForm)\.tsx$/u)]);
  if (list.size === 0 || form.size <= list.size)
    throw new Error('the manifest names no list or no form chunk; has a route been renamed?');
  return { list: gzipped(list), form: gzipped([...form].filter((file) => !list.has(file))) };
}
