import type { Reporter, TestModule } from "vitest/node";

/**
 * Ends the output with a line that any continuous integration understands: "N passed, N failed", and the skipped ones.
 * A file that could not be run counts as one failed test, and so does an error outside of all tests.
 */
export class PlainLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    }
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    const line = `${counts.passed} passed, ${counts.failed + counts.pending} failed${skipped}`;
    // What other reporters and the runner itself have to say at the end comes before it.
    process.once("exit", () => process.stdout.write(`${line}\n`));
  }
}
