import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TSchema } from "typebox";

/**
 * A schema that a project publishes in its Go module.
 * @param module with its version: "example.org/module@v1.0.0"
 * @param path of the schema, in the module
 * @returns the schema, or why it cannot be had here
 */
export function publishedSchema(
  module: string,
  path: string,
): { readonly schema: TSchema } | { readonly reason: string } {
  try {
    const options = { encoding: "utf8", timeout: 60_000 } as const;
    const { Dir } = JSON.parse(execFileSync("go", ["mod", "download", "-json", module], options));
    return { schema: JSON.parse(readFileSync(join(Dir, path), "utf8")) };
  } catch (error) {
    return { reason: `Go cannot fetch ${module}: ${(error as Error).message.split("\n")[0]}` };
  }
}
