import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { buildUi, isStale, ScreensProblem } from '../../server/dev/ui-build.ts';
import { readUiFiles } from '../../server/http/static/ui-files.ts';
import { temporaryFolder } from './run-jig.ts';

const temporary = temporaryFolder();
const root = temporary.path;
const place = { folder: join(root, 'dist/ui'), root };
afterAll(temporary.remove);

const run = promisify(execFile);
const BUILD = `import { buildUi } from ${JSON.stringify(new URL('../../server/dev/ui-build.ts', import.meta.url).href)};
await buildUi(${JSON.stringify(root)});`;

/** A checkout whose screens are one line. */
function makeCheckout(): void {
  const project = fileURLToPath(new URL('../..', import.meta.url));
  mkdirSync(join(root, 'builder-ui'));
  mkdirSync(join(root, 'runtime'));
  cpSync(join(project, 'package.json'), join(root, 'package.json'));
  writeFileSync(join(root, 'package-lock.json'), '{}');
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(
    join(root, 'builder-ui/vite.config.ts'),
    `export default { root: ${JSON.stringify(join(root, 'builder-ui'))} };\n`,
  );
  writeFileSync(join(root, 'builder-ui/index.html'), '<script type="module" src="./main.ts"></script>');
  writeFileSync(join(root, 'builder-ui/main.ts'), 'document.title = "one";');
}

it('screens are stale without a build, after a change of their sources, and not after the build', async () => {
  makeCheckout();
  expect(isStale(place)).toBe(true);
  await buildUi(root);
  expect(isStale(place)).toBe(false);
  const later = new Date(Date.now() + 5_000);
  utimesSync(join(root, 'builder-ui/main.ts'), later, later);
  expect(isStale(place)).toBe(true);
  utimesSync(join(root, 'builder-ui/main.ts'), 1, 1);
  expect(isStale({ ...place, root: null })).toBe(false);
});

it('programs that build at once leave one whole set behind, and no folder beside it', async () => {
  mkdirSync(join(root, 'dist/ui-new-999999999')); // of a build that was killed
  await Promise.all([1, 2, 3].map(() => run(process.execPath, ['--input-type=module', '-e', BUILD])));
  const files = [...readUiFiles(place.folder).keys()];
  expect(files).toContain('/index.html');
  expect(files.some((file) => /^\/assets\/.*\.js$/u.test(file))).toBe(true);
  expect(readdirSync(join(root, 'dist'))).toEqual(['ui']);
});

it('sources that cannot be built are said, and the former screens stay', async () => {
  writeFileSync(join(root, 'builder-ui/main.ts'), 'const = ;');
  await expect(buildUi(root)).rejects.toThrow(ScreensProblem);
  await expect(buildUi(root)).rejects.toThrow(/main\.ts/u);
  expect(existsSync(join(place.folder, 'index.html'))).toBe(true);
  expect(readdirSync(join(root, 'dist'))).toEqual(['ui']);
});
