import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compressFolder } from './server/dev/compress-folder.ts';
import { buildUi } from './server/dev/ui-build.ts';

/**
 * `node build.ts` builds the screens into `dist/ui`, compressed for the wire. With `--package` it also writes server,
 * runtime and migrations as plain JavaScript, because Node strips types only outside `node_modules`.
 */
const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/u, '');

await buildUi(root, compressFolder);
console.log('built dist/ui');

if (process.argv.includes('--package')) {
  for (const folder of ['server', 'runtime', 'migrations'])
    await rm(`${root}/dist/${folder}`, { recursive: true, force: true });
  const compiler = spawn(`${root}/node_modules/.bin/tsc`, ['-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  const [code] = (await once(compiler, 'close')) as [number];
  if (code !== 0) process.exit(code);
  await chmod(`${root}/dist/server/cli/bin.js`, 0o755);
  console.log('built dist/server, dist/runtime, dist/migrations');
}
