import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { REFUSALS } from '../../server/operations/refusal-codes.ts';
import { renderRefusalPage } from '../../server/operations/refusal-page.ts';

const server = fileURLToPath(new URL('../../server', import.meta.url));
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('refusal-codes.ts'))
  .map((path) => readFileSync(join(server, path), 'utf8'))
  .join('\n');

it('the page of refusals is what the registry makes (vitest -u writes it)', async () => {
  await expect(renderRefusalPage()).toMatchFileSnapshot('../../docs/refusals.md');
});

it('every code of the registry is given somewhere', () => {
  expect(Object.keys(REFUSALS).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

it('every refusal says when it happens and what to do, in sentences', () => {
  for (const { about, next, title } of Object.values(REFUSALS)) {
    expect(about).toMatch(/^[A-Z].{15,}\.$/u);
    expect(next).toMatch(/^[A-Z].{10,}\.$/u);
    expect(title).toMatch(/^[A-Z][^.]*$/u);
  }
});
