import { existsSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";

const root = "/sys/fs/cgroup";

/** Removes what an engine leaves of its control group, in every hierarchy (cgroups(7)); nothing runs in it any more. */
export function removeControlGroup(name: string): void {
  for (const hierarchy of [root, ...readdirSync(root).map(entry => join(root, entry))]) {
    const folder = join(hierarchy, name);
    if (existsSync(folder)) removeFolders(folder);
  }
}

/** Their files cannot be removed, and go with them. */
function removeFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeFolders(join(folder, entry.name));
  }
  rmdirSync(folder);
}
