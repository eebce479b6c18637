import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { PlainLineReporter } from "../support/plain-line-reporter.ts";

/** By themselves, because they need an engine and build the image first, which takes minutes. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["tests/container/**/*.test.ts"],
    globalSetup: ["tests/container/support/global-setup.ts"],
    reporters: ["default", new PlainLineReporter()],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
