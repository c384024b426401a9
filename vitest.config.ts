import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'] } },
      { extends: true, test: { name: 'product', include: ['test/**/*.test.ts'] } },
    ],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // The runner itself does little: leaving it a core, as is usual, would leave one of two idle.
    maxWorkers: availableParallelism(),
  },
});
