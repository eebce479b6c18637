import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "./run.mjs";

/** DMTF's validators, the clients that the tests drive the BMC with, and the schemas of Kubernetes. */
const packages = [
  "redfish-service-validator==3.1.8",
  "redfish-protocol-validator==1.3.2",
  "redfish-use-case-checkers==2.1.1",
  "redfish-interop-validator==3.0.4",
  "redfish-utilities==3.5.2",
  "sushy==5.14.0",
  "kubernetes-validate==1.37.0",
];

/** Named by what is in it, so that another list gets another folder. */
export function pythonFolder(env = process.env) {
  const cache = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  const hash = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 16);
  return join(cache, "qemu-bmc", `python-${hash}`);
}

const stamp = () => join(pythonFolder(), "installed");

export const pythonPackagesAreInstalled = () => existsSync(stamp());

export async function installPythonPackages() {
  const folder = pythonFolder();
  // What a broken-off setup has left would make the next one fail.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  await run(join(folder, "bin/pip"), [
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--only-binary=:all:",
    ...packages,
  ]);
  writeFileSync(stamp(), "");
}
