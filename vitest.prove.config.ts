import { defineConfig } from 'vitest/config';

/** Long proofs: soaks and rounds of killing. One at a time, so that their figures mean something. */
export default defineConfig({
  test: {
    include: ['test/prove/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
