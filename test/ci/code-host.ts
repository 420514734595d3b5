import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Comment = {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
};
export type Request = {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  /** Everything on the command line, where other processes could read it. */
  readonly args: readonly string[];
  readonly body: { readonly body: string } | null;
};

/**
 * Stands in for `curl` and answers as a code host does: it keeps comments, gives them in pages and writes down what it was asked.
 */
const CURL = `#!/usr/bin/env node
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = process.env.CODE_HOST;
const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : null);
const url = args.find((arg) => arg.startsWith('http'));
const method = option('--request') ?? 'GET';
const data = option('--data-binary');
const body = data === null ? null : JSON.parse(readFileSync(data.slice(1), 'utf8'));
const config = readFileSync(0, 'utf8');
const authorization = /Authorization: ([^"]*)/.exec(config)?.[1] ?? '';
appendFileSync(join(folder, 'requests'), JSON.stringify({ method, url, authorization, args, body }) + '\\n');
if (process.env.CODE_HOST_REFUSES === 'yes') {
  console.error('curl: (22) The requested URL returned error: 403');
  process.exit(22);
}
const file = join(folder, 'comments.json');
const comments = JSON.parse(readFileSync(file, 'utf8'));
const { pathname, searchParams } = new URL(url);
const id = Number(/comments\\/(\\d+)$/.exec(pathname)?.[1]);
let answer;
if (method === 'GET') {
  const size = Number(searchParams.get('per_page'));
  const from = (Number(searchParams.get('page')) - 1) * size;
  answer = comments.slice(from, from + size);
} else if (method === 'POST') {
  answer = { id: 900 + comments.length, user: { login: 'github-actions[bot]' }, ...body };
  comments.push(answer);
} else {
  answer = comments.find((comment) => comment.id === id);
  answer.body = body.body;
}
writeFileSync(file, JSON.stringify(comments));
writeFileSync(option('--output'), JSON.stringify(answer));
`;

export type CodeHost = {
  readonly env: Readonly<Record<string, string>>;
  readonly has: (comments: readonly Comment[]) => Promise<void>;
  readonly comments: () => Promise<readonly Comment[]>;
  readonly requests: () => Promise<readonly Request[]>;
};

/** A code host in a folder, with a `curl` for the path of programs. */
export async function createCodeHost(folder: string): Promise<CodeHost> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'curl'), CURL);
  await chmod(join(bin, 'curl'), 0o755);
  const file = join(folder, 'comments.json');
  const requests = join(folder, 'requests');
  const has = (comments: readonly Comment[]): Promise<void> => writeFile(file, JSON.stringify(comments));
  await has([]);
  await writeFile(requests, '');
  return {
    env: {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      CODE_HOST: folder,
      GITHUB_TOKEN: 'secret-token',
      GITHUB_REPOSITORY: 'acme/tools',
      JIG_PULL_REQUEST: '7',
    },
    has,
    comments: async () => JSON.parse(await readFile(file, 'utf8')) as readonly Comment[],
    requests: async () =>
      (await readFile(requests, 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Request),
  };
}
