import { describe, expect, it } from 'vitest';
import { compareAccess } from '../../runtime/diff/access/compare-access.ts';
import { type Answer, type Question, questionKey } from '../../runtime/diff/question.ts';
import {
  DESK,
  deskModel,
  differences,
  type Edit,
  edited,
  findingsOf,
  modelOf,
  reported,
  told,
} from './desk.ts';

const answers = (question: Question, answer: Partial<Answer>) =>
  new Map([[questionKey(question), { count: 0, of: null, exact: true, samples: [], ...answer }]]);
const found = (edits: readonly Edit[], about: ReadonlyMap<string, Answer>, code: string): string =>
  reported(findingsOf(deskModel(), edited(...edits), about).filter((finding) => finding.code === code));

describe('what the database says of a change', () => {
  /** Nothing else names the role. */
  const withTemp = DESK.replace(
    'role: support\n',
    'role: temp\nabout: Helps out.\n---\nrole: support\n',
  ).replace('  finance: { read: true, update', '  temp: { read: true }\n  finance: { read: true, update');
  const removed = (answer: Partial<Answer> | null): string => {
    const about =
      answer === null ? new Map<string, Answer>() : answers({ ask: 'holders', role: 'temp' }, answer);
    return reported(findingsOf(modelOf(withTemp), deskModel(), about));
  };

  it('blocks a role that people hold, and no other', () => {
    expect(removed({ count: 2 })).toBe(`
error access/role-removed role.temp
  The role Temp is taken out. 2 people hold it and lose what it grants.
  = give those who hold it another role and take this one from them first, or leave it in
`);
    expect(removed({ count: 1 })).toContain('1 person holds it and loses what it grants.');
    expect(removed({ count: 0 })).toBe(`
info access/role-removed role.temp
  The role Temp is taken out. Nobody holds it.
`);
    expect(removed(null)).toContain(
      'warning access/role-removed role.temp\n  The role Temp is taken out. Who holds it was not asked.',
    );
  });

  it('warns of conditions without an index on many records only', () => {
    const edits: readonly Edit[] = [
      ['when: area in user.regions }', 'when: area in user.regions && note == "a" }'],
    ];
    const many = (count: number) => answers({ ask: 'records', entity: 'refund' }, { count, exact: false });
    expect(found(edits, many(100_000), 'access/unindexed')).toBe('\n\n');
    expect(found(edits, many(250_000), 'access/unindexed')).toBe(`
warning access/unindexed refund.access.support.read
  The condition under which Support may read refunds looks at no field that has an index, and there are about 250,000 of them.
  = add \`indexes: [[note]]\` to \`refund\`
`);
    const indexed: Edit = ['lifecycle: { field', 'indexes: [[note]]\nlifecycle: { field'];
    expect(found([...edits, indexed], many(250_000), 'access/unindexed')).toBe('\n\n');
  });

  it('gives the people who gain or lose with the finding', () => {
    const people = [{ name: 'Anna', gained: 12, lost: 0 }];
    const reach = answers({ ask: 'reach', entity: 'refund', operation: 'read' }, { count: 1, people });
    const edits: readonly Edit[] = [
      ['when: area in user.regions }', 'when: area == null || area in user.regions }'],
    ];
    const [finding] = findingsOf(deskModel(), edited(...edits), reach);
    expect(finding?.impact?.people).toEqual(people);
    expect(finding?.access?.gain?.person).toEqual({ roles: ['support'], attributes: {} });
    expect(finding?.access?.gain?.record).toEqual({ area: null });
  });
});

