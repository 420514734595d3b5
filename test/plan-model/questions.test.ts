import { expect, it } from 'vitest';
import { diffModels } from '../../runtime/diff/diff-models.ts';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import type { Question } from '../../runtime/diff/question.ts';
import { questionsOf } from '../../runtime/diff/questions-of.ts';
import { desk, type Edit } from './desk.ts';

function asked(...edits: readonly Edit[]): readonly Question[] {
  const [base, head] = [desk(), desk(...edits)];
  return questionsOf(base, head, diffModels(base, head), compareAccess(base, head));
}

it('nothing changed, or nothing there yet: nothing is asked', () => {
  expect(asked()).toEqual([]);
  expect(questionsOf(null, desk(), diffModels(null, desk()), [])).toEqual([]);
  expect(asked(['label: Remark', 'label: Note'])).toEqual([]);
});

it('asks for what would be lost, by the names of the base', () => {
  expect(
    asked(
      ['entity: customer\n', 'entity: client\nwas: customer\ntitle: Customer\nplural: Customers\n'],
      ['to: customer', 'to: client'],
      ['  since: { type: date, min: 1990-01-01 }\n', ''],
      ['options: [north, south]', 'options: [north, west]'],
      ['  code: { type: text, unique: true, max_length: 8 }', '  code: { type: integer, unique: true }'],
    ).filter(({ ask }) => ask !== 'reach' && ask !== 'records'),
  ).toEqual([
    { ask: 'in-options', entity: 'customer', field: 'region', options: ['south'] },
    { ask: 'values', entity: 'customer', field: 'code' },
    { ask: 'values', entity: 'customer', field: 'since' },
    { ask: 'saved-views', entity: 'customer', field: 'since' },
  ]);
});

it('asks which records break rules that are new or changed, by the names of the head', () => {
  expect(
    asked(
      ['total <= params.most', 'total < params.most'],
      ['So many?, enforce: warn', 'So many?, enforce: observe'],
      [
        'never:\n',
        'never:\n  unsigned: { that: status == "closed" && signed_by == null, say: It is signed. }\n',
      ],
      ['total * 0.2', 'total * 0.25'],
    ),
  ).toEqual([
    { ask: 'computed', entity: 'order', field: 'tax' },
    { ask: 'breaks-check', entity: 'order', check: 'within_limit' },
    { ask: 'breaks-never', entity: 'order', never: 'unsigned' },
  ]);
});

it('asks who gains or loses records, once for each operation', () => {
  expect(asked(['read: region in user.regions, create', 'read: true, create'])).toContainEqual({
    ask: 'reach',
    entity: 'customer',
    operation: 'read',
  });
  const reaches = asked(['read: region in user.regions, create', 'read: true, create']).filter(
    ({ ask }) => ask === 'reach',
  );
  expect(new Set(reaches.map((each) => JSON.stringify(each))).size).toBe(reaches.length);
});

it('asks who holds a role that goes', () => {
  const [base, head] = [desk(['role: lead\n', 'role: spare\nabout: For later.\n---\nrole: lead\n']), desk()];
  expect(questionsOf(base, head, diffModels(base, head), compareAccess(base, head))).toContainEqual({
    ask: 'holders',
    role: 'spare',
  });
});
