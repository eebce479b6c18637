import type { Reporter, TestModule } from "vitest/node";

/**
 * Ends the output with a line that any continuous integration understands: "N passed, N failed", and the skipped ones,
 * each with its reason in a line before. A file that could not be run counts as one failed test, and so does an error
 * outside of all tests.
 */
export class PlainLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    let reasons = "";
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        counts[result.state] += 1;
        if (result.state === "skipped" && result.note !== undefined)
          reasons += `skipped: ${test.fullName}: ${result.note}\n`;
      }
    }
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    const line = `${counts.passed} passed, ${counts.failed + counts.pending} failed${skipped}`;
    // What other reporters and the runner itself have to say at the end comes before it.
    process.once("exit", () => process.stdout.write(`${reasons}${line}\n`));
  }
}
