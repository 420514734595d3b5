import { spawn } from 'node:child_process';

/** Runs a program to its end; gives seconds from start to exit. Throws with its output when the exit code is not the expected one. */
export function timeProcess(file: string, args: readonly string[], expectedCode: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(file, args);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === expectedCode) resolve((performance.now() - started) / 1000);
      else reject(new Error(`${file} ${args.join(' ')} ended with ${code}:\n${output}`));
    });
  });
}

/** Peak resident memory of a running process in MiB (Linux only). */
export function residentMemory(status: string): number {
  return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? Number.NaN) / 1024;
}
