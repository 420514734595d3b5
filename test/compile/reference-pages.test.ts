import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { formatFile } from '../../runtime/definition/format/format.ts';
import { parseFile } from '../../runtime/definition/parse.ts';
import { renderFunctionTables } from '../../runtime/expression/function-notes.ts';
import { renderDiagnosticsPage } from '../../runtime/diagnostics/render-page.ts';
import { CODES } from '../../runtime/diagnostics/registry.ts';
import { withTables } from '../../server/cli/reference.ts';

const page = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

it('the page of diagnostics is as the registry says; `jig reference` writes it', () => {
  expect(page('diagnostics.md')).toBe(renderDiagnosticsPage());
});

it('the page of diagnostics has a section for every code', () => {
  const sections = [...page('diagnostics.md').matchAll(/^### (.+)$/gmu)].map(([, code]) => code);
  expect(new Set(sections)).toEqual(new Set(Object.keys(CODES)));
});

it('the tables of the language are as the checker reads them; `jig reference` writes them', () => {
  const language = page('definition-language.md');
  expect(withTables(language)).toBe(language);
});

it('the tables of functions are as the registry says; `jig reference` writes them', () => {
  const profile = page('expression-profile.md');
  expect(withTables(profile, renderFunctionTables())).toBe(profile);
});

it('the example of the language page compiles and is in canonical form', () => {
  const [, example = ''] = /```yaml\n(workspace:[\s\S]*?)```/u.exec(page('definition-language.md')) ?? [];
  const file = { path: 'example.yaml', text: example };
  expect(compile([file]).diagnostics).toEqual([]);
  expect(formatFile(file)).toBe(example);
});

it('what the page of diagnostics recommends is YAML without traps', () => {
  const broken = Object.entries(CODES).filter(
    ([, { good }]) => parseFile({ path: 'a.yaml', text: good }).diagnostics.length > 0,
  );
  expect(broken.map(([code]) => code)).toEqual([]);
});
