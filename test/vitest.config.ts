import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import manifest from './package.json' with { type: 'json' };

const unit = 'src/**/*.test.{ts,tsx}';
const product = 'test/**/*.test.ts';
const all = { include: [unit, product] };
/** Their files ask for links, modes, pipes, case, or folders that Linux alone has: /proc and the database of time zones. */
const portableNot = [
  'src/base/clock.io.test.ts',
  'src/catalogue/validate.io.test.ts',
  'src/desired/base.io.test.ts',
  'src/files/{commitTree,folder,git,names,readTree,replace,revision,stateFolder,write}.io.test.ts',
  'src/files/watch/**',
  'src/journal/{journal,lock}.io.test.ts',
  'src/memory/{memory,oneDaemon}.io.test.ts',
  'src/pull/{pull,update/update}.io.test.ts',
  'src/reconcile/savedPlan/file.io.test.ts',
  'src/settings/secrets.io.test.ts',
];
const quick = {
  include: [unit, 'test/architecture.test.ts', 'test/docs.test.ts'],
  tagsFilter: ['!slow'],
  setupFiles: 'test/support/runs.ts',
  env: { MOST_RUNS: '10' },
};

/** For systems other than Linux: units, and of the product what asks for no signal and no tool. */
const portable = {
  ...quick,
  include: [...quick.include, 'test/scenarios.test.ts', 'test/cli/savedPlan.test.ts'],
  exclude: portableNot,
};

/**
 * Tests of a browser begin first, since they follow one another and end last, then what else starts processes. Where no
 * earlier run is known vitest begins with the largest files, but a test that waits for long is not large.
 */
class ProductFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) =>
      moduleId.includes('/test/page/') ? 0 : moduleId.includes('/src/') ? 2 : 1;
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

/** What only tests need lies in test/node_modules, where tests that stand beside the sources do not look. */
const testPackages: Plugin = {
  name: 'test-packages',
  enforce: 'pre',
  resolveId(name, importer, options) {
    const isOurs = Object.keys(manifest.devDependencies).some(
      (one) => name === one || name.startsWith(`${one}/`),
    );
    if (!isOurs || !importer || importer.includes('/node_modules/') || importer === here) return null;
    return this.resolve(name, here, { ...options, skipSelf: true });
  },
};
const here = fileURLToPath(import.meta.url);

/**
 * `--mode quick` is for each save: what is near the sources, laws with a few random values, and nothing that is slow.
 * `--mode portable` is for lanes of Windows and macOS.
 */
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [testPackages],
  test: {
    ...(mode === 'quick' ? quick : mode === 'portable' ? portable : all),
    tags: [{ name: 'slow', description: 'takes half a second or more, or other processes' }],
    reporters: ['default', 'test/support/skipReporter.ts'],
    // Files share processes, and so load each module once. A test puts back what it changes of the process.
    isolate: false,
    sequence: { sequencer: ProductFirst },
    // A test that hangs is ended, one that waits for its turn on a busy machine is not; what hangs in a process that a
    // test has started is told sooner.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 80_000 } },
    // The runner itself does little, and some tests wait for processes: a core each would now and then leave one idle.
    maxWorkers: availableParallelism() + 1,
  },
}));
