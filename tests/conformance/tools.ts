import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Named by what is in it: another list of packages gets another folder. */
const folder = join(homedir(), ".cache/qemu-bmc/conformance-1");
const packages = [
  "redfish-service-validator==3.1.8",
  "redfish-protocol-validator==1.3.2",
  "redfish-use-case-checkers==2.1.1",
  "redfish-interop-validator==3.0.4",
  "redfish-utilities==3.5.2",
  "sushy",
];

/** An empty folder for the reports of one tool; those of its last run go. */
export async function reportsFolder(tool: string): Promise<string> {
  const reports = join(folder, "reports", tool.replaceAll(/\W+/g, "-"));
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  return reports;
}

/** A program of DMTF's tools, or the Python that has them. */
export const program = (name: string): string => join(folder, "tools/bin", name);

/** Installs DMTF's tools into a cache, once. */
export async function installTools(): Promise<void> {
  const tools = join(folder, "tools");
  const done = join(folder, "installed");
  if (existsSync(done)) return;
  console.log(`Installing DMTF's tools into ${tools} …`);
  await rm(tools, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run("python3", ["-m", "venv", tools]);
  await run(program("pip"), ["install", "--quiet", "--disable-pip-version-check", ...packages]);
  await mkdir(`${done}.new`, { recursive: true });
  await rename(`${done}.new`, done);
}

/** The folder with DMTF's schemas: the one that is named, or else the tools' own download. */
export async function schemaFolder(named: string | undefined): Promise<string> {
  if (named) return named;
  const schemas = join(folder, "schemas");
  await mkdir(schemas, { recursive: true });
  const download = `from redfish_service_validator import schema_pack, logger
import sys
schema_pack.update_dsp8010_files(sys.argv[1], {})`;
  await run(program("python"), ["-c", download, schemas]);
  return schemas;
}
