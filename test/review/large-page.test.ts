import { expect, it } from 'vitest';
import { renderReviewPage } from '../../runtime/review/render-page.ts';
import { reviewPage } from '../../runtime/review/review-page.ts';
import { modelOfFiles } from './material.ts';
import { planOf } from './plan-of.ts';
import { findAll, hasClass, rowsOf, textOf } from './read-page.ts';

const WORKSPACE = `workspace: large
language: 1
title: Large
time_zone: Europe/Berlin
locale: en-GB
currency: EUR
owners: { team: { title: Team, contact: team@example.com } }
---
role: clerk
about: Does everything.
---
role: guest
about: Reads.
`;

const ENTITIES = 30;

/** Thirty entities with their screens; the later state differs in about ten places each. */
function largeModel(isLater: boolean): ReturnType<typeof modelOfFiles> {
  const entities = Array.from({ length: ENTITIES }, (_, at) => {
    const kept = Array.from({ length: 8 }, (_, field) =>
      isLater && field === 2
        ? `  kept_2: { type: text, required: true, max_length: 90, label: Another label }`
        : `  kept_${field}: { type: text, max_length: 80 }`,
    );
    const moving = Array.from(
      { length: 3 },
      (_, field) => `  ${isLater ? 'new' : 'old'}_${field}: { type: integer }`,
    );
    return {
      path: `thing-${at}.yaml`,
      text: `entity: thing_${at}
owner: team
fields:
  name: { type: text, required: true }
${[...kept, ...moving].join('\n')}
checks: { fits: { that: 'kept_1 == null || kept_1 != "${isLater ? 'b' : 'a'}"', say: It does not fit. } }
access:
  clerk: { read: true, create: true, update: true, delete: true }
  guest: { read: ${isLater ? 'true' : '{ fields: [name, kept_1] }'} }
`,
    };
  });
  const screens = Array.from(
    { length: ENTITIES },
    (_, at) =>
      `  list_${at}: { table: thing_${at}, columns: [name, kept_1, kept_2, ${isLater ? 'new_0' : 'old_0'}] }\n` +
      `  form_${at}: { form: thing_${at}, fields: [name, kept_1, kept_2, kept_3, ${isLater ? 'new_0' : 'old_0'}] }`,
  );
  const tool = `tool: desk\npurpose: Work.\nowner: team\nfor: [clerk, guest]\nscreens:\n${screens.join('\n')}\n`;
  return modelOfFiles([
    { path: 'workspace.yaml', text: WORKSPACE },
    { path: 'desk.yaml', text: tool },
    ...entities,
  ]);
}

it('stays small and readable with several hundred changes', () => {
  const models = { base: largeModel(false), head: largeModel(true) };
  const plan = planOf(models);
  expect(plan.changes.length).toBeGreaterThan(300);
  const html = renderReviewPage(plan, models, { folder: 'definitions/' });
  expect(html.length).toBeLessThan(1_000_000);
  const page = reviewPage(plan, models, { folder: 'definitions/' });
  expect(findAll(page, hasClass('rv-screen'))).toHaveLength(40);
  const folded = findAll(page, ({ tag }) => tag === 'summary').map(textOf);
  expect(folded).toContain('50 more screens, not drawn: the page shows 40');
  expect(folded).toContain('thing_7 8 changes');
});

it('shows a first release by what there is, without marks', () => {
  const models = { base: null, head: largeModel(true) };
  const page = reviewPage(planOf(models), models, { folder: '' });
  expect(textOf(findAll(page, hasClass('rv-lede'))[0] ?? '')).toMatch(/^Changed: 30 entities added/u);
  expect(findAll(page, hasClass('rv-screen'))).toHaveLength(40);
  expect(findAll(page, ({ attributes }) => attributes['aria-label'] === 'Before')).toEqual([]);
  expect(findAll(page, hasClass('rv-tag-added'))).toEqual([]);
  const access = findAll(page, hasClass('rv-matrix'));
  expect(access).toHaveLength(ENTITIES);
  expect(rowsOf(access[0] ?? '')).toEqual([
    ['Role', 'Read', 'Create', 'Update', 'Delete', 'Export'],
    ['Clerk', 'all', 'all', 'all', 'all', '–'],
    ['Guest', 'all', '–', '–', '–', '–'],
  ]);
});
