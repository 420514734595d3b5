import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../server/cli/registry.ts';

const folder = join(import.meta.dirname, '../../docs/ci');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

type Step = {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
};
type Job = {
  readonly steps: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly if?: string;
};
type Workflow = {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};

const workflow = parse(read('github-actions.yml'), { version: '1.2' }) as Workflow;
const steps = Object.values(workflow.jobs).flatMap(({ steps: each }) => each);

/** Commands of jig in a shell text, each with its words; a backslash at the end goes on in the next line. */
function jigCommands(text: string): readonly (readonly string[])[] {
  return text
    .replaceAll(/\\\n\s*/gu, ' ')
    .split('\n')
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => {
      const words = /(?:npx --no-install jig|\$jig) (.+)/u.exec(line)?.[1];
      return words === undefined ? [] : [words.split(/\s+/u)];
    });
}

describe('the workflow for GitHub Actions', () => {
  it('plans pull requests and releases what is merged', () => {
    expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push']);
    expect(Object.keys(workflow.jobs)).toEqual(['plan', 'staging', 'production']);
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.jobs['plan']?.permissions).toEqual({
      contents: 'read',
      'pull-requests': 'write',
      'security-events': 'write',
    });
    expect(workflow.jobs['staging']?.permissions).toBeUndefined();
  });

  it('runs the scripts that stand beside it', () => {
    const scripts = steps.flatMap(({ run = '', env = {} }) =>
      [...`${run}\n${Object.values(env).join('\n')}`.matchAll(/ci\/([a-z-]+\.sh)/gu)].map(
        ([, name]) => name ?? '',
      ),
    );
    expect([...new Set(scripts)].toSorted()).toEqual(['github-comment.sh', 'plan.sh']);
    for (const name of scripts) expect(read(name)).toMatch(/^#!\/bin\/sh\n/u);
  });

  it('has all of the history where a revision is compared, and lets no step take the token along', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@') === true);
    expect(checkouts).toHaveLength(3);
    for (const { with: given } of checkouts)
      expect(given).toMatchObject({ 'fetch-depth': 0, 'persist-credentials': false });
  });

  it('puts nothing that people write into a command', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });
});

describe('commands of jig in the workflow and the script', () => {
  const texts = [...steps.map(({ run = '' }) => run), read('plan.sh')];
  const commands = texts.flatMap(jigCommands);

  it('are those that there are', () => {
    expect(commands.map(([name]) => name)).toEqual([
      'plan',
      'release',
      'plan',
      'release',
      'check',
      'test',
      'plan',
    ]);
    for (const [name = ''] of commands) expect(Object.keys(COMMANDS)).toContain(name);
  });

  it.each(commands.map((words) => [words.join(' '), words] as const))(
    'know every option of `%s`',
    async (_, words) => {
      const [name = '', ...rest] = words;
      const command = await COMMANDS[name]?.load();
      const options = rest.filter((word) => word.startsWith('--'));
      const known = new Set(command?.usage.match(/--[a-z-]+/gu));
      expect(options.filter((option) => !known.has(option))).toEqual([]);
    },
  );
});
