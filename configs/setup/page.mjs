import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode } from "./npm-packages.mjs";
import { repository } from "./repository.mjs";
import { run } from "./run.mjs";

const sources = join(repository, "web");
const built = join(sources, "dist/index.html");
const stamp = join(repository, "node_modules/.setup/page");

/** A folder's own time tells of a file that is gone; that of the sources' changes when `dist` is made. */
function newest(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== "dist");
  const times = entries.map(entry => {
    const path = join(folder, entry.name);
    const time = statSync(path).mtimeMs;
    return entry.isDirectory() ? Math.max(time, newest(path)) : time;
  });
  return Math.max(...times);
}

/** The stamp is set when a build is complete, to the time when it began. */
export function pageIsCurrent() {
  if (!existsSync(built) || !existsSync(stamp)) return false;
  const lockFile = join(repository, "package-lock.json");
  return statSync(stamp).mtimeMs >= Math.max(newest(sources), statSync(lockFile).mtimeMs);
}

export async function buildPage() {
  const begun = new Date();
  const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
  await run(node, [join(repository, "node_modules/vite/bin/vite.js"), "build", "web", "--logLevel", "warn"]);
  mkdirSync(join(stamp, ".."), { recursive: true });
  writeFileSync(stamp, "");
  utimesSync(stamp, begun, begun);
}
