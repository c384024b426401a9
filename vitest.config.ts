import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const unit = 'src/**/*.test.ts';
const product = 'test/**/*.test.ts';
const all = { include: [unit, product] };
const quick = {
  include: [unit, 'test/architecture.test.ts', 'test/docs.test.ts'],
  tagsFilter: ['!slow'],
  setupFiles: 'test/support/runs.ts',
  env: { MOST_RUNS: '10' },
  isolate: false,
};

/** `--mode quick` is for each save: what is near the sources, laws with a few random values, and nothing that is slow. */
export default defineConfig(({ mode }) => ({
  test: {
    ...(mode === 'quick' ? quick : all),
    tags: [{ name: 'slow', description: 'takes half a second or more, or other processes' }],
    reporters: ['default', 'test/support/skipReporter.ts'],
    // A test that hangs is ended, one that waits for its turn on a busy machine is not.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The runner itself does little: leaving it a core, as is usual, would leave one of two idle.
    maxWorkers: availableParallelism(),
  },
}));
