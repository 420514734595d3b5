import { describe, expect, it } from 'vitest';
import { ACCESS_FINDINGS } from '../../runtime/diff/codes/access.ts';
import { FINDINGS } from '../../runtime/diff/codes/registry.ts';
import { renderPlanMarkdown } from '../../runtime/diff/render/render-markdown.ts';
import { renderPlanText } from '../../runtime/diff/render/render-text.ts';
import { API_CASES } from './cases/api.ts';
import { DATA_CASES } from './cases/data.ts';
import { RULE_CASES } from './cases/rules.ts';
import { OPERATION_CASES, PLAN_CASES, SCREEN_CASES } from './cases/screens.ts';
import { desk } from './desk.ts';
import { find, planOf } from './plans.ts';

const CASES = [
  ...DATA_CASES,
  ...RULE_CASES,
  ...API_CASES,
  ...SCREEN_CASES,
  ...OPERATION_CASES,
  ...PLAN_CASES,
];

describe('what is found of a change', () => {
  it.each(CASES)('$code ($level): $message', ({ code, level, message, fix, before = [], edits, given }) => {
    const found = find(desk(...before), desk(...before, ...edits), given);
    const own = found.filter((finding) => finding.code === code);
    expect(own.map((finding) => [finding.level, finding.message, finding.fix])).toEqual([
      [level, message, fix],
    ]);
    const [finding] = own;
    expect(finding?.section).toBe(FINDINGS[code as keyof typeof FINDINGS].section);
    expect(finding?.fingerprint).toMatch(/^[0-9a-f]{16}$/u);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
  });
});

it('every code of a finding has a case that brings it about; those of access have tests of their own', () => {
  const tested = new Set(CASES.map(({ code }) => code));
  const others = Object.keys(FINDINGS).filter((code) => !Object.hasOwn(ACCESS_FINDINGS, code));
  expect(others.filter((code) => !tested.has(code))).toEqual([]);
});

it('going the other way round is told as well: no change is without words, and nothing is said twice', () => {
  for (const { before = [], edits } of CASES) {
    const plan = planOf(desk(...before, ...edits), desk(...before));
    const fingerprints = plan.findings.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
    const text = renderPlanText(plan, { colour: false, sql: true, all: true });
    for (const { subject } of plan.changes) expect(text).toContain(subject);
    for (const { message } of plan.findings) expect(text).toContain(message);
    expect(renderPlanMarkdown(plan).length).toBeLessThan(60_000);
  }
});
