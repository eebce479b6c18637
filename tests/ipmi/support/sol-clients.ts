import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { freePort } from "../../support/running-bmc.ts";
import type { Terminal } from "../../support/terminal.ts";
import { type ipmiPeers, onTerminal } from "./peer.ts";

export type Peers = Awaited<ReturnType<typeof ipmiPeers>>;

/** One way to open a console, and what its user sees and types. */
export interface SolClient {
  readonly name: string;
  /** Characters that may be on their way to the screen; more are lost in the client itself. */
  readonly most?: number;
  open(peers: Peers): Promise<Terminal>;
  readonly breakKeys: string;
  readonly endKeys: string;
}

export const ipmitool = (suite: number): SolClient => ({
  name: `ipmitool -C ${suite}`,
  async open({ ipmitoolCommand }) {
    const terminal = onTerminal(ipmitoolCommand(`-C ${suite} sol activate`));
    await terminal.shows("SOL Session operational.  Use ~? for help]\r\n");
    return terminal;
  },
  breakKeys: "\r~B",
  endKeys: "\r~.",
});

export const ipmiconsole: SolClient = {
  name: "ipmiconsole",
  // libipmiconsole acknowledges what its program has not read yet, and has room for 16 KiB of that.
  most: 8000,
  async open({ ipmiconsoleCommand }) {
    const terminal = onTerminal(ipmiconsoleCommand);
    await terminal.shows("[SOL established]\r\n");
    return terminal;
  },
  breakKeys: "&B",
  endKeys: "&.",
};

export const conman: SolClient = {
  name: "conman",
  // The daemon has a small buffer for each of its own clients, and overwrites what they have not fetched.
  most: 4000,
  async open({ port, serial }) {
    const daemon = await conmand(port);
    const terminal = onTerminal(["conman", "-d", daemon, "x"]);
    // The daemon may have reached the BMC before its client came, or does so now: only output tells, and only such
    // as stands in none of conman's own sentences.
    const reaches = () => {
      serial.print("#");
      return terminal.screen.endsWith("#");
    };
    await eventually(reaches, 30, () => terminal.screen);
    return terminal;
  },
  breakKeys: "&B",
  endKeys: "&.",
};

/** The daemon that keeps the console open, and shares it out. @returns where its clients find it */
async function conmand(ipmiPort: number): Promise<string> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "conman-"));
  const file = join(dir, "conman.conf");
  const lines = [
    `SERVER port=${port}`,
    "SERVER loopback=on",
    `SERVER logdir="${dir}"`,
    `CONSOLE name="x" dev="ipmi:127.0.0.1:${ipmiPort}" ipmiopts="U:admin,P:admin-pass"`,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const daemon = spawn("conmand", ["-F", "-c", file], { stdio: "ignore" });
  onTestFinished(async () => {
    await ended(daemon, "SIGTERM");
    rmSync(dir, { recursive: true });
  });
  while (daemon.exitCode === null) {
    if (await listens(port)) return `127.0.0.1:${port}`;
    await sleep(20);
  }
  // Somebody else took the port that was free a moment ago.
  return conmand(ipmiPort);
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}
