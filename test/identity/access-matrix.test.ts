import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compile } from '../../runtime/compile/compile.ts';
import { renderAccess } from '../../runtime/policy/access-matrix.ts';
import { access } from '../../server/cli/access.ts';
import { diffLines } from '../../server/cli/diff-lines.ts';
import { loadDefinitions } from '../../server/releases/load-files.ts';
import { EXAMPLE } from '../support/activate-definitions.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'jig-access-'))));
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colour: false,
    env: {},
  };
  const code = await access.run(args, io);
  return { code, out, err };
}

it('the snapshot beside the example says what its definitions say', async () => {
  const { model } = compile((await loadDefinitions(EXAMPLE)).files);
  const kept = await readFile(join(EXAMPLE, 'access.snapshot.txt'), 'utf8');
  const text = model === null ? 'The example does not compile.' : renderAccess(model);
  const message =
    'Who may do what in the example has changed. If that is meant, run ' +
    '`jig access definitions --snapshot definitions/access.snapshot.txt` and have the file reviewed.';
  expect(diffLines(kept, text), message).toEqual([]);
  expect(kept === text, message).toBe(true);
});

const WORKSPACE = `workspace: desk
language: 1
currency: GBP
owners: { payments: { contact: payments@desk.example } }
user_attributes:
  regions: { type: tags }
---
role: support
given_by: [lead]
---
role: lead
---
role: finance
---
parameters: refunds
values:
  limit: { type: money, value: "500.00", changed_by: [lead], about: Most of one refund. }
---
entity: refund
owner: payments
fields:
  amount: { type: money }
  region: { type: text }
  iban: { type: text }
  status: { type: choice, options: [requested, approved, paid], default: requested }
  agent: { type: user }
lifecycle: status
actions:
  approve: { from: requested, to: approved, not_by: agent }
  pay: { from: approved, to: paid }
access:
  support:
    read: { when: region in user.regions, fields: [amount, region, status] }
    create: true
    update: { fields: [amount], when: status == "requested" }
  lead:
    read: true
    update:
      - { fields: [region] }
      - { fields: [amount], when: status == "requested", after: amount <= params.limit }
    delete: status == "requested"
    actions: [approve]
  finance:
    read: { fields: [amount, iban, status], mask: { iban: last_4 } }
    export: true
    actions: { pay: amount < 5000 }
`;

const matrixOf = (text: string): string => {
  const { model, diagnostics } = compile([{ path: 'desk.yaml', text }]);
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return renderAccess(model);
};

it('says every grant with its condition as written and in words, one fact in a line', () => {
  const lines = matrixOf(WORKSPACE)
    .split('\n')
    .filter((line) => !line.startsWith('#') && line !== '');
  expect(lines).toEqual([
    'releases: seen by an operator only',
    'releases: published by an operator only',
    'owner payments: findings approved by an operator only',
    'role support: given by lead',
    'role lead: given by an operator only',
    'role finance: given by an operator only',
    'parameter limit: changed by lead',
    'refund: field: amount',
    'refund: field: region',
    'refund: field: iban',
    'refund: field: status',
    'refund: field: agent',
    'refund: support read: where region in user.regions',
    expect.stringMatching(/^refund: support read: where, in words: .*region.*regions/u),
    'refund: support read: field amount',
    'refund: support read: field region',
    'refund: support read: field status',
    'refund: support create: every field of every record',
    'refund: support update: where status == "requested"',
    expect.stringMatching(/^refund: support update: where, in words: .*status.*Requested/u),
    'refund: support update: field amount',
    'refund: lead read: every field of every record',
    'refund: lead update: every record',
    'refund: lead update: field region',
    'refund: lead update (2): where status == "requested"',
    expect.stringContaining('in words'),
    'refund: lead update (2): and afterwards amount <= params.limit',
    expect.stringMatching(/^refund: lead update \(2\): and afterwards, in words: .*amount.*limit/u),
    'refund: lead update (2): field amount',
    'refund: lead delete: where status == "requested"',
    expect.stringContaining('in words'),
    'refund: lead action approve: every record',
    'refund: finance read: every record',
    'refund: finance read: field amount',
    'refund: finance read: field iban',
    'refund: finance read: field status',
    'refund: finance read: field iban masked: last_4',
    'refund: finance export: every field of every record',
    'refund: finance action pay: where amount < 5000',
    expect.stringContaining('in words'),
  ]);
});

it('a change of one word changes one line, or two where it stands in a condition', () => {
  const before = matrixOf(WORKSPACE);
  const changed = (from: string, to: string): number =>
    diffLines(before, matrixOf(WORKSPACE.replace(from, to))).length;
  expect(changed('given_by: [lead]', 'given_by: [finance]')).toBe(2);
  expect(changed('mask: { iban: last_4 }', 'mask: { iban: initial }')).toBe(2);
  expect(changed('fields: [amount, region, status] }', 'fields: [amount, region, status, iban] }')).toBe(1);
  expect(changed('pay: amount < 5000', 'pay: amount < 9000')).toBe(4);
  expect(changed('    export: true\n', '')).toBe(1);
  expect(changed('  agent: { type: user }\n', '  agent: { type: user }\n  note: { type: text }\n')).toBe(1);
});

it('writes, compares and shows what drifted; exits 1 on drift and 2 where it cannot', async () => {
  const file = join(folder, 'access.txt');
  const workspace = join(folder, 'desk.yaml');
  await writeFile(workspace, WORKSPACE);
  expect((await run(folder, '--check', file)).code).toBe(2);
  expect(await run(folder, '--snapshot', file)).toEqual({ code: 0, out: `Wrote ${file}\n`, err: '' });
  expect((await run(folder, '--check', file)).code).toBe(0);
  expect((await run(folder)).out).toBe(await readFile(file, 'utf8'));
  await writeFile(workspace, WORKSPACE.replace('delete: status == "requested"', 'delete: true'));
  const drift = await run(folder, '--check', file);
  expect(drift.code).toBe(1);
  expect(drift.out.split('\n').slice(0, 3)).toEqual([
    '- refund: lead delete: where status == "requested"',
    expect.stringMatching(/^- refund: lead delete: where, in words/u),
    '+ refund: lead delete: every record',
  ]);
  expect(drift.err).toContain(`jig access ${folder} --snapshot ${file}`);
  const facts = JSON.parse((await run(folder, '--json')).out).facts;
  expect(facts[0]).toEqual({ of: null, subject: 'releases', fact: 'seen by an operator only' });
  await writeFile(workspace, WORKSPACE.replace('role: lead', 'role: chief'));
  expect(await run(folder)).toMatchObject({ code: 1, out: '' });
  expect((await run(join(folder, 'nowhere'))).code).toBe(2);
  await expect(run(folder, '--json', '--check', file)).rejects.toThrow(/Choose one/u);
});
