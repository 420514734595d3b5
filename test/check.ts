import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * The static part of `npm test`: formatting, lint, types of the three projects, dead exports and files. Runs every check
 * even when one fails, prints the output of those that failed, and exits 1 if any did.
 */
const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['formatting', 'oxfmt', '--check', '.'],
  ['lint', 'oxlint', '--type-aware', '.'],
  ['types: server, tests, benchmarks', 'tsc', '-p', 'tsconfig.json'],
  ['types: runtime is pure', 'tsc', '-p', 'runtime/tsconfig.json'],
  ['types: screens', 'tsc', '-p', 'builder-ui/tsconfig.json'],
  ['dead exports and files', 'knip'],
];

const root = fileURLToPath(new URL('..', import.meta.url));

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(`node_modules/.bin/${command}`, args, { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

let failed = 0;
for (const [name, command, ...args] of CHECKS) {
  const started = performance.now();
  const { code, output } = await run(command, args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (code !== 0) {
    failed += 1;
    console.log(output.trimEnd());
  }
}
if (failed > 0) {
  console.log(`\n${failed} of ${CHECKS.length} checks failed; see above.`);
  process.exit(1);
}
