import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REFUND_TOOL, REFUND_WORKSPACE } from '../support/refund-tool.ts';
import { createCodeHost, type CodeHost, type Comment } from './code-host.ts';

const root = join(import.meta.dirname, '../..');
const PLAN = join(root, 'docs/ci/plan.sh');
const COMMENT = join(root, 'docs/ci/github-comment.sh');
const JIG = `${process.execPath} ${join(root, 'server/cli/bin.js')}`;
const COMMENTS = 'https://api.github.com/repos/acme/tools/issues/7/comments';

let folder: string;
let host: CodeHost;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jig-ci-'));
  host = await createCodeHost(join(folder, 'host'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Ran = { readonly code: number; readonly out: string };

function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const own = { HOME: folder, PATH: process.env['PATH'] ?? '', JIG_DATA: join(folder, '.jig') };
    const child = spawn(command, [...args], { cwd: folder, env: { ...own, ...env } });
    let out = '';
    const add = (chunk: Buffer): void => void (out += chunk.toString());
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, out }));
  });
}

/** A program in place of jig, whose commands end as told; its plan is a file with the given line. */
async function fakeJig(codes: { check?: number; test?: number; plan: number }): Promise<string> {
  const path = join(folder, 'fake-jig');
  await writeFile(
    path,
    `#!/bin/sh
echo "$@" >> ${join(folder, 'calls')}
case $1 in
check) exit ${codes.check ?? 0} ;;
test) exit ${codes.test ?? 0} ;;
plan)
  for arg in "$@"; do case $arg in *.md) printf '<!-- jig-plan -->\\n**A plan.**\\n' > "$arg" ;; esac; done
  exit ${codes.plan} ;;
esac
`,
  );
  await chmod(path, 0o755);
  return path;
}

