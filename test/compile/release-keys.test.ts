import { expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { formatFile } from '../../runtime/definition/format/format.ts';
import type { Model } from '../../runtime/model/model.ts';
import { accessFacts } from '../../runtime/policy/access-matrix.ts';

const ROLES = '---\nrole: sales\n---\nrole: finance\n---\nrole: auditor\n';
const ENTITY =
  '---\nentity: order\nowner: sales\nfields: { note: { type: text } }\naccess: { sales: { read: true } }\n';

function modelOf(workspace: string, entity = ''): Model {
  const text = `workspace: acme\nlanguage: 1\n${workspace}${ROLES}${ENTITY}${entity}`;
  const { model, diagnostics } = compile([{ path: 'a.yaml', text }]);
  expect(diagnostics).toEqual([]);
  if (model === null) throw new Error('no model');
  return model;
}
const PLAIN = 'owners: { sales: { contact: s@acme.example } }\n';

it('who is not named approves, sees and publishes nothing', () => {
  const { workspace, entities } = modelOf(PLAIN);
  expect(workspace.owners['sales']?.approvers).toEqual([]);
  expect(workspace.releases).toEqual({ seenBy: [], publishedBy: [] });
  expect([workspace.accepts, entities['order']?.accepts]).toEqual([[], []]);
});

it('approvers belong to an owner, and who publishes sees as well', () => {
  const { workspace } = modelOf(
    'owners: { sales: { contact: s@acme.example, approvers: [finance, auditor] } }\nreleases: { seen_by: [auditor, finance], published_by: [finance, sales] }\n',
  );
  expect(workspace.owners['sales']?.approvers).toEqual(['finance', 'auditor']);
  expect(workspace.releases).toEqual({
    seenBy: ['auditor', 'finance', 'sales'],
    publishedBy: ['finance', 'sales'],
  });
});

it('the access matrix says who approves, sees and publishes', () => {
  const facts = (model: Model) =>
    accessFacts(model)
      .filter(({ subject }) => /^(?:releases|owner)/u.test(subject))
      .map(({ subject, fact }) => `${subject}: ${fact}`);
  expect(facts(modelOf(PLAIN))).toEqual([
    'releases: seen by an operator only',
    'releases: published by an operator only',
    'owner sales: findings approved by an operator only',
  ]);
  const named =
    'owners: { sales: { contact: s@acme.example, approvers: [finance] } }\nreleases: { published_by: [auditor] }\n';
  expect(facts(modelOf(named))).toEqual([
    'releases: seen by auditor',
    'releases: published by auditor',
    'owner sales: findings approved by finance',
  ]);
});

it('acceptances of an entity and of the workspace keep what was written, and their places', () => {
  const { workspace, entities } = modelOf(
    `${PLAIN}accepts: [{ finding: operation/tool-removed, at: desk, because: "Moved.", until: 2027-02-28 }]\n`,
    'accepts:\n  - { finding: data/values-lost, at: total, because: "Kept in the ledger.", until: 2028-02-29 }\n  - { finding: data/lock, because: "At night.", until: 2027-01-31 }\n',
  );
  expect(workspace.accepts).toMatchObject([
    { finding: 'operation/tool-removed', at: 'desk', because: 'Moved.', until: '2027-02-28' },
  ]);
  expect(entities['order']?.accepts).toMatchObject([
    { finding: 'data/values-lost', at: 'total', because: 'Kept in the ledger.', until: '2028-02-29' },
    { finding: 'data/lock', at: null, because: 'At night.', until: '2027-01-31', span: { column: 5 } },
  ]);
});

it('`jig fmt` puts the keys in the order of the reference', () => {
  const text =
    'workspace: acme\naccepts: [{ until: 2027-01-31, because: Known., finding: data/lock }]\nreleases: { published_by: [sales], seen_by: [sales] }\nowners: { sales: { approvers: [sales], contact: s@acme.example } }\nlanguage: 1\n';
  expect(formatFile({ path: 'a.yaml', text })).toBe(
    'workspace: acme\nlanguage: 1\nowners: { sales: { contact: s@acme.example, approvers: [sales] } }\nreleases: { seen_by: [sales], published_by: [sales] }\naccepts: [{ finding: data/lock, because: Known., until: 2027-01-31 }]\n',
  );
});
