import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import type { SourceFile } from '../../runtime/definition/source-file.ts';
import { CODES } from '../../runtime/diagnostics/registry.ts';
import { renderText } from '../../runtime/diagnostics/render-text.ts';

/** Codes about the folder, about files too large to keep here, and warnings; other tests meet them. */
const ELSEWHERE = new Set([
  'file/unreadable',
  'file/outside',
  'file/too-many',
  'file/too-large',
  'decision/not-proven',
]);

/** What a case need not say: a workspace and two roles. */
const BASE: SourceFile = {
  path: 'base.yaml',
  text: 'workspace: acme\nlanguage: 1\nowners: { sales: { contact: sales@acme.example } }\n---\nrole: sales\n---\nrole: finance\n---\nrole: auditor\n',
};

const folder = import.meta.dirname;
const cases = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => path.replaceAll('\\', '/'))
  .sort();
const codeOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** A case is one file, or several after lines `#== path`; `#! bare` leaves the base out. */
function filesOf(text: string): readonly SourceFile[] {
  const parts = text.split(/^#== (.+)\n/mu);
  const files = [{ path: 'input.yaml', text: parts[0] ?? '' }];
  for (let at = 1; at < parts.length; at += 2) files.push({ path: parts[at] ?? '', text: parts[at + 1] ?? '' });
  const given = files.filter((file) => file.text !== '');
  return text.startsWith('#! bare') || /^workspace:/mu.test(text) ? given : [BASE, ...given];
}

describe('each mistake of the corpus is shown as its expected text says', () => {
  it.each(cases)('%s', async (path) => {
    const files = filesOf(readFileSync(join(folder, path), 'utf8'));
    const { diagnostics, model } = compile(files);
    const texts = new Map(files.map((file) => [file.path, file.text]));
    const rendered = renderText(diagnostics, { textOf: (file) => texts.get(file), colour: false });
    expect(model).toBeNull();
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set([codeOf(path), ...others(path)]));
    expect(diagnostics.every(({ hint }) => hint !== null && hint !== '')).toBe(true);
    await expect(rendered).toMatchFileSnapshot(join(folder, path.replace(/\.yaml$/u, '.txt')));
  });
});

/** Other mistakes that a case has on purpose, to show that one does not hide the other. */
function others(path: string): readonly string[] {
  return path === 'yaml/syntax/wrong-indentation.yaml' ? ['key/unknown'] : [];
}

it('every code has a case, and every case has a code', () => {
  const covered = new Set(cases.map(codeOf));
  expect(Object.keys(CODES).filter((code) => !covered.has(code) && !ELSEWHERE.has(code))).toEqual([]);
  expect([...covered].filter((code) => !Object.hasOwn(CODES, code))).toEqual([]);
});