const planWith = async (jig: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  run('sh', [PLAN, 'main'], { ...host.env, JIG: jig, JIG_POST: `sh ${COMMENT}`, ...more });

const comment = (id: number, body: string, login = 'github-actions[bot]'): Comment => ({
  id,
  body,
  user: { login },
});

describe('plan.sh', () => {
  it('plans a change in a git repository, writes every format and posts one comment', async () => {
    await mkdir(join(folder, 'definitions'));
    await writeFile(join(folder, 'definitions', REFUND_WORKSPACE.path), REFUND_WORKSPACE.text);
    await writeFile(join(folder, 'definitions/refund.yaml'), REFUND_TOOL);
    const git = (...args: readonly string[]): Promise<Ran> =>
      run('git', ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.com', ...args]);
    await git('init', '--quiet', '--initial-branch=main');
    await git('add', 'definitions');
    expect((await git('commit', '--quiet', '-m', 'first')).code).toBe(0);
    await writeFile(
      join(folder, 'definitions/refund.yaml'),
      REFUND_TOOL.replace('amount <= 500', 'amount <= 900').replace(
        'columns: [number, ',
        'columns: [amount, number, ',
      ),
    );
    const { code, out } = await planWith(JIG);
    expect(out).toContain('Wrote a comment with the plan.');
    expect(code).toBe(0);
    const read = (name: string): Promise<string> => readFile(join(folder, 'jig-plan', name), 'utf8');
    const [posted] = await host.comments();
    expect(posted?.body).toBe(await read('plan.md'));
    expect(posted?.body).toMatch(/^<!-- jig-plan -->\n/u);
    expect(posted?.body).toContain('refund.checks.limit');
    expect(JSON.parse(await read('plan.json'))).toMatchObject({
      format: 1,
      empty: false,
      blocked: false,
      // The workflow promotes by it.
      head: { contentHash: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    });
    expect(JSON.parse(await read('plan.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(await read('plan.html')).toContain('<main><article class="rv-page">');
    const requests = await host.requests();
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${COMMENTS}?per_page=100&page=1`,
      `POST ${COMMENTS}`,
    ]);
    expect(requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer secret-token',
      'Bearer secret-token',
    ]);
    expect(requests.flatMap(({ args }) => args).filter((arg) => arg.includes('secret-token'))).toEqual([]);
  });

  it('calls jig with what it was told, in order', async () => {
    expect(
      (await run('sh', [PLAN, 'origin/main', 'defs'], { JIG: await fakeJig({ plan: 2 }), JIG_OUT: 'out' }))
        .code,
    ).toBe(0);
    expect((await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n')).toEqual([
      'check defs',
      'test defs',
      'plan defs --base origin/main --markdown out/plan.md --json out/plan.json --sarif out/plan.sarif --html out/plan.html',
    ]);
  });

  it('fails a check that is blocked, and none that has changes', async () => {
    expect((await planWith(await fakeJig({ plan: 2 }))).code).toBe(0);
    expect((await planWith(await fakeJig({ plan: 3 }))).code).toBe(3);
    expect((await host.comments()).map(({ body }) => body)).toEqual(['<!-- jig-plan -->\n**A plan.**\n']);
  });

  it('says that there is no plan where the last one would go on standing there', async () => {
    await host.has([comment(4, '<!-- jig-plan -->\n**The plan of an hour ago.**\n')]);
    expect((await planWith(await fakeJig({ check: 1, plan: 2 }))).code).toBe(1);
    expect((await host.comments()).map(({ body }) => body)).toEqual([
      '<!-- jig-plan -->\n**There is no plan:** the definitions have errors. The job of this check shows what is wrong.\n',
    ]);
    expect((await planWith(await fakeJig({ plan: 1 }))).code).toBe(1);
    expect((await host.comments())[0]?.body).toContain('it could not be made.');
  });

  it('says beside the plan that examples fail, and fails', async () => {
    expect((await planWith(await fakeJig({ test: 1, plan: 2 }))).code).toBe(1);
    expect((await host.comments())[0]?.body).toContain('> **Examples of the definitions do not hold.**');
  });

  it('keeps its result where the comment cannot be written, and says so', async () => {
    const { code, out } = await planWith(await fakeJig({ plan: 2 }), { CODE_HOST_REFUSES: 'yes' });
    expect(out).toContain('The plan could not be posted; it is in jig-plan/plan.md.');
    expect(out).not.toContain('secret-token');
    expect(code).toBe(0);
  });

  it('hands the plan to any program, with the code of the plan', async () => {
    const post = join(folder, 'post');
    await writeFile(post, `#!/bin/sh\necho "posted $JIG_PLAN_CODE $(head -n 1 "$1")"\n`);
    await chmod(post, 0o755);
    const { out } = await planWith(await fakeJig({ plan: 3 }), { JIG_POST: post });
    expect(out).toContain('posted 3 <!-- jig-plan -->');
    expect(await host.requests()).toEqual([]);
  });

  it('asks for a revision', async () => {
    expect(await run('sh', [PLAN])).toEqual({ code: 1, out: 'Usage: sh plan.sh <revision> [folder]\n' });
  });
});

describe('github-comment.sh', () => {
  const post = async (code: string): Promise<Ran> => {
    await writeFile(join(folder, 'plan.md'), '<!-- jig-plan -->\n"New" \\ plan: ü\n');
    return run('sh', [COMMENT, 'plan.md'], { ...host.env, JIG_PLAN_CODE: code });
  };

  it('writes its own comment anew instead of a second one, however many there are', async () => {
    const others = Array.from({ length: 130 }, (_, at) => comment(at + 1, `Remark ${at}`, 'ben'));
    const own = comment(500, '<!-- jig-plan -->\r\nOld plan');
    const copied = comment(400, '<!-- jig-plan -->\nCopied by a person', 'ben');
    const quoted = comment(401, 'Look: <!-- jig-plan -->');
    await host.has([copied, quoted, ...others, own]);
    expect(await post('2')).toEqual({ code: 0, out: 'Wrote the comment of the plan anew.\n' });
    const comments = await host.comments();
    expect(comments).toHaveLength(133);
    expect(comments.at(-1)?.body).toBe('<!-- jig-plan -->\n"New" \\ plan: ü\n');
    expect(comments[0]?.body).toBe(copied.body);
    expect((await host.requests()).map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${COMMENTS}?per_page=100&page=1`,
      `GET ${COMMENTS}?per_page=100&page=2`,
      'PATCH https://api.github.com/repos/acme/tools/issues/comments/500',
    ]);
  });

  it('says nothing where there is nothing to do, but takes back what it said before', async () => {
    expect((await post('0')).out).toBe('Nothing to do, and nothing to say.\n');
    expect(await host.comments()).toEqual([]);
    await host.has([comment(4, '<!-- jig-plan -->\nOld plan')]);
    await post('0');
    expect((await host.comments())[0]?.body).toContain('"New" \\ plan');
  });

  it('names what is missing', async () => {
    const { code, out } = await run('sh', [COMMENT, 'plan.md'], { GITHUB_TOKEN: 'x' });
    expect({ code, out }).toEqual({
      code: 1,
      out: 'github-comment.sh needs GITHUB_REPOSITORY in the environment\n',
    });
  });
});
