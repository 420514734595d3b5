import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FINDINGS } from '../../runtime/diff/codes/registry.ts';
import { renderFindingsPage } from '../../runtime/diff/codes/render-page.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/plan-findings.md'), 'utf8');

it('the page of findings is as the registry says; `jig reference` writes it', () => {
  expect(page).toBe(renderFindingsPage());
});

it('the page of findings has a row for every code', () => {
  const codes = [...page.matchAll(/^\| `([a-z-]+\/[a-z-]+)` \|/gmu)].map(([, code]) => code);
  expect(new Set(codes)).toEqual(new Set(Object.keys(FINDINGS)));
  expect(codes.length).toBe(Object.keys(FINDINGS).length);
});
