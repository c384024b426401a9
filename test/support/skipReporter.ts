import type { Reporter, TestCase } from 'vitest/node';

/** Says at the end, in a line for each reason, why tests were skipped: the default reporter keeps it to itself. */
export default class SkipReporter implements Reporter {
  readonly #counts = new Map<string, number>();

  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    if (result.state !== 'skipped' || !result.note) return;
    this.#counts.set(result.note, (this.#counts.get(result.note) ?? 0) + 1);
  }

  onTestRunEnd(): void {
    for (const [reason, count] of this.#counts)
      process.stdout.write(`Skipped ${count === 1 ? '1 test' : `${count} tests`}: ${reason}\n`);
  }
}
