import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateDefinitions } from '../test/support/generate-definitions.ts';
import { timeProcess } from './process-time.ts';
import { median } from './statistics.ts';

const bin = fileURLToPath(new URL('../server/cli/bin.js', import.meta.url));

/** Seconds (median of \`runs\`, after one run that fills the compile cache) of the whole process of \`jig check\`. */
export async function measureCheck(entities: number, runs: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'jig-check-'));
  try {
    for (const file of generateDefinitions({ entities })) {
      const path = join(folder, file.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.text);
    }
    await timeProcess(process.execPath, [bin, 'check', folder], 0);
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1)
      times.push(await timeProcess(process.execPath, [bin, 'check', folder], 0));
    return median(times);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
