import { execFileSync, spawn } from "node:child_process";
import { cpSync, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { oemResourceSchemas } from "../../server/redfish/metadata/oem-resource-schema.ts";
import { oemSchema, oemSchemaUri } from "../../server/redfish/metadata/oem-schema.ts";
import { resources } from "../../server/redfish/resources/index.ts";
import { freePort, password, RunningBmc, userName } from "../support/running-bmc.ts";
import { makeNetwork, type Network } from "./network.ts";
import { countsIn, hasFailed, type Outcome, table } from "./summary.ts";
import { program, reportsFolder, schemaFolder } from "./tools.ts";

const { REDFISH_SCHEMA_DIR, REDFISH_PROFILE_DIR } = process.env;

/** One of DMTF's tools and how it is called. */
interface Tool {
  readonly name: string;
  readonly command: readonly string[];
  /** The option that names the folder for its reports. */
  readonly reports: "--logdir" | "--report-dir";
  /** Of the BMC that it tests. */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether there is something to warn of in a service that is as it is meant to be. */
  readonly mayWarn?: true;
}

const protocolValidator = join(import.meta.dirname, "protocol-validator.py");

/** Those that can be run with what there is; says which are not. */
function toolsWith(schemas: string | undefined): readonly Tool[] {
  const protocol = ["python", protocolValidator, "--no-cert-check"];
  const tools: Tool[] = [
    { name: "protocol", command: protocol, reports: "--report-dir" },
    { name: "use cases", command: ["rf_use_case_checkers"], reports: "--report-dir" },
  ];
  if (schemas) {
    const service = ["rf_service_validator", "--skipschema", "--schema_directory", schemas];
    tools.push(
      { name: "service", command: service, reports: "--logdir", env: { REDFISH_DEPRECATED: "false" } },
      { name: "service (deprecated links)", command: service, reports: "--logdir", mayWarn: true },
    );
  } else console.log("DMTF's schemas cannot be had: the Service Validator is NOT run.");
  if (REDFISH_PROFILE_DIR) {
    const profile = join(REDFISH_PROFILE_DIR, "OpenStackIronicProfile.v1_2_0.json");
    const interop = ["rf_interop_validator", profile];
    tools.push({ name: "interop (Ironic)", command: interop, reports: "--logdir", mayWarn: true });
  } else console.log("REDFISH_PROFILE_DIR is not set: the Interop Validator is NOT run.");
  return tools;
}

/** @returns what the tool printed */
async function run(tool: Tool, url: string, network: Network, reports: string): Promise<string> {
  const [name = "", ...options] = tool.command;
  const login = ["--user", userName, "--password", password, "--rhost", url];
  const [first = "", ...args] = [
    ...network.prefix,
    program(name),
    ...options,
    ...login,
    tool.reports,
    reports,
  ];
  // With these set, Python's requests ignores that the certificate is not to be checked.
  const { REQUESTS_CA_BUNDLE: _, CURL_CA_BUNDLE: __, ...env } = process.env;
  const child = spawn(first, args, { env, cwd: reports, stdio: ["ignore", "pipe", "pipe"] });
  const log = createWriteStream(join(reports, "output.txt"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", text => {
      output += text;
      log.write(text);
    });
  }
  await new Promise(resolve => child.once("close", resolve));
  log.end();
  return output;
}

const images = "/redfish/v1/Managers/1/Oem/QemuBmc/Images";
const emptySector = Buffer.alloc(512);

/** Members of a collection that is empty by itself: an image that is stored, and one that is still to come. */
function furnish(url: string, { prefix }: Network): void {
  // What does not read its input must not be given any: curl may end before all of it is written.
  const curl = (path: string, args: readonly string[], given: { input?: Buffer } = {}): string => {
    const login = ["-ksSf", "-u", `${userName}:${password}`];
    const [first = "", ...rest] = [...prefix, "curl", ...login, ...args, `${url}${path}`];
    return execFileSync(first, rest, { ...given, encoding: "utf8" });
  };
  const announced = JSON.stringify({ FileName: "disk.img", SizeBytes: emptySector.length });
  const [stored = ""] = [1, 2].map(() => JSON.parse(curl(images, ["--json", announced])).Content as string);
  const part = ["-H", "Upload-Offset: 0", "-H", "Content-Type: application/octet-stream"];
  curl(stored, ["-X", "PATCH", ...part, "--data-binary", "@-"], { input: emptySector });
}

async function test(tool: Tool, network: Network): Promise<Outcome> {
  const reports = await reportsFolder(tool.name);
  const doors = { IPMI_INTERFACE: network.interfaceName, SSDP: "true", SSH_PORT: `${await freePort()}` };
  const env = { ...doors, ...tool.env };
  const bmc = await RunningBmc.start(env, network.prefix);
  try {
    const url = `https://${network.address}:${bmc.webPort}`;
    furnish(url, network);
    const output = await run(tool, url, network, reports);
    await writeFile(join(reports, "bmc.log"), bmc.log);
    return { tool: tool.name, counts: countsIn(output), mayWarn: tool.mayWarn ?? false, reports };
  } finally {
    await bmc.close();
  }
}

/** DMTF's schemas together with ours, which the tools would fetch from the service if they fetched any. */
async function withOurs(dmtf: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-schemas-"));
  cpSync(dmtf, folder, { recursive: true });
  const ours = [{ uri: oemSchemaUri, text: oemSchema() }, ...oemResourceSchemas(resources)];
  for (const { uri, text } of ours) await writeFile(join(folder, basename(uri)), text);
  return folder;
}

/** `npm run conformance -- protocol` runs those tools only whose name begins so. */
async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const dmtf = await schemaFolder(REDFISH_SCHEMA_DIR);
  const schemas = dmtf && (await withOurs(dmtf));
  const network = makeNetwork();
  const outcomes: Outcome[] = [];
  try {
    const wanted = ({ name }: Tool) =>
      positionals.length === 0 || positionals.some(each => name.startsWith(each));
    for (const tool of toolsWith(schemas).filter(wanted)) {
      console.log(`${tool.name} …`);
      outcomes.push(await test(tool, network));
    }
  } finally {
    network.remove();
    if (schemas) rmSync(schemas, { recursive: true });
  }
  console.log(table(outcomes));
  if (outcomes.some(hasFailed)) process.exitCode = 1;
}

await main();