describe('what is no difference', () => {
  it('is nothing before the first release, and nothing between a model and itself', () => {
    expect(compareAccess(null, deskModel())).toEqual([]);
    expect(findingsOf(null, deskModel())).toEqual([]);
    expect(compareAccess(deskModel(), modelOf(DESK))).toEqual([]);
  });

  it('is a rename of a field or an entity, wherever it is used', () => {
    const renamed = DESK.replaceAll(/\bcost\b/gu, 'expense')
      .replace('expense: { type: money }', 'expense: { type: money, was: cost }')
      .replaceAll(/\brefund\b/gu, 'repayment')
      .replace('entity: repayment\n', 'entity: repayment\nwas: refund\n')
      .replace(
        '{ type: reference, to: repayment, part_of: true }',
        '{ type: reference, to: repayment, part_of: true, was: refund }',
      );
    expect(compareAccess(deskModel(), modelOf(renamed))).toEqual([]);
    // Back again, as after a rollback.
    expect(compareAccess(modelOf(renamed), deskModel())).toEqual([]);
  });

  it('is where in a file something stands, and how it is written', () => {
    const moved = DESK.replace('role: support\n', '# Who talks to customers.\n\nrole: support\n').replace(
      'status == "requested", after',
      '"\\"requested\\" == status", after',
    );
    expect(compareAccess(deskModel(), modelOf(moved))).toEqual([]);
  });
});

describe('findings are known again', () => {
  const widened: Edit = ['when: area in user.regions }', 'when: area == null || area in user.regions }'];

  it('wherever their lines move', () => {
    const [base, head] = [DESK, DESK.replace(...widened)];
    const [first] = findingsOf(modelOf(base), modelOf(head));
    const [second] = findingsOf(modelOf(`# moved\n${base}`), modelOf(`# moved\n\n\n${head}`));
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{16}$/u);
    expect(second?.fingerprint).toBe(first?.fingerprint);
  });

  it('but an approval of one change is none of another', () => {
    const print = (...edits: readonly Edit[]): string | undefined =>
      findingsOf(deskModel(), edited(...edits)).find(({ approvers }) => approvers.length > 0)?.fingerprint;
    const decision = (limit: string): Edit[] => [
      ['amount: < 100, approver: finance }', `amount: < ${limit}, approver: finance }`],
      ['">= 100"', `">= ${limit}"`],
    ];
    const all = [
      print(widened),
      print(['when: area in user.regions }', 'when: area == "" || area in user.regions }']),
      print(...decision('200')),
      print(...decision('300')),
      print(
        [
          'margin: { type: money, formula: amount - cost }',
          'margin: { type: money, formula: amount + cost }',
        ],
        ['finance: { read: true, up', 'finance_lead: { read: margin > 0 }\n  finance: { read: true, up'],
      ),
      print(['finance: { read: true, up', 'finance_lead: { read: margin > 0 }\n  finance: { read: true, up']),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain(undefined);
  });
});

it('takes the owner of the base for who has to approve, whoever owns it afterwards', () => {
  const [finding] = findingsOf(
    deskModel(),
    edited(
      ['entity: refund\nowner: payments', 'entity: refund\nowner: sales'],
      ['when: area in user.regions }', 'when: area == null || area in user.regions }'],
    ),
  );
  expect(finding?.approvers).toEqual(['payments']);
});

it('says nothing certain of a value that is computed in another way', () => {
  const formula: Edit = ['formula: amount - cost }', 'formula: amount + cost }'];
  const read: Edit = ['finance: { read: true, up', 'finance: { read: margin > 0, up'];
  const base = DESK.replace(...read);
  const rows = compareAccess(modelOf(base), modelOf(base.replace(...formula)));
  expect(rows.find(({ role, operation }) => role === 'finance' && operation === 'read')).toMatchObject({
    verdict: 'undecided',
    undecided: 'the value of “margin” comes about in another way now',
    before: 'margin is more than 0 GBP',
    after: 'margin is more than 0 GBP',
  });
  expect(differences(formula)).toEqual([]);
});

it('sees what only somebody gains who may read the records by another role', () => {
  const base = DESK.replace(
    'when: status == "requested", after',
    'when: status == "requested" && area in user.regions, after',
  );
  expect(told(compareAccess(modelOf(base), deskModel()))).toBe(`
refund support update: wider
  Somebody with Support, who may read it by another role, can now change a refund with status Requested and area x so that it has amount £1.00 afterwards, which they could not before.
`);
});
