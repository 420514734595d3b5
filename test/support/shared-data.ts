import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Folder of the public data that tests read and the project does not hold: `JIG_TEST_DATA`, else `../shared/data` beside
 * the checkout. Throws with what to do when `part` is not there.
 */
export function sharedData(part: string): string {
  const folder = process.env['JIG_TEST_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
  const path = join(folder, part);
  if (existsSync(path)) return path;
  throw new Error(
    `This test reads ${part}, which is not in ${folder}. Set JIG_TEST_DATA to the folder that holds it.`,
  );
}
