import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { onTestFinished } from "vitest";
import { IpmiServer } from "../../../server/ipmi/server.ts";
import { Terminal } from "../../support/terminal.ts";
import { ipmiParts } from "./ipmi-under-test.ts";

const host = "127.0.0.1";
const timeout = 30_000;

/** Standard output and error of a program that ends by itself, and how it ended. */
function run(
  command: string,
  args: readonly string[],
): Promise<{ readonly output: string; readonly code: number }> {
  return new Promise(resolve => {
    execFile(command, args, { timeout, encoding: "utf8" }, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? -1) : 0;
      resolve({ output: `${stdout}${stderr}`, code });
    });
  });
}

/** On a port that ipmiconsole can use: it takes those from 32768 on for a fault in the host's name. */
async function listening(parts: ReturnType<typeof ipmiParts>["parts"]): Promise<IpmiServer> {
  const server = new IpmiServer({ ...parts, now: () => performance.now(), port: randomInt(20_000, 32_768) });
  onTestFinished(() => server.close());
  try {
    await server.setAddresses([host]);
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return listening(parts);
  }
}

/** A real IPMI server on loopback over a fake machine, and the real clients to use it with. */
export async function ipmiPeers({ on = true } = {}) {
  const fakes = ipmiParts();
  await fakes.machine.begin("mains", on);
  if (on) await (await fakes.machine.power("on", { via: "test" })).outcome;
  fakes.hypervisor.calls.length = 0;
  const server = await listening(fakes.parts);

  const ipmitoolArgs = (user: string) => [
    ...["-I", "lanplus", "-H", host, "-p", `${server.port}`, "-U", user, "-P", `${user}-pass`],
  ];
  const freeipmiArgs = (user: string) => [
    ...["-h", `${host}:${server.port}`, "-u", user, "-p", `${user}-pass`, "-D", "LAN_2_0"],
  ];
  return {
    ...fakes,
    server,
    /** @param line what stands behind the connection options, split at spaces */
    ipmitool: (line: string, user = "admin") => run("ipmitool", [...ipmitoolArgs(user), ...line.split(" ")]),
    freeipmi: (tool: string, line: string, user = "admin") =>
      run(tool, [...freeipmiArgs(user), ...line.split(" ").filter(Boolean)]),
    ipmitoolCommand: (line: string) => ["ipmitool", ...ipmitoolArgs("admin"), ...line.split(" ")],
    ipmiconsoleCommand: ["ipmiconsole", "-h", `${host}:${server.port}`, "-u", "admin", "-p", "admin-pass"],
  };
}

/** A client on a terminal of its own. */
export function onTerminal([command = "", ...args]: readonly string[]): Terminal {
  const terminal = new Terminal(command, args);
  onTestFinished(() => terminal.kill());
  return terminal;
}
