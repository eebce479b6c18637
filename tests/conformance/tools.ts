import { execFile } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonFolder } from "../../configs/setup/python-packages.mjs";

const run = promisify(execFile);
const folder = join(pythonFolder(), "conformance");

/** An empty folder for the reports of one tool; those of its last run go. */
export async function reportsFolder(tool: string): Promise<string> {
  const reports = join(folder, "reports", tool.replaceAll(/\W+/g, "-"));
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  return reports;
}

/** A program of DMTF's tools, or the Python that has them. */
export const program = (name: string): string => join(pythonFolder(), "bin", name);

/**
 * The folder with DMTF's schemas: the one that is named, or else the tools' own download; undefined where DMTF cannot be
 * reached.
 */
export async function schemaFolder(named: string | undefined): Promise<string | undefined> {
  if (named) return named;
  const schemas = join(folder, "schemas");
  await mkdir(schemas, { recursive: true });
  const download = `from redfish_service_validator import schema_pack, logger
import sys
schema_pack.update_dsp8010_files(sys.argv[1], {})`;
  await run(program("python"), ["-c", download, schemas]);
  return (await readdir(schemas)).length > 0 ? schemas : undefined;
}
