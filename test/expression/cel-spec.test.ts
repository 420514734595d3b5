import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCelCases, runCelCase } from './cel-case.ts';
import { CEL_DEVIATIONS } from './cel-deviations.ts';

const files = readCelCases();
const deviates = (name: string): boolean => CEL_DEVIATIONS.some(([cases]) => name.startsWith(cases));

describe('what the profile accepts of the conformance cases of CEL gives what CEL says', () => {
  it.each([...files.keys()])('%s', (file) => {
    const different = (files.get(file) ?? [])
      .filter((entry) => !deviates(entry.name) && runCelCase(entry).outcome === 'differs')
      .map(({ name, expression }) => `${name}: ${expression}`);
    expect(different).toEqual([]);
  });
});

it('enough of them are inside the profile, and all cases were read', () => {
  const all = [...files.values()].flat();
  const outcomes = Object.groupBy(all, (entry) => runCelCase(entry).outcome);
  expect(all.length).toBeGreaterThan(2400);
  expect(outcomes.agrees?.length).toBeGreaterThanOrEqual(335);
  expect(outcomes['no value'] ?? []).toEqual([]);
});

it('each deviation is there, and the page of the language gives its reason', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/expression-profile.md'), 'utf8');
  for (const [cases, reason] of CEL_DEVIATIONS) {
    const named = [...files.values()].flat().filter(({ name }) => name.startsWith(cases));
    expect(named.some((entry) => runCelCase(entry).outcome === 'differs')).toBe(true);
    expect(page.replaceAll(/\s+/gu, ' ')).toContain(reason);
  }
});
