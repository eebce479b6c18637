import { page, server } from "../../configs/setup/builds.mjs";

/** `npm test` has built what it tests; who starts vitest by itself after a change means the change, too. */
export async function setup(): Promise<void> {
  for (const build of [page, server]) {
    if (!build.isDone()) await build.do();
  }
}
