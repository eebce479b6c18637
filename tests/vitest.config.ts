import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { PlainLineReporter } from "./support/plain-line-reporter.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const globalSetup = ["tests/support/built.ts"];

/**
 * Projects run one after the other, in the order of the list: what fails fast comes first, and guests, which take a
 * core each, never run beside unit tests, whose timing they would disturb.
 */
const projects = [
  { name: "architecture", include: ["tests/*.test.ts"] },
  {
    name: "unit",
    globalSetup,
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/*.test.ts", "tests/{system,guest,browser,bench,container}/**"],
    // They wait more than they compute.
    maxWorkers: 2,
    // Many of them run real programs, which on a busy machine take their time.
    testTimeout: 30_000,
  },
  {
    name: "system",
    globalSetup,
    include: ["tests/{system,guest}/**/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
  {
    name: "browser",
    globalSetup,
    include: ["tests/browser/**/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
];

export default defineConfig({
  test: {
    // What is polled for comes soon, but a busy machine takes its time.
    expect: { poll: { timeout: 10_000 } },
    reporters: ["default", new PlainLineReporter()],
    projects: projects.map((project, index) => ({
      test: { root, sequence: { groupOrder: index + 1 }, ...project },
    })),
  },
});
