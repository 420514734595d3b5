import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildUi, findUi, isStale } from '../../server/dev/ui-build.ts';

/** Bytes of JavaScript, gzipped, before the first list can be used, and more for the first form. */
const SHELL_AND_LIST = 250_000;
const FORM = 130_000;

type Chunk = { readonly file: string; readonly imports?: readonly string[]; readonly isEntry?: boolean };
type Manifest = Readonly<Record<string, Chunk>>;

let folder: string;
let manifest: Manifest;

beforeAll(async () => {
  const place = findUi();
  if (place.root !== null && isStale(place)) await buildUi(place.root);
  folder = place.folder;
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
});

/** A chunk with everything that is loaded before it runs. */
function loaded(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (!found.has(name)) {
    found.add(name);
    for (const each of manifest[name]?.imports ?? []) loaded(each, found);
  }
  return found;
}

const bytes = (names: Iterable<string>): number =>
  [...names].reduce(
    (sum, name) =>
      sum + gzipSync(readFileSync(join(folder, manifest[name]?.file ?? '')), { level: 9 }).length,
    0,
  );

function entry(): string {
  return Object.keys(manifest).find((name) => manifest[name]?.isEntry === true) ?? '';
}

test('the shell with lists and the form route stay within their weight', () => {
  const shell = loaded(entry());
  const form = new Set(
    [...loaded('screens/FormPages.tsx'), ...loaded('form/RecordForm.tsx')].filter((name) => !shell.has(name)),
  );
  expect(bytes(shell)).toBeLessThanOrEqual(SHELL_AND_LIST);
  expect(bytes(form)).toBeGreaterThan(10_000);
  expect(bytes(form)).toBeLessThanOrEqual(FORM);
});

test('editors of forms, runbooks and the palette are not part of the first load', () => {
  const sources = [...loaded(entry())];
  for (const late of [
    'form/RecordForm.tsx',
    'screens/Runbook.tsx',
    'shell/CommandPalette.tsx',
    'screens/RecordPage.tsx',
  ])
    expect(sources).not.toContain(late);
});
