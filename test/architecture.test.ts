import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const CODE_FOLDERS = ['runtime', 'server', 'builder-ui', 'migrations', 'test', 'bench'];

/** Folders that the code of a folder may import from; longest prefix wins. Nobody imports `definitions`. */
const MATRIX: Readonly<Record<string, readonly string[]>> = {
  runtime: ['runtime'],
  'runtime/diagnostics': ['runtime/diagnostics'],
  'runtime/expression': ['runtime/expression', 'runtime/model', 'runtime/diagnostics'],
  'runtime/model': ['runtime/model', 'runtime/diagnostics', 'runtime/expression'],
  'runtime/definition': ['runtime/definition', 'runtime/diagnostics', 'runtime/model'],
  'runtime/compile': [
    'runtime/compile',
    'runtime/definition',
    'runtime/diagnostics',
    'runtime/model',
    'runtime/policy',
    'runtime/expression',
    'runtime/rules',
  ],
  'runtime/upgrade': [
    'runtime/upgrade',
    'runtime/compile',
    'runtime/definition',
    'runtime/diagnostics',
    'runtime/model',
  ],
  'runtime/policy': ['runtime/policy', 'runtime/model', 'runtime/diagnostics', 'runtime/expression'],
  'runtime/request': [
    'runtime/request',
    'runtime/policy',
    'runtime/model',
    'runtime/diagnostics',
    'runtime/wire',
    'runtime/validate',
    'runtime/expression',
  ],
  'runtime/plan': [
    'runtime/plan',
    'runtime/request',
    'runtime/policy',
    'runtime/model',
    'runtime/diagnostics',
    'runtime/wire',
    'runtime/expression',
  ],
  'runtime/rules': [
    'runtime/rules',
    'runtime/expression',
    'runtime/model',
    'runtime/diagnostics',
    'runtime/wire',
    'runtime/validate',
    'runtime/policy',
  ],
  'runtime/validate': ['runtime/validate', 'runtime/model', 'runtime/diagnostics', 'runtime/wire'],
  'runtime/view': [
    'runtime/view',
    'runtime/policy',
    'runtime/model',
    'runtime/wire',
    'runtime/validate',
    'runtime/diagnostics',
    'runtime/expression',
    'runtime/rules',
  ],
  'runtime/diff': [
    'runtime/diff',
    'runtime/model',
    'runtime/policy',
    'runtime/expression',
    'runtime/rules',
    'runtime/diagnostics',
  ],
  'runtime/review': [
    'runtime/review',
    'runtime/diff',
    'runtime/view',
    'runtime/wire',
    'runtime/model',
    'runtime/policy',
    'runtime/expression',
    'runtime/diagnostics',
  ],
  'runtime/wire': [
    'runtime/wire',
    'runtime/model',
    'runtime/diagnostics',
    'runtime/expression',
    'runtime/diff',
  ],
  server: ['server', 'runtime', 'migrations'],
  migrations: ['migrations'],
  'builder-ui': ['builder-ui', 'runtime'],
  test: ['test', 'server', 'runtime', 'migrations', 'builder-ui', 'bench', 'build.ts'],
  bench: ['bench', 'server', 'runtime', 'migrations', 'test', 'build.ts'],
};

/** Packages that only some folders may import; a package that is not listed is free for `server`, `test` and `bench`. */
const RUNTIME_PACKAGES = ['yaml', 'ajv'];

const LINES_LIMIT = 500;

function codeFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.split(sep).join('/')))
    .filter(
      (path) =>
        /\.tsx?$/u.test(path) && !path.includes('node_modules') && statSync(join(root, path)).isFile(),
    );
}

const files = CODE_FOLDERS.flatMap(codeFiles);
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

type Import = { readonly from: string; readonly target: string; readonly typeOnly: boolean };

function importsOf(file: string): Import[] {
  const text = sources.get(file) ?? '';
  const pattern =
    /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?from\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/gmu;
  return [...text.matchAll(pattern)].map((match) => {
    const name = match[2] ?? match[3] ?? '';
    const target = name.startsWith('.')
      ? relative(root, join(root, dirname(file), name))
          .split(sep)
          .join('/')
      : name;
    return { from: file, target, typeOnly: match[1] !== undefined };
  });
}

const imports = files.flatMap(importsOf);
const isOurs = (target: string) =>
  /^(?:[a-z-]+\/|build\.ts)/u.test(target) && (files.includes(target) || target === 'build.ts');

function allowedFor(file: string): readonly string[] {
  const folder = Object.keys(MATRIX)
    .filter((key) => file.startsWith(`${key}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  return MATRIX[folder ?? ''] ?? [];
}

it('finds the code it checks', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(imports.filter((entry) => isOurs(entry.target)).length).toBeGreaterThan(200);
});

it('imports go one way: each folder imports only what the matrix allows', () => {
  const wrong = imports
    .filter((entry) => isOurs(entry.target))
    .filter(
      (entry) =>
        !allowedFor(entry.from).some(
          (folder) => entry.target === folder || entry.target.startsWith(`${folder}/`),
        ),
    )
    .map((entry) => `${entry.from} imports ${entry.target}`);
  expect(wrong).toEqual([]);
});

it('the runtime imports only the packages it needs, and none of Node', () => {
  const wrong = imports
    .filter((entry) => entry.from.startsWith('runtime/') && !entry.target.startsWith('runtime/'))
    .filter(
      (entry) =>
        !RUNTIME_PACKAGES.some((name) => entry.target === name || entry.target.startsWith(`${name}/`)),
    )
    .map((entry) => `${entry.from} imports ${entry.target}`);
  expect(wrong).toEqual([]);
});

it('only the folders that own a concern import its package', () => {
  const owners: Readonly<Record<string, RegExp>> = {
    pg: /^server\/(?:db|migrate|sql)\/|^test\/|^bench\//u,
    kysely: /^server\/(?:db|migrate|sql|audit|releases)\/|^migrations\/|^test\/|^bench\//u,
    hono: /^server\/(?:http\/|app\.ts|main\.ts|dev\/)|^test\/|^bench\//u,
    react: /^builder-ui\//u,
    '@rjsf/core': /^builder-ui\/form\//u,
  };
  const wrong = imports
    .filter((entry) => !entry.typeOnly)
    .filter(
      (entry) => Object.hasOwn(owners, entry.target) && owners[entry.target]?.test(entry.from) === false,
    )
    .map((entry) => `${entry.from} imports ${entry.target}`);
  expect(wrong).toEqual([]);
});

it('there are no import cycles', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      imports
        .filter((entry) => entry.from === file && !entry.typeOnly && files.includes(entry.target))
        .map((entry) => entry.target),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

it('only config.ts reads the environment', () => {
  const readers = files
    .filter((file) => /^(?:runtime|server|migrations)\//u.test(file))
    .filter((file) => /process\.env\b/u.test(sources.get(file) ?? ''));
  expect(
    readers.filter(
      (file) => !['server/config.ts', 'server/cli/bin.js', 'server/db/embedded-postgres.ts'].includes(file),
    ),
  ).toEqual([]);
});

it(`no file is longer than ${LINES_LIMIT} lines`, () => {
  const long = files
    .map((file) => [file, (sources.get(file) ?? '').split('\n').length] as const)
    .filter(([, lines]) => lines > LINES_LIMIT);
  expect(long).toEqual([]);
});

it('file and folder names say what is inside', () => {
  const vague = files.filter((file) =>
    /(?:^|[/-])(?:utils?|helpers?|common|misc|manager|service|engine|handlers?)(?:[-./]|$)/u.test(file),
  );
  expect(vague).toEqual([]);
});
