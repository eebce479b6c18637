import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository.mjs";
import { run } from "./run.mjs";

const oldestForTypeScript = 24;
const lockFile = join(repository, "package-lock.json");
const installed = join(repository, "node_modules/.package-lock.json");
const stamp = join(repository, "node_modules/.setup/packages");
export const pinnedNode = join(repository, "node_modules/.bin/node");

const lockHash = () => createHash("sha256").update(readFileSync(lockFile)).digest("hex");

/** Installed by this setup from this lock file, or by npm since it was last changed. */
export function npmPackagesAreCurrent() {
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(lockFile).mtimeMs) return true;
  return existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash();
}

/** `npm ci` would want the packages of every other platform in the lock file, which not every registry has. */
export async function installNpmPackages() {
  const args = [
    "install",
    "--no-save",
    "--include=dev",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const npm = process.env.npm_execpath;
  await (npm ? run(process.execPath, [npm, ...args]) : run("npm", args));
  mkdirSync(join(stamp, ".."), { recursive: true });
  writeFileSync(stamp, lockHash());
}

/** The Node that comes with the packages, if there is one for this platform; else the one that npm has must do. */
export async function checkNode() {
  if (existsSync(pinnedNode)) {
    await run(pinnedNode, ["--version"]);
    return;
  }
  if (Number(process.versions.node.split(".")[0]) >= oldestForTypeScript) return;
  const platform = `${process.platform} on ${process.arch}`;
  throw new Error(
    `There is no Node package for ${platform}: install Node ${oldestForTypeScript} or later (this is ${process.version}).`,
  );
}
