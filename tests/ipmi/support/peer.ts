import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { onTestFinished } from "vitest";
import { IpmiServer, type IpmiServerOptions } from "../../../server/ipmi/server.ts";
import { Terminal } from "../../support/terminal.ts";
import { ipmiParts } from "./ipmi-under-test.ts";
import { type LossyRelayOptions, lossyRelay } from "./lossy-relay.ts";

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
async function listening(
  parts: ReturnType<typeof ipmiParts>["parts"],
  options: Partial<IpmiServerOptions> = {},
): Promise<IpmiServer> {
  const port = randomInt(20_000, 32_768);
  const server = new IpmiServer({ ...parts, ...options, now: () => performance.now(), port });
  onTestFinished(() => server.close());
  try {
    await server.setAddresses([host]);
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return listening(parts, options);
  }
}

interface IpmiPeersOptions {
  readonly on?: boolean;
  /** What the way between clients and server does to datagrams; there the server has another port. */
  readonly way?: Omit<LossyRelayOptions, "target">;
  /** What the server asks of those who log in, where it is not what it asks by default. */
  readonly security?: Pick<IpmiServerOptions, "cipherSuites" | "bmcKey" | "ipmi15">;
}

/** A real IPMI server on loopback over a fake machine, and the real clients to use it with. */
export async function ipmiPeers({ on = true, way, security }: IpmiPeersOptions = {}) {
  const fakes = ipmiParts();
  await fakes.machine.begin("mains", on);
  if (on) await (await fakes.machine.power("on", { via: "test" })).outcome;
  fakes.hypervisor.calls.length = 0;
  const relay = way && (await lossyRelay({ ...way, target: () => server.port }));
  const server: IpmiServer = await listening(fakes.parts, {
    ...security,
    ...(relay && { solAdvertisedPort: relay.port }),
  });
  const port = relay?.port ?? server.port;

  const ipmitoolArgs = (user: string) => [
    ...["-I", "lanplus", "-H", host, "-p", `${port}`, "-U", user, "-P", `${user}-pass`],
  ];
  const freeipmiArgs = (user: string) => [
    ...["-h", `${host}:${port}`, "-u", user, "-p", `${user}-pass`, "-D", "LAN_2_0"],
  ];
  return {
    ...fakes,
    server,
    /** Where clients find it. */
    port,
    /** Absent on an even way. */
    relay,
    /** @param line what stands behind the connection options, split at spaces */
    ipmitool: (line: string, user = "admin") => run("ipmitool", [...ipmitoolArgs(user), ...line.split(" ")]),
    freeipmi: (tool: string, line: string, user = "admin") =>
      run(tool, [...freeipmiArgs(user), ...line.split(" ").filter(Boolean)]),
    ipmitoolCommand: (line: string) => ["ipmitool", ...ipmitoolArgs("admin"), ...line.split(" ")],
    ipmiconsoleCommand: ["ipmiconsole", "-h", `${host}:${port}`, "-u", "admin", "-p", "admin-pass"],
  };
}

/** A client on a terminal of its own. */
export function onTerminal([command = "", ...args]: readonly string[]): Terminal {
  const terminal = new Terminal(command, args);
  onTestFinished(() => terminal.kill());
  return terminal;
}
