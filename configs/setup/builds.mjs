import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pinnedNode } from "./npm-packages.mjs";
import { repository } from "./repository.mjs";
import { run } from "./run.mjs";

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

const timeOf = file => statSync(join(repository, file)).mtimeMs;

/**
 * A step of the setup that makes a folder's `dist` of its sources.
 * The stamp is set when a build is complete, to the time when it began; it tells where, because builds name their place.
 *
 * @param args of Node
 * @param others files besides the sources that the build depends on
 */
function build({ title, folder, result, args, others }) {
  const stamp = join(repository, "node_modules/.setup", folder);
  return {
    title,
    isDone() {
      if (!existsSync(join(repository, folder, "dist", result)) || !existsSync(stamp)) return false;
      const sourcesTime = Math.max(newest(join(repository, folder)), ...others.map(timeOf));
      return statSync(stamp).mtimeMs >= sourcesTime && readFileSync(stamp, "utf8") === repository;
    },
    async do() {
      const begun = new Date();
      const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
      await run(node, args);
      mkdirSync(dirname(stamp), { recursive: true });
      writeFileSync(stamp, repository);
      utimesSync(stamp, begun, begun);
    },
  };
}

export const page = build({
  title: "the page",
  folder: "web",
  result: "index.html",
  args: [join(repository, "node_modules/vite/bin/vite.js"), "build", "web", "--logLevel", "warn"],
  others: ["package-lock.json"],
});

export const server = build({
  title: "the server",
  folder: "server",
  result: "main.js",
  args: [join(repository, "configs/setup/bundle.mjs"), "server/dist"],
  others: ["package-lock.json", "configs/setup/bundle.mjs"],
});
